"""The one place for configuration: Django's settings, and where a book lives by default."""

import os
import secrets
from pathlib import Path

HERE = Path(__file__).resolve().parent

# Sessions end with the process: the address that `kithbook serve` prints carries the way back in.
SECRET_KEY = os.environ.get("KITHBOOK_SECRET") or secrets.token_urlsafe(48)
DEBUG = False
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
ROOT_URLCONF = "kithbook.web.urls"
INSTALLED_APPS = [
    "django.contrib.staticfiles",
    "django_htmx",
    "kithbook.store",
    "kithbook.web",
]
# No database is opened before a book is: `store.opened` adds one under a name of its own, and the router finds it.
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
DATABASE_ROUTERS = ["kithbook.store.context.Router"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = True
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("zh-hans", "简体中文"), ("ar", "العربية")]
LOCALE_PATHS = [HERE / "locale"]
