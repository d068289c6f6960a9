"""Spotify's downloads: plays add up to tastes, from either form, over several files, whatever is broken."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithbook.formats import find, spotify, spotify_tastes
from kithbook.formats.source import Source
from kithbook.vocabulary import Problem, Record, Tally, Taste

NAMES = st.text(st.characters(exclude_categories=["Cs", "Cc", "Z"]), min_size=1, max_size=5)
PLAYS = st.lists(
    st.tuples(
        NAMES, st.integers(0, 4_000_000_000), st.integers(0, 10_000_000), st.sampled_from(["music", "show", "book"])
    ),
    min_size=1,
    max_size=12,
)
FIELDS = {
    "account": {"music": "artistName", "show": "podcastName", "book": "audiobookName"},
    "extended": {"music": "master_metadata_album_artist_name", "show": "episode_show_name", "book": "audiobook_title"},
}


def play(form: str, name: str, at: int, ms: int, kind: str) -> dict[str, Any]:
    """One play as a form of download has it."""
    moment = datetime.fromtimestamp(at, UTC)
    if form == "account":
        return {"endTime": f"{moment:%Y-%m-%d %H:%M}", FIELDS[form][kind]: name, "msPlayed": ms}
    none = dict.fromkeys(FIELDS[form].values())
    return {"ts": f"{moment:%Y-%m-%dT%H:%M:%SZ}", "ms_played": ms} | none | {FIELDS[form][kind]: name}


def read(path: Path) -> list[Record]:
    """The records of the one download at this path."""
    found = [each for each in find(path) if each.format]
    assert [each.format for each in found] == [spotify]
    return list(spotify.read(found[0].source))


def tastes(records: Iterable[Record]) -> list[Taste]:
    """The tastes among records."""
    return [record for record in records if isinstance(record, Taste)]


@given(plays=PLAYS, form=st.sampled_from(["account", "extended"]), files=st.integers(1, 3))
def test_plays_add_up(tmp_path_factory: pytest.TempPathFactory, plays: list[Any], form: str, files: int) -> None:
    """Counts, seconds, first and last are those of the plays that were long enough, however files divide them."""
    folder = tmp_path_factory.mktemp("spotify")
    name = "StreamingHistory_music_{}.json" if form == "account" else "Streaming_History_Audio_2020_{}.json"
    for number in range(files):
        (folder / name.format(number)).write_text(
            json.dumps([play(form, *each) for each in plays[number::files]]), "utf-8"
        )
    records = read(folder) if any(plays[number::files] for number in range(files)) else []
    step = 60 if form == "account" else 1
    expected: dict[tuple[str, str], list[int]] = {}
    for artist, at, ms, kind in plays:
        if ms >= 30_000:
            expected.setdefault((kind, artist), []).extend((at // step * step, ms))
    found = {(each.kind, each.what): each for each in tastes(records)}
    assert set(found) == set(expected)
    for key, each in found.items():
        moments, lengths = expected[key][::2], expected[key][1::2]
        assert (each.count, each.seconds) == (len(moments), sum(lengths) // 1000)
        assert (each.first, each.last) == (min(moments), max(moments))
    tally = records[-1]
    kept = sum(ms >= 30_000 for _, _, ms, _ in plays)
    assert tally == Tally("record", len(plays), kept, len(plays) - kept, 0)


@given(
    edits=st.lists(
        st.tuples(st.floats(0, 1), st.integers(0, 20), st.sampled_from([b"", b"[", b"}", b'"', b"1e999", b"\xff"]))
    ),
    form=st.sampled_from(["account", "extended"]),
)
def test_damage_never_raises(tmp_path_factory: pytest.TempPathFactory, edits: list[Any], form: str) -> None:
    """Files that are cut or changed are read as far as it goes, and the tally adds up."""
    content = json.dumps([play(form, "Kiln Sisters", 1_700_000_000, 60_000, "music")] * 6).encode()
    for place, gone, edit in edits:
        at = int(place * len(content))
        content = content[:at] + edit + content[at + gone :]
    path = tmp_path_factory.mktemp("damaged") / "endsong_0.json"
    path.write_bytes(content)
    spotify.recognise(Source(path))
    records = list(spotify.read(Source(path)))
    tally = records[-1]
    assert isinstance(tally, Tally)
    assert tally.total == tally.read + tally.blank + tally.not_read
    assert tally.not_read == sum(record.lines for record in records if isinstance(record, Problem))


def test_the_two_downloads_are_kept_apart(tmp_path: Path) -> None:
    """Both tell of the last year, so together they would count it twice."""
    (tmp_path / "StreamingHistory0.json").write_text(json.dumps([play("account", "a", 0, 60_000, "music")]))
    (tmp_path / "endsong_0.json").write_text(json.dumps([play("extended", "a", 0, 60_000, "music")]))
    assert len([each for each in find(tmp_path) if each.format is spotify]) == 2


def test_names_beyond_the_limit_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Memory grows with the names only; those met when there is no more room become one problem."""
    monkeypatch.setattr(spotify_tastes, "MOST", 2)
    plays = [play("extended", name, 0, 60_000, "music") for name in ("a", "b", "c", "a", "d")]
    (tmp_path / "endsong_0.json").write_text(json.dumps(plays))
    records = read(tmp_path / "endsong_0.json")
    assert [(each.what, each.count) for each in tastes(records)] == [("a", 2), ("b", 1)]
    assert records[-2:] == [Problem("endsong_0.json", 3, spotify.TOO_MANY, 2), Tally("record", 5, 3, 0, 2)]


def test_private_sessions_are_left_out(tmp_path: Path) -> None:
    """Who hid a session did not want it to count as a taste."""
    hidden = play("extended", "a", 0, 60_000, "music") | {"incognito_mode": True}
    (tmp_path / "endsong_0.json").write_text(json.dumps([hidden, play("extended", "b", 0, 60_000, "music")]))
    assert [each.what for each in tastes(read(tmp_path / "endsong_0.json"))] == ["b"]


def test_other_files_of_the_download_are_no_history(tmp_path: Path) -> None:
    """Searches, payments and the like are not taken for plays."""
    (tmp_path / "SearchQueries.json").write_text('[{"searchTime":"2024-01-01T00:00:00Z","searchQuery":"kiln"}]')
    assert not [each for each in find(tmp_path) if each.format]
