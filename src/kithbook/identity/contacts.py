"""Phones, mails and profile addresses as they are compared: two spellings of one become equal."""

import functools
import re
import unicodedata
from typing import Final, NamedTuple
from urllib.parse import unquote

import phonenumbers

# Boxes that a company answers, not a person.
ROLES: Final = frozenset(
    [
        "abuse",
        "accounting",
        "accounts",
        "admin",
        "administrator",
        "billing",
        "booking",
        "bookings",
        "career",
        "careers",
        "contact",
        "events",
        "finance",
        "hello",
        "help",
        "helpdesk",
        "hi",
        "hr",
        "info",
        "invoice",
        "invoices",
        "jobs",
        "kontakt",
        "mail",
        "mailer-daemon",
        "marketing",
        "media",
        "membership",
        "news",
        "newsletter",
        "noreply",
        "no-reply",
        "donotreply",
        "do-not-reply",
        "notifications",
        "office",
        "orders",
        "post",
        "postmaster",
        "press",
        "reception",
        "register",
        "reservations",
        "root",
        "sales",
        "secretariat",
        "security",
        "service",
        "services",
        "shop",
        "staff",
        "support",
        "team",
        "webmaster",
        "welcome",
    ]
)
# One mailbox under several domains of its provider.
ALIASES: Final = {
    "googlemail.com": "gmail.com",
    "me.com": "icloud.com",
    "mac.com": "icloud.com",
    "pm.me": "proton.me",
    "protonmail.com": "proton.me",
    "protonmail.ch": "proton.me",
    "ya.ru": "yandex.ru",
    "yandex.com": "yandex.ru",
    "yandex.by": "yandex.ru",
    "yandex.kz": "yandex.ru",
    "yandex.ua": "yandex.ru",
    "vip.qq.com": "qq.com",
    "foxmail.com": "qq.com",
    "fastmail.fm": "fastmail.com",
}
NO_DOTS: Final = frozenset({"gmail.com"})
# Everybody may have a box there, so the domain says nothing of who somebody works for.
FREE: Final = frozenset(
    [
        "gmail.com",
        "icloud.com",
        "proton.me",
        "yandex.ru",
        "qq.com",
        "fastmail.com",
        "hotmail.com",
        "outlook.com",
        "live.com",
        "msn.com",
        "yahoo.com",
        "yahoo.co.uk",
        "yahoo.de",
        "ymail.com",
        "aol.com",
        "gmx.de",
        "gmx.net",
        "gmx.com",
        "web.de",
        "t-online.de",
        "mail.ru",
        "bk.ru",
        "inbox.ru",
        "list.ru",
        "163.com",
        "126.com",
        "yeah.net",
        "sina.com",
        "sohu.com",
        "naver.com",
        "daum.net",
        "hanmail.net",
        "orange.fr",
        "free.fr",
        "laposte.net",
        "wanadoo.fr",
        "libero.it",
        "virgilio.it",
        "seznam.cz",
        "wp.pl",
        "o2.pl",
        "interia.pl",
        "zoho.com",
        "tutanota.com",
        "duck.com",
        "hey.com",
        "mailbox.org",
        "posteo.de",
        "rediffmail.com",
        "uol.com.br",
        "bol.com.br",
        "terra.com.br",
    ]
)
# Where a profile's address has the name of the account: host, what comes before it, the platform.
PROFILES: Final = (
    ("github.com", "", "github"),
    ("gitlab.com", "", "gitlab"),
    ("linkedin.com", "in/", "linkedin"),
    ("linkedin.com", "pub/", "linkedin"),
    ("t.me", "", "telegram"),
    ("telegram.me", "", "telegram"),
    ("twitter.com", "", "x"),
    ("x.com", "", "x"),
    ("instagram.com", "", "instagram"),
    ("facebook.com", "", "facebook"),
    ("fb.com", "", "facebook"),
    ("threads.net", "@", "threads"),
    ("threads.com", "@", "threads"),
    ("tiktok.com", "@", "tiktok"),
    ("youtube.com", "@", "youtube"),
    ("medium.com", "@", "medium"),
    ("keybase.io", "", "keybase"),
    ("reddit.com", "user/", "reddit"),
    ("reddit.com", "u/", "reddit"),
    ("weibo.com", "", "weibo"),
    ("zhihu.com", "people/", "zhihu"),
    ("vk.com", "", "vk"),
    ("bsky.app", "profile/", "bluesky"),
    ("open.spotify.com", "user/", "spotify"),
    ("orcid.org", "", "orcid"),
    ("goodreads.com", "user/show/", "goodreads"),
    ("stackoverflow.com", "users/", "stackoverflow"),
)
# First parts of a path on these hosts that are no account.
PAGES: Final = frozenset(
    [
        "about",
        "company",
        "explore",
        "groups",
        "home",
        "intent",
        "login",
        "orgs",
        "p",
        "pages",
        "people",
        "photo",
        "profile.php",
        "search",
        "settings",
        "share",
        "sharer",
        "status",
        "story",
        "topics",
        "watch",
        "joinchat",
        "addstickers",
        "c",
        "s",
        "i",
        "reel",
        "reels",
        "stories",
        "events",
        "hashtag",
    ]
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
    """A mail address in its parts, folded: the local part without tag (and dots, where they do not count)."""

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
    return Mail(local, domain, local in ROLES or whole in ROLES)


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
