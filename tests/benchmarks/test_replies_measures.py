"""The measures of reply links on cases worked out by hand, and the benchmark on a channel of a few lines."""

from pathlib import Path

import pytest

from benchmarks import irc, replies
from benchmarks.replies_copies import conversations, respaced, single, thinned
from benchmarks.replies_measures import Said, exact, labels, one_to_one, prf, variation

LINES = """=== alice [~a@example.org] has joined #kiln
[23:58] <alice> hi, how hot is a salt kiln?
[23:59] <bob> alice: about 1,300
=== bob_ is now known as bobby
[00:01]  * carol waves
[00:01] <alice> bob: so hot, @carol?
[00:02] <bob_> I am back
"""
LINKS = "0 0 -\n1 1 -\n1 2 -\n3 3 -\n4 4 -\n2 5 -\n6 6 -\n"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The layout of the data with one small channel."""
    folder = tmp_path / "irc" / "new-domains" / "kiln"
    folder.mkdir(parents=True)
    (folder / "day.ascii.txt").write_text(LINES, "utf-8")
    (folder / "day.annotation.txt").write_text(LINKS, "utf-8")
    return tmp_path


def read(data: Path) -> irc.Annotated:
    """That channel."""
    return next(irc.channels(data / "irc" / "new-domains" / "kiln"))


def test_links():
    """Two of three said links are among four true ones."""
    assert prf([Said({(2, 1), (3, 3), (4, 1)}, {(2, 1), (3, 3), (4, 2), (4, 3)})]) == pytest.approx(
        (200 / 3, 50, 400 / 7)
    )


def test_conversations_said_exactly_score_a_hundred():
    """Names of conversations do not matter, who is with whom does."""
    assert variation([1, 1, 2, 3], "aabc") == one_to_one([1, 1, 2, 3], "aabc") == exact([1, 1, 2, 3], "aabc") == 100


def test_conversations_run_together():
    """One of four for two of two: the larger half is paired, nothing is exact, one bit of two is lost."""
    assert one_to_one([1] * 4, "aabb") == 50
    assert exact([1] * 4, "aabb") == 0
    assert variation([1] * 4, "aabb") == pytest.approx(50)


def test_context_joins_conversations_but_is_not_counted():
    """Two answers to a message before the annotated ones are together."""
    said, true = labels([Said({(10, 3), (11, 3), (12, 12)}, {(10, 3), (11, 11), (12, 11)})])
    assert said[0] == said[1] != said[2]
    assert true[0] != true[1] == true[2]


def test_a_channel_is_read(data):
    """Actions are messages, a rename is one person, midnight passes, "=== ..." is nobody's message."""
    chat = read(data)
    assert chat.messages["kind"].to_list().count(irc.SYSTEM) == 2
    assert chat.messages["text"][4] == "waves"
    assert chat.messages["at"][4] - chat.messages["at"][2] == 120
    assert chat.names[chat.messages["sender"][6]] == ("bob_", "bobby")
    assert (5, 2) in chat.links
    assert (3, 3) in chat.links


def test_stripped_texts_hold_no_nick(data):
    """Names go with the signs around them, other words stay."""
    bare = irc.stripped(read(data))
    assert bare.messages["text"].to_list()[1:6:2] == ["hi, how hot is a salt kiln?", LINES.splitlines()[3], "so hot,"]
    assert bare.names == {}


def test_altered_copies_keep_true_links(data):
    """Every link of a copy is one of the original, or the begin of a conversation cut out."""
    import numpy as np

    chat = read(data)
    assert sorted(map(len, conversations(chat))) == [1, 1, 3]
    for seed in range(5):
        rng = np.random.default_rng(seed)
        for copy in (thinned(chat, rng), respaced(chat, rng)):
            assert copy.links <= chat.links
            assert {message for message, _ in copy.links} <= set(copy.messages["id"])
    assert single(chat, np.random.default_rng(0)) == []


def test_the_benchmark_runs_on_any_folder_of_that_layout(data, monkeypatch):
    """A channel nobody has seen is measured against "previous"; what is missing is left out."""
    monkeypatch.setattr(replies, "SIZE", 500)
    measured = list(replies.rows(data, True, None))
    told = {(row.regime, row.system): row.value for row in measured if row.metric == "links F"}
    assert told["as it is", "previous"] == pytest.approx(4 / 7)
    assert told["as it is", "kithbook"] >= told["as it is", "previous"]
    assert {aim.metric for aim in replies.aims(measured)} >= {"irc/new-domains/kiln, as it is: links F over previous"}
    assert list(replies.rows(data / "irc", True, None)) == []
