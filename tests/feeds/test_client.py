"""A real calendar client fetches the feed from a running server: vdirsyncer brings it, khal shows it."""

import json
import os
import signal
import subprocess
import sys
from calendar import isleap
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from kithbook import book

CONFIG = """[general]
status_path = "{folder}/status"

[pair kithbook]
a = "here"
b = "feed"
collections = null

[storage here]
type = "filesystem"
path = "{folder}/events"
fileext = ".ics"

[storage feed]
type = "http"
url = "{url}"
"""
KHAL = """[calendars]
[[kithbook]]
path = {folder}/events
type = calendar
readonly = True

[locale]
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
"""


@pytest.fixture
def feed(tmp_path: Path) -> Iterator[str]:
    """The address of the feed of a book with two birthdays, on a server of its own."""
    path = tmp_path / "book.sqlite"
    with book.opened(path):
        book.change_settings(zone="Asia/Shanghai", language="en")
        now = 1_781_514_000
        book.add("云三朵\nInes", now=now)
        people = {row.name: row.id for row in book.people(now=now, sort="name").people}
        book.describe(f"#{people['云三朵']}", "birthday", "--06-20", now=now)
        book.describe(f"#{people['Ines']}", "birthday", "2000-02-29", now=now)
        secret = book.calendar_secret()
    command = [sys.executable, "-m", "kithbook", "serve", "--port", "0", "--json", "--book", str(path)]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    told = ""
    while not told.rstrip().endswith("}"):
        told += server.stdout.readline()
    address = json.loads(told)["address"]
    yield address.partition("?")[0] + f"calendar/{secret}.ics"
    server.send_signal(signal.SIGINT)
    try:
        server.wait(timeout=20)
    except subprocess.TimeoutExpired:
        server.kill()
        raise


def test_a_client_fetches_and_shows_the_feed(feed: str, tmp_path: Path) -> None:
    """Both birthdays are on their day in the client, also in the year after, the leap day on the 28th."""
    folder = tmp_path / "client"
    folder.mkdir()
    (folder / "vdirsyncer").write_text(CONFIG.format(folder=folder, url=feed))
    (folder / "khal").write_text(KHAL.format(folder=folder))
    env = {**os.environ, "HOME": str(folder), "TZ": "America/New_York", "XDG_DATA_HOME": str(folder)}
    run = [sys.executable, "-m", "vdirsyncer", "-c", str(folder / "vdirsyncer")]
    for step in (["discover"], ["sync"]):
        subprocess.run([*run, *step], check=True, env=env, input="y\ny\n", text=True, capture_output=True, timeout=60)
    khal = [str(Path(sys.executable).with_name("khal")), "-c", str(folder / "khal")]
    shown = subprocess.run(
        [*khal, "list", "--format", "{title}", "--day-format", "{date}", datetime.now(UTC).date().isoformat(), "1500d"],
        check=True,
        env=env,
        capture_output=True,
        text=True,
        timeout=60,
    ).stdout.splitlines()
    ines = [day for day, title in pairwise(shown) if title == "Birthday: Ines"]
    other = [day for day, title in pairwise(shown) if title == "Birthday: 云三朵"]
    assert len(other) >= 4
    assert {day[5:] for day in other} == {"06-20"}
    years = {int(day[:4]): day[5:] for day in ines}
    assert years == {year: "02-29" if isleap(year) else "02-28" for year in years}
    assert any(map(isleap, years))


def test_the_feed_is_a_secret_and_knows_when_nothing_changed(feed: str) -> None:
    """Another address finds nothing; the same content is not sent twice; no cookie is set."""
    with urlopen(feed) as answer:
        assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
        assert answer.headers["Set-Cookie"] is None
        tag = answer.headers["ETag"]
    with pytest.raises(HTTPError, match="304"):
        urlopen(Request(feed, headers={"If-None-Match": tag}))
    for wrong in (feed[:-6] + "xx.ics", feed.replace(".ics", "")):
        with pytest.raises(HTTPError, match=r"404|403"):
            urlopen(wrong)
