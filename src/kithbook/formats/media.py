"""What kind of thing a file that was sent is: by its type as the export names it, else by its name."""

import functools
from typing import Final

# beginnings of MIME types, and of Apple's own names for types
TYPES: Final = (
    ("image/", "image"),
    ("video/", "video"),
    ("audio/", "audio"),
    ("text/vcard", "contact"),
    ("text/x-vcard", "contact"),
    ("text/directory", "contact"),
    ("text/x-vlocation", "location"),
    ("public.jpeg", "image"),
    ("public.png", "image"),
    ("public.hei", "image"),
    ("public.tiff", "image"),
    ("com.compuserve.gif", "image"),
    ("public.image", "image"),
    ("public.mpeg", "video"),
    ("public.movie", "video"),
    ("public.3gp", "video"),
    ("com.apple.quicktime-movie", "video"),
    ("com.apple.m4v", "video"),
    ("com.apple.coreaudio-format", "audio"),
    ("com.apple.m4a", "audio"),
    ("public.mp3", "audio"),
    ("public.audio", "audio"),
    ("public.aifc-audio", "audio"),
    ("org.3gpp.adaptive-multi-rate-audio", "audio"),
    ("public.vcard", "contact"),
    ("public.vlocation", "location"),
)
SUFFIXES: Final = {
    **dict.fromkeys(
        ("png", "jpg", "jpeg", "gif", "tif", "tiff", "webp", "apng", "svg", "heic", "heif", "bmp"), "image"
    ),
    **dict.fromkeys(("mp4", "mov", "mkv", "mpeg", "webm", "qt", "3gp", "m4v", "avi"), "video"),
    **dict.fromkeys(("m4a", "aac", "mp3", "ogg", "opus", "wav", "flac", "caf", "amr"), "audio"),
    "vcf": "contact",
}


@functools.lru_cache(1024)
def kind_of_file(type_name: str, name: str = "") -> str:
    """The kind of message that a file makes, "file" where nothing tells more.

    >>> kind_of_file("image/jpeg"), kind_of_file("com.apple.coreaudio-format"), kind_of_file("", "kiln.MOV")
    ('image', 'audio', 'video')
    """
    lower = type_name.lower()
    known = next((kind for beginning, kind in TYPES if lower.startswith(beginning)), None)
    return known or SUFFIXES.get(name.rpartition(".")[2].lower(), "file")
