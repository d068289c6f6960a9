"""The 300 hard pairs are whole, fair between same and not the same, and of nobody real."""

import json
import re
from collections import Counter
from collections.abc import Iterator

import pytest

from benchmarks.hard_pairs import FILE, Pair, pairs
from kithbook.identity.card import Card
from kithbook.vocabulary import PLATFORMS

PAIRS = pairs()
CARDS = [card for pair in PAIRS for card in (pair.a, pair.b)]
ROWS = re.compile(r"^\| `(\w+)` \| (\d+) \| (\d+) \|", re.MULTILINE)
PROVIDERS = {"example.org", "example.net", "example.com", "gmail.com", "googlemail.com"}
# Numbers that Britain, Germany, France, Ireland, Sweden and Australia keep for fiction, without plus or leading zeros.
# Every other number is invented with 5550 before its last digits, of which North America's 555-01xx is one.
RESERVED = re.compile(
    r"(44)?(7700900|2079460|1614960)\d{3}|(49)?0?(3023125|8999998|2214710|4066969|6990009)\d{3}|(49)?(17139200|176040690)\d\d"
    r"|(33)?(19900|26191|46571|63998)\d{4}|35320910\d{4}|(46)?(8465004|701740[67])\d\d|61491570\d{3}|\d*5550\d{2,4}"
)
FIELDS = set(Card.__struct_fields__) - {"id"}


def same_chat_at_once(pair: Pair) -> bool:
    """Whether both wrote in one chat, each before the other had finished."""
    return any(
        a.chat == b.chat and a.wrote and b.wrote and max(a.first or 0, b.first or 0) <= min(a.last or 0, b.last or 0)
        for a in pair.a.stays
        for b in pair.b.stays
    )


def texts(card: Card) -> Iterator[str]:
    """Every text of a card."""
    yield from (card.key, *card.names, *card.phones, *card.mails, *card.links, *card.places)
    yield from (*card.organisations, *card.roles, *card.numbers)


def test_there_are_300_and_half_are_the_same() -> None:
    """300 pairs, of which neither truth has more than 60%."""
    assert len(PAIRS) == 300
    assert 120 <= sum(pair.same for pair in PAIRS) <= 180


def test_readme_counts_every_sort() -> None:
    """The table of the README is what the file holds: no sort is missing, none is small."""
    told = {
        sort: (int(same), int(apart)) for sort, same, apart in ROWS.findall((FILE.parent / "README.md").read_text())
    }
    held = Counter((pair.sort, pair.same) for pair in PAIRS)
    assert told == {sort: (held[sort, True], held[sort, False]) for sort in {pair.sort for pair in PAIRS}}
    assert len(told) == 13
    assert all(15 <= sum(counts) <= 30 for counts in told.values())


def test_file_has_no_unknown_field() -> None:
    """Every line has the five fields of a pair, and its cards no field unknown to a card (it would be passed over)."""
    for line in FILE.read_text("utf-8").splitlines():
        raw = json.loads(line)
        assert list(raw) == ["sort", "same", "why", "a", "b"]
        assert all(set(raw[side]) <= FIELDS and all(raw[side].values()) for side in "ab"), line


def test_cards_are_well_formed() -> None:
    """Ids are 1 to 600; platforms are known; texts are trimmed; birthdays are dates; stays begin before they end."""
    assert [card.id for card in CARDS] == list(range(1, 601))
    for card in CARDS:
        assert card.platform in PLATFORMS, card
        assert all(text and text == text.strip() for text in texts(card)), card
        assert re.fullmatch(r"|(\d{4}|-)-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", card.birthday), card
        assert card.platform != "mail" or card.key in card.mails, card
        for stay in card.stays:
            assert (stay.first is None) == (stay.last is None) == (stay.wrote == 0), card
            assert (stay.first or 0) <= (stay.last or 0), card


def test_no_pair_comes_twice() -> None:
    """No two lines hold the same cards, also the other way round, and nothing is paired with itself."""
    seen = [frozenset(json.dumps(raw[side], sort_keys=True) for side in "ab") for raw in map(json.loads, FILE.open())]
    assert len(set(seen)) == 300
    assert all((pair.a.platform, pair.a.key) != (pair.b.platform, pair.b.key) for pair in PAIRS)
    assert len({pair.why for pair in PAIRS}) == 300


def test_phones_and_mails_are_nobodys() -> None:
    """Phones are of ranges for fiction or plainly invented; mails are at reserved domains or at the two providers."""
    for phone in {phone for card in CARDS for phone in card.phones}:
        digits = "".join(str(int(c)) for c in phone if c.isdigit()).lstrip("0").replace("490", "49", 1)
        assert RESERVED.fullmatch(digits), phone
    for mail in {mail for card in CARDS for mail in card.mails}:
        domain = mail.lower().rpartition("@")[2]
        assert domain in PROVIDERS or domain.endswith(".example"), mail


def test_nobody_talks_to_himself() -> None:
    """No true pair writes in one chat at once; of those who are not the same, ten do at the least."""
    assert not [pair.why for pair in PAIRS if pair.same and same_chat_at_once(pair)]
    assert sum(same_chat_at_once(pair) for pair in PAIRS if pair.sort == "present" and not pair.same) >= 10


@pytest.mark.parametrize("field", ["phones", "mails", "birthday"])
def test_no_field_gives_the_answer_away(field: str) -> None:
    """That both cards have a phone, a mail or a birthday says little about the truth: both truths within 15 points."""
    shares = []
    for same in (True, False):
        chosen = [pair for pair in PAIRS if pair.same is same]
        shares.append(sum(bool(getattr(p.a, field) and getattr(p.b, field)) for p in chosen) / len(chosen))
    assert abs(shares[0] - shares[1]) < 0.15
