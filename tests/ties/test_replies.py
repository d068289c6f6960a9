"""Who answers whom, on hand-drawn talks."""

from collections.abc import Sequence

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kithbook.ties.replies import CONTEXT, conversations, level, replies, runners_up
from kithbook.vocabulary import KINDS
from kithbook.words import is_question, tokens_of

ALICE, BOB, CHARLIE, DORA, BOT = 1, 2, 3, 4, 5
NAMES = {ALICE: ("Alice",), BOB: ("Bob",), CHARLIE: ("Charlie",), DORA: ("朵拉", "Dora"), BOT: ("botty",)}
START = 1_700_000_040
SCHEMA = {
    "id": pl.Int64,
    "sender": pl.Int32,
    "at": pl.Int64,
    "text": pl.String,
    "words": pl.String,
    "kind": pl.Int8,
    "reply_to": pl.Int64,
    "mentions": pl.Int32,
    "is_question": pl.Boolean,
}


def talk(*said: tuple[int, int, str], kind: str = "text", **columns: Sequence[int | None]) -> pl.DataFrame:
    """A chat of (sender, minute, text); ids are 100, 101, ..."""
    senders, minutes, texts = zip(*said, strict=True) if said else ((), (), ())
    rows = {
        "id": range(100, 100 + len(said)),
        "sender": senders,
        "at": [START + 60 * minute for minute in minutes],
        "text": texts,
        "words": tokens_of(texts),
        "kind": [KINDS.index(kind)] * len(said),
        "reply_to": [None] * len(said),
        "mentions": [None] * len(said),
        "is_question": [is_question(text) for text in texts],
    }
    return pl.DataFrame(rows | columns, schema=SCHEMA)


def answers(messages: pl.DataFrame, **options: int) -> list[int | None]:
    """What each message answers."""
    return replies(messages, names=NAMES, **options)["answers"].to_list()


TWO_TALKS = talk(
    (ALICE, 0, "hi, how long do you fire stoneware?"),
    (CHARLIE, 0, "does anybody know a good recipe for dumplings?"),
    (BOB, 1, "Alice: twelve hours, and slowly"),
    (DORA, 1, "Charlie: with leek and pork"),
    (ALICE, 2, "Bob: and in a gas kiln?"),
    (CHARLIE, 2, "Dora: thanks, how much leek?"),
    (BOB, 3, "Alice: ten hours then"),
    (DORA, 3, "Charlie: two of them"),
)


def test_two_talks_interleaved_are_told_apart_by_the_names_in_them():
    """Whoever is named is answered, though another spoke in between."""
    assert answers(TWO_TALKS)[2:] == [100, 101, 102, 103, 104, 105]


def test_the_conversations_are_the_connected_links():
    """Two talks side by side are two conversations, called by their first messages; what is not there begins one."""
    links = pl.DataFrame(
        {"message": [7, 8, 9, 10, 11, 12], "answers": [None, None, 7, 8, 9, 3], "chance": [1.0] * 6},
        schema={"message": pl.Int64, "answers": pl.Int64, "chance": pl.Float32},
    )
    assert conversations(links).rows() == [(7, 7), (8, 8), (9, 7), (10, 8), (11, 7), (12, 12)]


def test_a_question_is_answered_by_the_next_who_speaks():
    """An answer that follows at once belongs to the question."""
    asked = talk((ALICE, 0, "when does the market open?"), (BOB, 0, "at nine"), (ALICE, 1, "thanks"))
    assert answers(asked) == [None, 100, 101]


def test_an_explicit_reply_is_certain_however_far_back_it_is():
    """What the platform says has chance 1."""
    said = [
        (ALICE, 0, "who brings the clay?"),
        *((BOB + i % 2, 1 + i, f"word{i}") for i in range(150)),
        (DORA, 160, "me"),
    ]
    far = talk(*said, reply_to=[None] * 151 + [100])
    last = replies(far, names=NAMES).row(-1, named=True)
    assert (last["answers"], last["chance"]) == (100, 1.0)
    assert runners_up(far, names=NAMES).filter(pl.col("message") == 251)["answers"].to_list() == [100]


@pytest.mark.parametrize("told", [100, 101, 999])
def test_an_explicit_reply_to_itself_or_to_what_is_not_there_is_no_reply(told):
    """A broken reference does not make a link."""
    said = talk((ALICE, 0, "good morning"), (BOB, 0, "morning"), reply_to=[told, None])
    assert answers(said)[0] is None


def test_one_message_begins_a_conversation():
    """There is nothing that it could answer."""
    links = replies(talk((ALICE, 0, "hello?")), names=NAMES)
    assert links.to_dicts() == [{"message": 100, "answers": None, "chance": 1.0}]
    assert conversations(links).to_dicts() == [{"id": 100, "conversation": 100}]


def test_no_message_gives_no_row():
    """An empty chat has the same columns."""
    links = replies(talk(), names=NAMES)
    assert links.schema == {"message": pl.Int64, "answers": pl.Int64, "chance": pl.Float32}
    assert links.height == conversations(links).height == runners_up(talk(), names=NAMES).height == 0


def test_two_people_only_mostly_answer_what_was_said_last():
    """A chat of two is one thread."""
    two = talk(*((ALICE + i % 2, i, f"and then {word}") for i, word in enumerate("abcdefghijklmnop")))
    assert np.mean([answer == 99 + place for place, answer in enumerate(answers(two))][1:]) > 0.9


def test_chinese_names_need_no_spaces():
    """A name at the head of a Chinese text is whom it turns to."""
    said = talk(
        (DORA, 0, "我们明天几点出发？"),
        (BOB, 0, "谁会包饺子？"),
        (CHARLIE, 1, "朵拉我们八点出发"),
    )
    assert answers(said)[2] == 100
    assert answers(said.with_columns(text=pl.col("text").str.replace("朵拉", "@朵拉 ")))[2] == 100


def test_who_is_mentioned_by_the_platform_is_whom_it_turns_to():
    """A mention without a name in the text counts as one."""
    said = [(ALICE, 0, "is the oven free today?"), (BOB, 0, "who took the blue glaze?"), (DORA, 1, "not yet")]
    assert answers(talk(*said, mentions=[None, None, ALICE]))[2] == 100
    assert answers(talk(*said, mentions=[None, None, BOB]))[2] == 101


@pytest.mark.parametrize("number", [-1, 0, 77, 2**31 - 1])
def test_it_does_not_matter_by_which_number_a_person_goes(number):
    """A book counts its owner as -1: who is mentioned in no message is turned to in none, whatever their number."""
    plain = TWO_TALKS.with_columns(
        mentions=pl.Series([None, None, ALICE, *[None] * (len(TWO_TALKS) - 3)], dtype=pl.Int32)
    )
    other = plain.with_columns(pl.col("sender", "mentions").replace({CHARLIE: number}))
    names = {number if person == CHARLIE else person: called for person, called in NAMES.items()}
    assert replies(other, names=names).equals(replies(plain, names=NAMES))


def test_a_bot_that_answers_all_answers_each_command():
    """Each answer of a bot goes to the command before it."""
    said = []
    for i in range(12):
        said += [(ALICE + i % 3, 2 * i, f"!help{i}"), (BOT, 2 * i, f"help{i} is on the page of that name")]
    assert answers(talk(*said))[1::2] == list(range(100, 124, 2))


def test_a_clock_that_jumps_back_or_stands_still_changes_no_order():
    """An answer is never later than its message in the chat, whatever the clock says."""
    jumping = talk(
        (ALICE, 500, "does it rain?"), (BOB, 0, "Alice: yes"), (ALICE, 0, "Bob: a lot?"), (BOB, 0, "Alice: yes!")
    )
    assert answers(jumping)[1:] == [100, 101, 102]


def test_system_messages_answer_nothing_and_are_not_answered():
    """ "Bob was added" is no turn of anybody."""
    said = talk((ALICE, 0, "anybody here?"), (BOB, 0, "Bob was added"), (CHARLIE, 1, "yes, I am"))
    said = said.with_columns(kind=pl.Series([0, KINDS.index("system"), 0], dtype=pl.Int8))
    assert replies(said, names=NAMES).to_dicts()[1] == {"message": 101, "answers": None, "chance": 1.0}
    assert answers(said)[2] == 100


def test_without_the_file_names_mean_nothing():
    """The model that knows only of distance takes the nearest."""
    assert replies(TWO_TALKS, names=NAMES, model=level())["answers"].to_list()[-1] == 106


def long_talk(size: int, seed: int) -> pl.DataFrame:
    """People who talk in pairs, some by name."""
    rng = np.random.default_rng(seed)
    said, minute = [], 0
    called = {person: names[0] for person, names in NAMES.items()}
    for _ in range(size):
        sender, other = rng.choice(5, 2, replace=False) + 1
        minute += int(rng.integers(0, 3))
        words = " ".join(f"w{int(k)}" for k in rng.zipf(1.6, 4).clip(0, 400))
        head = f"{called[int(other)]}: " if rng.random() < 0.4 else ""
        said.append((int(sender), minute, head + words + "?" * int(rng.random() < 0.2)))
    return talk(*said)


def test_fresh_messages_get_the_links_they_get_in_the_whole_chat():
    """With enough context before them, new messages are linked as if all were linked again."""
    messages = long_talk(CONTEXT + 1500, 3)
    whole = replies(messages, names=NAMES)
    for fresh in (CONTEXT + 1400, CONTEXT + 1):
        part = replies(messages, names=NAMES, fresh=fresh)
        assert part["message"].to_list() == whole["message"][fresh:].to_list()
        same = (part["answers"].eq_missing(whole["answers"][fresh:])).to_numpy()
        assert same.all()
        assert part["chance"].to_numpy() == pytest.approx(whole["chance"][fresh:].to_numpy(), abs=1e-3)


def test_runners_up_hold_the_best_and_lie_below_it():
    """The likeliest of each message is what `replies` says."""
    messages = long_talk(300, 5)
    links, others = replies(messages, names=NAMES), runners_up(messages, names=NAMES, least=0.2)
    first = others.unique("message", keep="first", maintain_order=True)
    joined = links.drop_nulls("answers").join(first, on="message", suffix="_other")
    assert joined.height
    assert joined["answers"].equals(joined["answers_other"])
    assert (joined["chance"] >= joined["chance_other"] - 1e-6).all()


texts = st.text(alphabet=st.sampled_from("ab 你好朵拉?!:@,/ علي\n\ue000 BobAlice"), max_size=20)
lines = st.tuples(st.integers(-1, 4), st.integers(-100, 10_000), texts)


@settings(max_examples=60, deadline=None)
@given(st.lists(lines, max_size=40), st.integers(0, 45), st.data())
def test_whatever_comes_each_row_once_and_answers_are_earlier(said, fresh, data):
    """No chat raises; each fresh message has one row, an earlier answer, and a chance."""
    ids = [None, *range(95, 145)]
    told = data.draw(st.lists(st.sampled_from(ids), min_size=len(said), max_size=len(said)))
    kinds = data.draw(st.lists(st.sampled_from((0, 5, KINDS.index("system"))), min_size=len(said), max_size=len(said)))
    messages = talk(*said, reply_to=told).with_columns(kind=pl.Series(kinds, dtype=pl.Int8))
    links = replies(messages, names=NAMES | {99: ("", " ", "好")}, fresh=fresh)
    assert links["message"].to_list() == messages["id"][fresh:].to_list()
    assert links["chance"].is_between(0, 1).all()
    assert (links["answers"].fill_null(0) < links["message"]).all()
    assert conversations(links).height == links.height
