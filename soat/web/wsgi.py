"""What a web server starts: the pages, and behind them the open register and the queue's retry."""

import importlib
import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "soat.web.settings")
application = get_wsgi_application()
importlib.import_module("soat.web.pages.sitting").open_desk()
if settings.RETRY_EVERY:
    # Its tables are known only now that the application is set up.
    importlib.import_module("soat.casework.retrying").retry_every(settings.RETRY_EVERY)
