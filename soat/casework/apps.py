"""Tells Django of this room."""

from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    """The app `casework`."""

    name = "soat.casework"
    label = "casework"
    default_auto_field = "django.db.models.BigAutoField"
