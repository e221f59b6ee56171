"""The application's settings. All that differs between installations comes from the environment.

| variable | meaning | when unset |
|---|---|---|
| `SOAT_HOME` | folder of the embedded database and of archived files | `soat-home` |
| `DATABASE_URL` | such as `postgres://user:word@host/name` | SQLite in `SOAT_HOME` |
| `SOAT_SECRET_KEY` | signs sessions; long and random | refused, unless `SOAT_DEMO` |
| `SOAT_HOSTS` | host names it answers to, comma-separated | `localhost,127.0.0.1` |
| `SOAT_REGISTER` | the register's snapshot, for verifying at once | that of the last run loaded |
| `SOAT_PROXY` | `1`: a proxy in front holds the certificate, and is believed | no proxy |
| `SOAT_RETRY_EVERY` | seconds between tries of waiting records; `0`: none | `soat serve`: 60 |
| `SOAT_SECOND_REVIEW` | file: which judgements two people must agree on | second_review.toml |
| `SOAT_DEMO` | `1`: a demonstration on this computer, without encryption | production |
"""

import os
from datetime import timedelta
from pathlib import Path

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

from soat.model.errors import InputUnusable
from soat.review.second_review import DEFAULT_POLICY, read_policy

_DEMO_KEY = "a demonstration on one computer signs with a key that everybody knows"
_SHORTEST_KEY = 50
_TWO_HOURS = 2 * 60 * 60

DEMO = os.environ.get("SOAT_DEMO") == "1"
REGISTER = os.environ.get("SOAT_REGISTER", "")
SECOND_REVIEW = os.environ.get("SOAT_SECOND_REVIEW", "")
RETRY_EVERY = int(os.environ.get("SOAT_RETRY_EVERY", "0"))
HOME = Path(os.environ.get("SOAT_HOME", "soat-home")).resolve()


def _secret_key() -> str:
    key = os.environ.get("SOAT_SECRET_KEY", _DEMO_KEY if DEMO else "")
    if not DEMO and (len(key) < _SHORTEST_KEY or key == _DEMO_KEY):
        raise ImproperlyConfigured(
            f"SOAT_SECRET_KEY must be set to {_SHORTEST_KEY} random signs or more; "
            "for a demonstration on one computer set SOAT_DEMO=1 · "
            "Hãy đặt SOAT_SECRET_KEY, hoặc SOAT_DEMO=1 khi chỉ chạy thử trên một máy."
        )
    return key


def _refuse_unreadable_policy() -> None:
    try:
        read_policy(Path(SECOND_REVIEW) if SECOND_REVIEW else DEFAULT_POLICY)
    except InputUnusable as unreadable:
        raise ImproperlyConfigured(str(unreadable)) from unreadable


_refuse_unreadable_policy()
SECRET_KEY = _secret_key()
DEBUG = False
ALLOWED_HOSTS = os.environ.get("SOAT_HOSTS", "localhost,127.0.0.1").split(",")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "django_htmx",
    "soat.web",
    "soat.casework.apps.CaseworkConfig",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "soat.web.sign_in.gate.SecondFactorGate",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "soat.web.urls"
WSGI_APPLICATION = "soat.web.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "soat.web.language.language",
                "soat.web.navigation.navigation",
            ],
            "builtins": ["soat.web.templatetags.saying"],
        },
    }
]
# A file that is too large is let go of while it comes in.
FILE_UPLOAD_HANDLERS = [
    "soat.web.upload_limit.LimitedUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
STATIC_URL = "static/"
WHITENOISE_USE_FINDERS = True

# Nothing comes from elsewhere, and no script stands in a page.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "style-src": ["'self'"],
        "script-src": ["'self'"],
        "img-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}

LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "sign-in"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        *("UserAttributeSimilarityValidator", "MinimumLengthValidator"),
        *("CommonPasswordValidator", "NumericPasswordValidator"),
    )
]
# Five wrong passwords or codes for one name lock that name from that address for a quarter of an
# hour. Wrong codes are counted for the name from everywhere too: who gives them has the password.
AXES_FAILURE_LIMIT = 5
AXES_CLIENT_IP_CALLABLE = "soat.web.sign_in.address.address_of"
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "locked.html"
AXES_VERBOSE = False
AXES_ENABLE_ACCESS_FAILURE_LOG = False
AUTH_USER_MODEL = "casework.User"

# Sign-in in two steps (soat/web/sign_in): by user name, without signing up and without e-mail.
ACCOUNT_ADAPTER = "soat.web.sign_in.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_REAUTHENTICATION_METHODS = ["password", "mfa"]
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_FORMS = {"login": "soat.web.sign_in.forms.SignInForm"}
ACCOUNT_RATE_LIMITS = {"login_failed": "5/15m/key", "login": None, "reauthenticate": None}
MFA_ADAPTER = "soat.web.sign_in.adapters.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "soat.web.sign_in.forms.CodeForm",
    "reauthenticate": "soat.web.sign_in.forms.CodeAgainForm",
}
MFA_TOTP_ISSUER = "Soát"
# A telephone's clock may be half a minute off.
MFA_TOTP_TOLERANCE = 1
MFA_RECOVERY_CODES_SHOW_ONCE = True
# Which codes were used is known to every process: it stands in the database.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "soat_cache",
    }
}

DATABASES = {
    "default": dj_database_url.parse(
        os.environ.get("DATABASE_URL") or f"sqlite:///{HOME / 'soat.sqlite3'}",
        conn_max_age=600,
        conn_health_checks=True,
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Readers do not wait for a writer, and two writers wait for each other instead of failing.
    DATABASES["default"]["OPTIONS"] = {
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        "transaction_mode": "IMMEDIATE",
        "timeout": 30,
    }

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True

SESSION_COOKIE_AGE = _TWO_HOURS
SESSION_SAVE_EVERY_REQUEST = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = not DEMO
SECURE_HSTS_SECONDS = 0 if DEMO else 365 * 24 * 60 * 60
BEHIND_PROXY = os.environ.get("SOAT_PROXY") == "1"
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not DEMO

# A fault is told with its traceback to whoever runs `soat serve`, on the standard error: the page
# only owns up to it.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"faults": {"class": "logging.StreamHandler"}},
    "loggers": {"django.request": {"handlers": ["faults"], "level": "ERROR"}},
}
