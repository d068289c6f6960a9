"""Tells Django what this room is called."""

from django.apps import AppConfig


class StoreConfig(AppConfig):
    """The app of the models."""

    name = "kithbook.store"
    label = "store"
