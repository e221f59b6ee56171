"""How commands reach the application: Django is set up first, and its rooms are opened by name.

What the application needs is an optional extra, as Spark is: the other commands do without.
"""

import importlib
import importlib.util
import os
from types import ModuleType

from soat.model.errors import WrongUsage
from soat.model.messages import Message

_EXTRA = (
    *("django", "dj_database_url", "adbc_driver_sqlite", "adbc_driver_postgresql"),
    *("allauth", "axes", "csp", "granian", "whitenoise"),
)
_SETTINGS = "soat.web.settings"


def application_room(name: str) -> ModuleType:
    """A module of soat.casework, with the database as this version needs it.

    Raises WrongUsage where the extra is missing or a setting is refused.
    """
    _refuse_without_extra()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", _SETTINGS)
    django = importlib.import_module("django")
    try:
        settings = importlib.import_module("django.conf").settings
        settings.HOME.mkdir(parents=True, exist_ok=True)
        django.setup()
    except importlib.import_module("django.core.exceptions").ImproperlyConfigured as refused:
        raise WrongUsage(
            Message("Thiếu cấu hình của ứng dụng.", "The application is not configured."),
            _SETTINGS,
            Message(str(refused), str(refused)),
        ) from refused
    importlib.import_module("django.core.management").call_command("migrate", verbosity=0)
    return importlib.import_module(f"soat.casework.{name}")


def _refuse_without_extra() -> None:
    missing = [name for name in _EXTRA if importlib.util.find_spec(name) is None]
    if missing:
        raise WrongUsage(
            Message("Ứng dụng cần thêm gói phần mềm.", "The application needs further packages."),
            ", ".join(missing),
            Message("pip install 'soat[web]'", "pip install 'soat[web]'"),
        )
