"""Kithbook: a private book of the people who matter."""
