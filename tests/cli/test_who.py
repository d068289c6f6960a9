"""Saying who is who on the command line: same, split, review; as JSON, in words, key by key, and what is refused."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.cli.conftest import Run
from tests.cli.contract import NAMED, NUMBER, REASONS, TEXT, WHOLE, obj, rows

CHAT = """\
[03/05/2025, 10:15:02] Ines Halfmoon: the kiln is warm
[03/05/2025, 10:16:10] Ottokar Plumb: I bring the bowls
[04/05/2025, 09:00:00] Potter Girl: 聚会 on Saturday?
[14/05/2025, 20:00:00] Ines Halfmoon: good evening
[14/05/2025, 20:01:00] Potter Girl: good evening
"""
CARDS = "".join(
    f"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:{name}\r\n{more}END:VCARD\r\n"
    for name, more in (
        ("李明", "EMAIL:liming@corp.example\r\n"),
        ("Li Ming", ""),
        ("Bram Teakettle", "EMAIL:bram@tea.example\r\n"),
        ("Dr. Bram Teakettle", "EMAIL:bram@tea.example\r\n"),
    )
)
HANDLE = obj(id=WHOLE, platform=TEXT, key=TEXT, name=TEXT, messages=WHOLE)
SIDE = obj(person=NAMED, handle=WHOLE, handles=rows(HANDLE), chats=rows(NAMED), messages=WHOLE)
PAIR = obj(id=WHOLE, weight=NUMBER, reasons=REASONS, a=SIDE, b=SIDE, barred={"type": "boolean"})
DEED = obj(id=WHOLE, kind={"enum": ["same", "apart", "split", "me"]}, names={"type": "array", "items": TEXT}, at=TEXT)
REVIEW = obj(
    pairs=rows(PAIR), total=WHOLE, joined=rows(obj(id=WHOLE, person=NAMED, a=HANDLE, b=HANDLE)), deeds=rows(DEED)
)
ACCEPT = obj(
    weight=NUMBER, pairs=rows(PAIR), left=WHOLE, done={"type": "boolean"}, deeds={"type": "array", "items": WHOLE}
)


@pytest.fixture
def run(tmp_path: Path, typed: Run) -> Run:
    """Type a command on a book with a chat and an address book; gives (status, output, error)."""
    (tmp_path / "WhatsApp Chat with Kiln.txt").write_text(CHAT, encoding="utf-8")
    (tmp_path / "contacts.vcf").write_text(CARDS, encoding="utf-8")
    for name in ("WhatsApp Chat with Kiln.txt", "contacts.vcf"):
        assert typed("import", str(tmp_path / name), "--me", "Ottokar Plumb", "--json")[0] == 0
    return typed


def answer(result: tuple[int, str, str], schema: dict[str, Any]) -> Any:
    """The one JSON document of a command that went well, checked against the contract."""
    status, out, err = result
    assert (status, err) == (0, "")
    document = json.loads(out)
    jsonschema.validate(document, schema)
    return document


def refused(result: tuple[int, str, str]) -> str:
    """The one sentence of a command that was refused."""
    status, out, err = result
    assert (status, out) == (1, "")
    assert len(err.splitlines()) == 1, err
    return err


def people(run: Run) -> int:
    """How many people the book holds."""
    return int(json.loads(run("people", "--json")[1])["total"])


def test_two_become_one_and_two_again(run: Run) -> None:
    """`same` joins, `review --undo` parts, and the review lists what was said in between."""
    before = people(run)
    deed = answer(run("same", "Potter Girl", "Li Ming", "--json"), DEED)
    assert people(run) == before - 1
    assert [one["id"] for one in answer(run("review", "--json"), REVIEW)["deeds"]] == [deed["id"]]
    assert answer(run("review", "--undo", str(deed["id"]), "--json"), DEED) == deed
    assert people(run) == before
    assert "99" in refused(run("review", "--undo", "99"))


def test_two_of_one_chat_need_to_be_sure(run: Run) -> None:
    """Members of one chat are refused until --sure."""
    assert "Kiln" in refused(run("same", "Potter Girl", "Ines Halfmoon"))
    assert answer(run("same", "Potter Girl", "Ines Halfmoon", "--sure", "--json"), DEED)["kind"] == "same"


def test_this_is_me(run: Run) -> None:
    """With --me somebody is the owner; with a second name, or with none at all, that is said to be wrong."""
    deed = answer(run("same", "Bram Teakettle", "--me", "--json"), DEED)
    assert deed["kind"] == "me"
    status, out, _ = run("review", "--undo", str(deed["id"]))
    assert (status, "Bram Teakettle is you" in out) == (0, True)
    for words in (("same", "Bram", "Ines", "--me"), ("same", "Bram"), ("same", "Bram", "--me", "--not")):
        status, _, err = run(*words)
        assert (status, "or one with --me" in err) == (2, True)


def test_not_the_same_is_remembered(run: Run) -> None:
    """After --not, the pair is asked no more, and joining it is refused with the number to take back."""
    pair = answer(run("review", "--json"), REVIEW)["pairs"][0]
    ends = [f"#{pair[side]['person']['id']}" for side in ("a", "b")]
    deed = answer(run("same", *ends, "--not", "--json"), DEED)
    assert deed["kind"] == "apart"
    assert pair["id"] not in [one["id"] for one in answer(run("review", "--json"), REVIEW)["pairs"]]
    assert f"(number {deed['id']})" in refused(run("same", *ends))


def test_what_the_book_joined_is_split_by_its_handle(run: Run) -> None:
    """The handle that `review` lists becomes somebody of its own, and comes back with the undo."""
    before = people(run)
    found = answer(run("review", "--json"), REVIEW)["joined"][0]
    deed = answer(run("split", f"#{found['b']['id']}", "--json"), DEED)
    assert people(run) == before + 1
    assert answer(run("review", "--json"), REVIEW)["joined"] == []
    answer(run("review", "--undo", str(deed["id"]), "--json"), DEED)
    assert people(run) == before


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("same", "Ines Halfmoon", "Ines Halfmoon"), "one person already"),
        (("same", "Ines Halfmoon", "Nobody Atall"), "Nobody Atall"),
        (("split", "nowhere@nobody.example"), "nowhere@nobody.example"),
        (("split", "Ines Halfmoon"), "alone"),
    ],
)
def test_what_cannot_be_is_one_sentence(run: Run, words: tuple[str, ...], told: str) -> None:
    """A person with themselves, nobody, no such handle, the only handle: each is said, and nothing changes."""
    before = people(run)
    assert told in refused(run(*words))
    assert people(run) == before


def test_a_name_of_several_lists_them(run: Run) -> None:
    """A part that two names share is refused with their numbers."""
    run("add", "Ines Vale", "--json")
    status, out, err = run("same", "Ines", "Potter Girl")
    assert (status, out) == (1, "")
    assert "Ines Halfmoon (#" in err
    assert "Ines Vale (#" in err


def test_accepting_above_a_weight_shows_before_it_joins(run: Run) -> None:
    """Without --yes nothing is joined where nobody can be asked; with it, and each pair can be taken back."""
    before = people(run)
    seen = answer(run("review", "--accept-above", "-50", "--json"), ACCEPT)
    assert seen["pairs"]
    assert not seen["done"]
    status, out, err = run("review", "--accept-above", "-50")
    assert status == 0
    assert "李明" in out
    assert "--yes" in err
    assert people(run) == before
    done = answer(run("review", "--accept-above", "-50", "--yes", "--json"), ACCEPT)
    assert done["done"]
    assert people(run) == before - len(done["deeds"]) < before
    for number in reversed(done["deeds"]):
        run("review", "--undo", str(number))
    assert people(run) == before


def test_the_review_speaks_to_a_person(run: Run) -> None:
    """Elsewhere than on a terminal it lists the pairs with their sums, what was joined, and what was said."""
    run("same", "Potter Girl", "Li Ming")
    status, out, err = run("review")
    assert (status, err) == (0, "")
    for part in ("李明", "together", "Joined by the book", "are one person."):
        assert part in out
    for leak in ("Said(", "Struct", "Traceback", "{'", "None", "[b]"):
        assert leak not in out


@pytest.fixture
def press(run: Run, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], tuple[int, str, str]]:
    """Press these keys in `kithbook review` on a terminal."""
    from kithbook.cli import who

    def pressed(keys: str) -> tuple[int, str, str]:
        left: Iterator[str] = iter(keys)
        monkeypatch.setattr(who, "can_ask", lambda: True)
        monkeypatch.setattr(who, "one_key", lambda question: next(left))
        return run("review")

    return pressed


def test_pair_by_pair_on_a_terminal(run: Run, press: Callable[[str], tuple[int, str, str]]) -> None:
    """A key answers, another is asked again, z takes back, q stops; a pair that was put off is not asked twice."""
    before = people(run)
    assert press("xq")[0] == 0
    assert people(run) == before
    status, out, _ = press("l")
    assert (status, people(run)) == (0, before)
    assert "put off" in out
    assert "Nothing is left to ask." in press("s")[1]
    assert people(run) == before - 1


def test_a_key_takes_the_last_answer_back(run: Run, press: Callable[[str], tuple[int, str, str]]) -> None:
    """With nothing to take back z says so; else the answer to the pair before is gone."""
    run("add", "Wang Xiaoming", "王小明", "--json")
    if answer(run("review", "--json"), REVIEW)["total"] < 2:
        pytest.skip("two pairs are needed, and the matcher asks about one")
    before = people(run)
    out = press("zszq")[1]
    assert "Nothing yet." in out
    assert "Taken back" in out
    assert people(run) == before
    asked = [line.partition("  ")[0] for line in out.splitlines() if " left" in line]
    assert asked[2] == asked[0]  # what was taken back is asked again at once


def test_one_pair_is_no_pairs(run: Run) -> None:
    """The words follow the number, where one pair waits and where one was joined."""
    [pair] = answer(run("review", "--json"), REVIEW)["pairs"]
    assert "1 pair waits, page 1 of 1." in run("review")[1]
    out = run("review", "--accept-above", str(pair["weight"] - 0.1), "--yes")[1]
    assert "1 pair of at least" in out
    assert "1 pair was joined, 0 stay to be asked." in out


def test_import_and_week_lead_to_the_pairs(tmp_path: Path, run: Run) -> None:
    """In one line, while something waits and for a person alone: JSON stays one document."""
    says = "Some names may be one person: kithbook review"
    again = ("import", str(tmp_path / "contacts.vcf"))
    assert says in run(*again)[1]
    assert says not in run(*again, "--dry-run")[1]
    assert says in run("today")[1]
    json.loads(run("today", "--json")[1])
    json.loads(run(*again, "--json")[1])
    for pair in json.loads(run("review", "--json")[1])["pairs"]:
        run("same", f"#{pair['a']['person']['id']}", f"#{pair['b']['person']['id']}", "--not")
    assert says not in run("today")[1]
    assert says not in run(*again)[1]


def test_wrong_usage_ends_with_2(run: Run) -> None:
    """Options that contradict each other are wrong usage."""
    assert run("same", "a", "b", "--sure", "--not")[0] == 2
    assert run("review", "--yes")[0] == 2
    assert run("review", "--undo", "1", "--accept-above", "3")[0] == 2
    assert run("review", "--accept-above", "much")[0] == 2
