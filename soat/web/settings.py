"""The application's settings. All that differs between installations comes from the environment.

| variable | meaning | when unset |
|---|---|---|
| `SOAT_HOME` | folder of the embedded database and of archived files | `soat-home` |
| `DATABASE_URL` | such as `postgres://user:word@host/name` | SQLite in `SOAT_HOME` |
| `SOAT_SECRET_KEY` | signs sessions; long and random | refused, unless `SOAT_DEMO` |
| `SOAT_HOSTS` | host names it answers to, comma-separated | `localhost,127.0.0.1` |
| `SOAT_REGISTER` | the register's snapshot, for verifying at once | that of the last run loaded |
| `SOAT_DEMO` | `1`: a demonstration on this computer, without encryption | production |
"""

import os
from datetime import timedelta
from pathlib import Path

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

_DEMO_KEY = "a demonstration on one computer signs with a key that everybody knows"
_SHORTEST_KEY = 50
_TWO_HOURS = 2 * 60 * 60

DEMO = os.environ.get("SOAT_DEMO") == "1"
REGISTER = os.environ.get("SOAT_REGISTER", "")
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


SECRET_KEY = _secret_key()
DEBUG = False
ALLOWED_HOSTS = os.environ.get("SOAT_HOSTS", "localhost,127.0.0.1").split(",")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
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
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
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
# Five wrong passwords for one name lock that name from that address for a quarter of an hour.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "locked.html"
AXES_VERBOSE = False
AXES_ENABLE_ACCESS_FAILURE_LOG = False
AUTH_USER_MODEL = "casework.User"

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
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not DEMO
