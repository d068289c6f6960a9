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

# ------------------------------------------------------------------------------------------------ the web page

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "kithbook.web.security.OriginMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "kithbook.web.security.TokenMiddleware",
    "kithbook.web.middleware.BookMiddleware",
    "kithbook.web.middleware.LanguageMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "kithbook.web.middleware.FollowMiddleware",
    "kithbook.web.middleware.RefusedMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csrf",
                "django.template.context_processors.i18n",
                "kithbook.web.middleware.shell",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static", "kithbook.web.templatetags.kith"],
        },
    }
]
STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False

# The session is a signed cookie: nothing about a visit is kept on disk. `serve` names it after its port.
SESSION_ENGINE = "django.contrib.sessions.backends.signed_cookies"
SESSION_COOKIE_NAME = "kithbook"
SESSION_COOKIE_SAMESITE = "Strict"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_USE_SESSIONS = True
CSRF_FAILURE_VIEW = "kithbook.web.views.errors.not_from_here"
# "no-referrer" would make browsers send "Origin: null" with our own forms.
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}

# An upload is streamed into a folder beside the book; only fields that are no files count here.
FILE_UPLOAD_HANDLERS = ["kithbook.web.uploads.IncomingHandler"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 2**20
DATA_UPLOAD_MAX_NUMBER_FILES = 2000
UPLOAD_LIMIT = 4 * 2**30

# Faults of ours go to the terminal that serves, never to a page.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"terminal": {"class": "logging.StreamHandler"}, "nowhere": {"class": "logging.NullHandler"}},
    "loggers": {
        "django": {"handlers": ["terminal"], "level": "ERROR", "propagate": False},
        # A foreign name that was pointed at this machine, a body that is too large: refused, and no fault of ours.
        "django.security": {"handlers": ["nowhere"], "propagate": False},
        # A page asks for more files at once than there are threads: they wait a moment, nothing is wrong.
        "waitress.queue": {"handlers": ["nowhere"], "propagate": False},
        "kithbook": {"handlers": ["terminal"], "level": "WARNING"},
    },
}
