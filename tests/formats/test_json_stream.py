"""JSON piece by piece: the same as read whole, wherever blocks are cut, and nothing hostile fills memory or time."""

import codecs
import contextlib
import io
import json
import time
import tracemalloc
from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithbook.formats import json_stream
from kithbook.formats.json_stream import Ended, JsonStream, Passed

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=6), inner, max_size=5),
    max_leaves=25,
)
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-32")


class Item(msgspec.Struct):
    """What the tests decode items of an array to."""

    id: int | None = None
    text: str = ""
    rest: Any = None


MANY = msgspec.json.Decoder(list[Item])
ONE = msgspec.json.Decoder(Item)


def stream(content: str | bytes, block: int = 64) -> JsonStream:
    """A stream over this text that takes in only so many bytes at once."""
    data = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(json_stream, "BLOCK", block)
        return JsonStream(io.BytesIO(data))


def walked(found: JsonStream) -> Any:
    """The whole value, by going into each object and array."""
    if found.peek() == "{":
        return {key: walked(found) for key in found.each_key()}
    if found.peek() == "[":
        return [walked(found) for _ in found.each_item()]
    return json.loads(found.value(), strict=False)


def items(found: JsonStream) -> list[Item | None]:
    """All items of the array that comes next."""
    return [item for batch in found.batches(MANY, ONE) for item in (batch or [None])]


@given(JSON, st.integers(1, 40), st.sampled_from([None, 0, 2]), st.booleans(), st.sampled_from(ENCODINGS))
def test_a_walk_gives_what_reading_whole_gives(
    value: Any, block: int, indent: int | None, ascii_only: bool, encoding: str
) -> None:
    """Every layout, encoding and cut."""
    text = json.dumps(value, indent=indent, ensure_ascii=ascii_only)
    try:
        content = text.encode(encoding)
    except UnicodeEncodeError:
        return
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(json_stream, "BLOCK", max(block, 16 if encoding != "utf-8" else 1))
        assert walked(JsonStream(io.BytesIO(content))) == value
        whole = JsonStream(io.BytesIO(content))
        assert json.loads(whole.value()) == value
        assert whole.peek() == ""
        passed = JsonStream(io.BytesIO(content + b" 7" if encoding == "utf-8" else content))
        passed.skip()
        assert passed.peek() == ("7" if encoding == "utf-8" else "")


@given(
    st.lists(st.builds(Item, st.none() | st.integers(0, 9), st.text(max_size=20), JSON), max_size=30),
    st.integers(8, 200),
    st.sampled_from([None, 1]),
)
def test_batches_give_every_item_in_order(made: list[Item], block: int, indent: int | None) -> None:
    """However the windows fall, and whatever lies inside of the items."""
    text = json.dumps(msgspec.to_builtins(made), indent=indent)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(json_stream, "BLOCK", block)
        found = JsonStream(io.BytesIO(text.encode()))
        assert items(found) == made
        assert found.peek() == ""


@given(
    st.binary(max_size=200) | st.text(alphabet='{}[]",:\\ \n0-\ufeffé', max_size=80).map(str.encode), st.integers(1, 30)
)
def test_nothing_but_its_own_two_ends_comes_out(content: bytes, block: int) -> None:
    """Whatever the bytes are, a walk ends, a value is taken or passed over, or the text breaks off."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(json_stream, "BLOCK", block)
        for way in (walked, items, JsonStream.skip, JsonStream.value):
            try:
                way(JsonStream(io.BytesIO(content)))  # type: ignore[operator]
            except (Ended, Passed, RecursionError):
                continue


@pytest.mark.parametrize(
    ("broken", "kept"),
    [
        ('{"id": nothing}', 2),
        ('{"id": 1 "text": 2}', 2),
        ('{"id": "one"}', 2),
        ('{"id": NaN}', 2),
        ('{"rest": ' + "[" * 100_000 + "]" * 100_000 + "}", 2),
        ('{"text": "' + "a" * (9 << 20) + '"}', 2),
        ('{"id": ' + "9" * 1_000_000 + "}", 2),
        ('{"rest": {"a": [}]}', 2),
        ('{"text": "\x00"}', 2),
        ('{"id": 5, "id": 6}', 3),
        ('{"rest": ' + "9" * 1_000_000 + "}", 2),
        ('{"unknown": ' + "9" * 1_000_000 + "}", 3),
        ('{"text": "\\ud83d"}', 3),
        ('{"text": "\\u0000"}', 3),
        ("\ufeff{}", 3),
    ],
)
def test_a_broken_item_costs_only_itself(broken: str, kept: int) -> None:
    """What is not JSON, too deep, too long or of another type is passed over, and its neighbours are read."""
    text = f'[{{"id": 1, "text": "a"}}, {broken}, {{"id": 3, "text": "c"}}]'
    found = items(stream(text, 1 << 19))
    assert len(found) == 3
    assert sum(item is not None for item in found) == kept
    assert found[0] == Item(1, "a")
    assert found[-1] == Item(3, "c")


def test_half_a_character_and_bytes_that_are_no_text_become_the_sign_for_that() -> None:
    """What no database stores is replaced, and the rest of the message is there."""
    assert items(stream('[{"text": "a\\ud83d"}]')) == [Item(text="a\ufffd")]
    broken = '[{"text": "窑里见"}, {"text": "a?"}]'.encode().replace(b"?", b"\xff")
    assert items(stream(broken, 1 << 19))[1] == Item(text="a\ufffd")
    assert items(stream('[{"text": "\\ud83d\\ude00"}]')) == [Item(text="😀")]


def test_what_comes_behind_the_document_is_still_there() -> None:
    """Joined files and other rubbish can be seen, also behind a mark in the middle."""
    found = stream('{"a": 1}\n\ufeff{"b": 2}rubbish')
    assert walked(found) == {"a": 1}
    assert found.peek() == "{"
    assert walked(found) == {"b": 2}
    assert found.peek() == "r"


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16-le", "utf-16-be", "cp1256"])
def test_the_encoding_is_decided_as_for_any_text(encoding: str) -> None:
    """The first block that is not plain ASCII tells, however late it comes."""
    text = "我们明天早上在窑里见，带上你的碗" if encoding != "cp1256" else "نلتقي غدا صباحا عند الفرن، أحضر معك الكتاب"
    content = json.dumps(["plain"] * 50 + [text], ensure_ascii=False, indent=1)
    assert walked(stream(content.encode(encoding), 128 if encoding.startswith("utf") else 4096))[-1] == text


def test_a_mark_is_no_part_of_the_text() -> None:
    """UTF-8 with a mark begins with its first character."""
    assert stream(codecs.BOM_UTF8 + b"[1]").peek() == "["


@pytest.mark.parametrize(
    "content",
    [
        b"[" * (4 << 20),
        b'{"a":' * (1 << 20),
        b'["' + b"\\n" * (8 << 20),
        b'["' + b"a" * (32 << 20) + b'", 1]',
        b"[" + b'"ab", ' * (200_000) + b"1]",
        b"[" + b"1" * (16 << 20) + b"]",
        b'[{"rest": "' + b'\\"' * (8 << 20) + b'"}, {"id": 1}]',
    ],
    ids=["open arrays", "open objects", "escapes", "one string", "many strings", "one number", "escaped quotes"],
)
def test_hostile_text_takes_little_time_and_memory(content: bytes) -> None:
    """Depth, length and sheer number of parts cost no more than going over the bytes once or twice."""
    for way in (JsonStream.skip, JsonStream.value, items):
        began = time.monotonic()
        with contextlib.suppress(Ended, Passed):
            way(JsonStream(io.BytesIO(content)))  # type: ignore[operator]
        assert time.monotonic() - began < 10, way


@pytest.mark.parametrize("way", [JsonStream.skip, JsonStream.value, items])
@pytest.mark.parametrize("start", [b'["', b"[", b'{"a": "', b'{"a": {"b": ['])
def test_a_value_without_an_end_is_never_kept_whole(way: Callable[[JsonStream], object], start: bytes) -> None:
    """Of a string or a list of a hundred megabytes, only as much is in memory as one value may have."""
    tracemalloc.start()
    with contextlib.suppress(Ended, Passed):
        way(JsonStream(Zeros(start, 100 << 20)))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 100 << 20


class Zeros(io.BytesIO):
    """A file that begins with these bytes and goes on with so many zeros."""

    def __init__(self, start: bytes, zeros: int = 0) -> None:
        super().__init__()
        self._start, self._zeros = start, zeros

    def read(self, size: int | None = -1) -> bytes:
        """The next so many bytes."""
        size = size or 0
        if self._start:
            part, self._start = self._start[:size], self._start[size:]
            return part
        count = min(size, self._zeros)
        self._zeros -= count
        return b"0" * count


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('{"a": [1, "b"]}', {"a": [1, "b"]}),
        ('"\\ud83d!"', "\ufffd!"),
        ('{"a": }', None),
        ("[" * 100_000 + "]" * 100_000, None),
        ("9" * 10_000, None),
    ],
)
def test_a_plain_value_is_there_or_none(text: str, value: Any) -> None:
    """What cannot be used is None, half a character is replaced, and reading goes on behind it."""
    found = stream(f"[{text}, 7]", 1 << 19)
    assert [found.plain() for _ in found.each_item()] == [value, 7]
