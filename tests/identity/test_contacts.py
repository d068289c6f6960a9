"""Phones, mails and addresses of profiles: spellings that are one, and those that are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithbook.identity.contacts import Account, account, bare_user, link, looks_like_phone, mail, phone, phone_of_link


@pytest.mark.parametrize(
    ("written", "region", "number", "line"),
    [
        ("+49 170 1234567", "", "+491701234567", "mobile"),
        ("0170/123 45 67", "DE", "+491701234567", "mobile"),
        ("0049 (0)170 1234567", "FR", "+491701234567", "mobile"),
        ("tel:+44-7700-900123", "", "+447700900123", ""),
        ("+٤٤ ٧٧٠٠ ٩٠٠١٢٣", "", "+447700900123", ""),
        ("\u202a+44 7700 900123\u202c", "", "+447700900123", ""),
        ("030 90820", "DE", "+493090820", "fixed"),
        ("(212) 555-0123", "US", "+12125550123", "mobile"),
        ("55501234", "", "55501234", ""),
    ],
)
def test_phones_become_equal(written: str, region: str, number: str, line: str) -> None:
    """However it is written, a number is one; what has no country keeps its digits."""
    found = phone(written, region)
    assert found is not None
    assert (found.number, found.line) == (number, line)


@pytest.mark.parametrize("written", ["", "12", "Ines", "1234", "+", "2024-01-01 10:00:00 123456789"])
def test_what_is_no_phone(written: str) -> None:
    """Short or long runs of digits, and words, are none."""
    assert phone(written, "DE") is None


@pytest.mark.parametrize(
    ("one", "other", "equal"),
    [
        ("Ines.Faro@Gmail.com", "inesfaro+list@googlemail.com", True),
        ("ines.faro@lantern.example", "inesfaro@lantern.example", False),
        ("ines+news@lantern.example", "INES@LANTERN.example", True),
        ("mailto:ines@me.com", "<ines@icloud.com>", True),
        ("ines@pm.me", "ines@proton.me", True),
        ("ines@lantern.example", "ines@lantern.invalid", False),
    ],
)
def test_mails_become_equal(one: str, other: str, equal: bool) -> None:
    """What the provider ignores does not count, and only what it ignores."""
    assert (mail(one) == mail(other)) is equal


@pytest.mark.parametrize(
    ("written", "role"),
    [
        ("info@lantern.example", True),
        ("no-reply@lantern.example", True),
        ("familie.faro@lantern.example", True),
        ("the.faros@lantern.example", True),
        ("theodora@lantern.example", False),
        ("infante@lantern.example", False),
    ],
)
def test_boxes_of_nobody_in_particular(written: str, role: bool) -> None:
    """An office's or a household's box is told from a person's."""
    found = mail(written)
    assert found is not None
    assert found.is_role is role


@pytest.mark.parametrize("written", ["", "@ines", "ines@", "ines@localhost", "Ines Faro", "a b@c.example"])
def test_what_is_no_mail(written: str) -> None:
    """A user name or a sentence is no address."""
    assert mail(written) is None


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("https://github.com/InesFaro", Account("github", "inesfaro")),
        ("http://de.linkedin.com/in/ines-faro/?trk=x", Account("linkedin", "ines-faro")),
        ("t.me/inesfaro", Account("telegram", "inesfaro")),
        ("https://twitter.com/inesfaro/status/1", Account("x", "inesfaro")),
        ("x.com/@inesfaro", Account("x", "inesfaro")),
        ("https://www.youtube.com/@inesfaro", Account("youtube", "inesfaro")),
        ("https://www.linkedin.com/company/lantern", None),
        ("https://www.instagram.com/p/abc", None),
        ("https://t.me/+491701234567", None),
        ("https://lantern.example/ines", None),
    ],
)
def test_accounts_behind_addresses(address: str, found: Account | None) -> None:
    """A profile's address has the name of the account; a company's page or a post has none."""
    assert account(address) == found


def test_numbers_in_addresses() -> None:
    """WhatsApp's and Telegram's short addresses may be a number."""
    assert phone_of_link("https://wa.me/491701234567?text=hi") == "+491701234567"
    assert phone_of_link("https://t.me/+491701234567") == "+491701234567"
    assert phone_of_link("https://t.me/inesfaro") == ""


def test_links_and_user_names() -> None:
    """Scheme, query and case of the host do not count, but the old kind of profile is told by its query."""
    assert link("HTTP://WWW.Lantern.example/ines/#top") == link("lantern.example/ines")
    assert link("facebook.com/profile.php?id=12&x=1") != link("facebook.com/profile.php?id=13")
    assert bare_user("@Ines_Faro") == bare_user("ines.faro") != bare_user("inesf")
    assert looks_like_phone("+44 7700 900123")
    assert not looks_like_phone("2 Ines 2024")


@given(st.text(max_size=60), st.sampled_from(["", "DE", "CN", "US", "XX"]))
def test_nothing_raises(text: str, region: str) -> None:
    """Any text is something or nothing, and reading what was read changes nothing."""
    found, box, page = phone(text, region), mail(text), link(text)
    account(text)
    phone_of_link(text)
    if found and found.number.startswith("+"):
        assert phone(found.number) == found
    if box:
        assert mail(box.address) == box
    assert isinstance(page, str)
