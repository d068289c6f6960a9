"""Phones, mails and profile addresses as they are compared: two spellings of one become equal."""

import functools
import re
import unicodedata
from typing import Final, NamedTuple
from urllib.parse import unquote

import phonenumbers

from kithbook.identity.providers import ALIASES, FREE, NO_DOTS, PAGES, PROFILES, ROLES

# The countries (ISO 3166) that have telephone numbers of their own.
REGIONS: Final = tuple(sorted(phonenumbers.SUPPORTED_REGIONS))

# Boxes of a household.
_HOUSEHOLD: Final = re.compile(
    r"^(the|die|los|les|fam|haus|casa)[._\-]\w+|^(familie|family|familia|famille)\w*|\w+[._\-]?(family|familie)$"
)
_JOINERS: Final = re.compile(r"[\s._\-]+")
_NOT_DIGITS: Final = re.compile(r"[^\d+]")
_LIKE_PHONE: Final = re.compile(r"^[+(]?[\d(][\d\s().\-/\u00a0\u2011]{5,24}\d$")


class Phone(NamedTuple):
    """A phone number: E.164 where its country is known, else its bare digits; ``line`` is "mobile", "fixed" or "".

    A mobile is a person's, a fixed line often a household's or an office's.
    """

    number: str
    line: str


class Mail(NamedTuple):
    """A mail address in its parts, folded: the local part without tag (and dots, where they do not count).

    ``is_role``: a company, an office or a household reads it.
    """

    local: str
    domain: str
    is_role: bool

    @property
    def address(self) -> str:
        """Local part and domain in one."""
        return f"{self.local}@{self.domain}"

    @property
    def employer(self) -> str:
        """The domain, where it is not one at which everybody may have a box."""
        return "" if self.domain in FREE else self.domain


class Account(NamedTuple):
    """An account by its name on one platform."""

    platform: str
    user: str


@functools.lru_cache(maxsize=1 << 17)
def phone(written: str, region: str = "") -> Phone | None:
    """The number, read as one of ``region`` (ISO 3166, "DE") where it has no country; None where it is none.

    >>> phone("+49 170 1234567"), phone("0170/1234567", "DE"), phone("12")
    (Phone(number='+491701234567', line='mobile'), Phone(number='+491701234567', line='mobile'), None)
    """
    text = unicodedata.normalize("NFKC", written).strip().removeprefix("tel:").strip()
    text = "".join(char for char in text if unicodedata.category(char) != "Cf")
    digits = _NOT_DIGITS.sub("", text)
    if not 6 <= len(digits.lstrip("+")) <= 17:
        return None
    for shape, home in ((text, region), ("+" + digits[2:], "") if digits.startswith("00") else ("", "")):
        try:
            number = phonenumbers.parse(shape, home or None)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_possible_number(number):
            e164 = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
            return Phone(e164, _line(number))
    return None if digits.startswith("+") or len(digits) < 7 else Phone(digits.lstrip("0"), "")


def country(number: str) -> str:
    """The country (ISO 3166) whose number this is, written with its plus; "" where it is none.

    >>> country("+49 170 1234567"), country("Ines")
    ('DE', '')
    """
    try:
        return phonenumbers.region_code_for_number(phonenumbers.parse(number)) or ""
    except phonenumbers.NumberParseException:
        return ""


def _line(number: phonenumbers.PhoneNumber) -> str:
    kind = phonenumbers.number_type(number)
    types = phonenumbers.PhoneNumberType
    if kind in (types.MOBILE, types.FIXED_LINE_OR_MOBILE):
        return "mobile"
    return "" if kind == types.UNKNOWN else "fixed"


def looks_like_phone(text: str) -> bool:
    """Whether a handle's key is a number rather than a name.

    >>> looks_like_phone("+49 170 1234567"), looks_like_phone("Ines 2024")
    (True, False)
    """
    return bool(_LIKE_PHONE.match(text.strip()))


@functools.lru_cache(maxsize=1 << 17)
def mail(written: str) -> Mail | None:
    """The address without what its provider ignores (tags behind a plus; dots at Gmail); None where it is none.

    >>> mail("<I.nes+news@GoogleMail.com>").address, mail("office@lantern.example").is_role, mail("ines")
    ('ines@gmail.com', True, None)
    """
    text = unicodedata.normalize("NFKC", written).strip().casefold().removeprefix("mailto:").strip("<>\"' ,;")
    local, at, domain = text.rpartition("@")
    domain = domain.rstrip(".")
    if not at or not local or "." not in domain or any(char.isspace() for char in text):
        return None
    domain = ALIASES.get(domain, domain)
    whole = local
    local = local.partition("+")[0] or local
    if domain in NO_DOTS:
        local = local.replace(".", "") or local
    return Mail(local, domain, local in ROLES or whole in ROLES or bool(_HOUSEHOLD.match(local)))


@functools.lru_cache(maxsize=1 << 16)
def link(written: str) -> str:
    """An address as it is compared: no scheme, "www.", query, or slash at the end; "" where it is none.

    >>> link("https://www.Example.org/ines/?utm=1"), link("ines")
    ('example.org/ines', '')
    """
    text = unquote(unicodedata.normalize("NFKC", written).strip()).split("#")[0]
    text = re.sub(r"^[a-z][a-z+.\-]*://", "", text, flags=re.IGNORECASE)
    host, slash, path = text.partition("/")
    host = re.sub(r"^(www|m|mobile|[a-z]{2})\.(?=[^.]+\.)", "", host.casefold().partition(":")[0])
    if "." not in host or "@" in host or any(char.isspace() for char in host):
        return ""
    bare, mark, query = path.partition("?")
    bare = bare.rstrip("/")
    if bare == "profile.php" and mark:  # the one old address whose query says who it is
        return f"{host}/{bare}?{query.partition('&')[0]}"
    return f"{host}/{bare}" if slash and bare else host


@functools.lru_cache(maxsize=1 << 16)
def account(address: str) -> Account | None:
    """The account behind the address of a profile, None where it is something else.

    >>> account("https://github.com/Ines-Faro?tab=repositories"), account("linkedin.com/company/lantern")
    (Account(platform='github', user='ines-faro'), None)
    """
    host, _, path = link(address).partition("/")
    for known, before, platform in PROFILES:
        if host == known and path.casefold().startswith(before):
            user = path[len(before) :].split("/")[0].casefold().lstrip("@")
            if user and user not in PAGES and not user.startswith("+"):
                return Account(platform, user)
    return None


def phone_of_link(address: str) -> str:
    """The number in an address of WhatsApp or Telegram, with its plus; "" where there is none.

    >>> phone_of_link("https://wa.me/491701234567")
    '+491701234567'
    """
    host, _, path = link(address).partition("/")
    if host in ("wa.me", "t.me", "api.whatsapp.com"):
        digits = path.lstrip("+")
        if digits.isdigit() and len(digits) > 6:
            return "+" + digits
    return ""


def bare_user(user: str) -> str:
    """A user name as it is compared between platforms, which allow different characters.

    >>> bare_user("@Ines_Faro"), bare_user("ines.faro")
    ('inesfaro', 'inesfaro')
    """
    return _JOINERS.sub("", user.casefold().lstrip("@").rsplit("#", 1)[0])
