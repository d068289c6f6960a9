"""Mailboxes of any length, as Gmail's Takeout writes them: people, circles, lists, newsletters, HTML, attachments."""

import base64
from collections.abc import Iterator
from datetime import UTC, datetime
from email.header import Header
from pathlib import Path

from benchmarks.exports.drawn import MEDIA, Drawn, drawn
from benchmarks.generate import MEMBERS, member

OWNER = "lio@kilnmail.example"
LISTS = ("glaze", "lanterns", "night-trains")
SHOPS = ("harbour-books", "claysupply", "railpass", "teahouse")
KINDS = (("direct", 0.5), ("circle", 0.6), ("list", 0.8), ("notice", 1.0))
STATIONS = 3  # mail servers on the way of each mail
PICTURE = base64.encodebytes(bytes(range(256)) * 64).decode()  # 22 kB of it, in lines
FOOTER = "_______________________________________________\n{0} mailing list\n{0}@lists.example\n"


def export(path: Path, messages: int) -> Path:
    """Write a mailbox of ``messages`` mails to ``path``, the same each time."""
    said: dict[str, tuple[str, str]] = {}  # what was written last in each conversation: id, body
    with path.open("w", encoding="utf-8", newline="") as target:
        for each in drawn(messages):
            target.writelines(_mail(each, said))
    return path


def _mail(each: Drawn, said: dict[str, tuple[str, str]]) -> Iterator[str]:
    """One mail; half is between two people, the rest circles, lists and what machines send."""
    moment = datetime.fromtimestamp(each.at, UTC)
    key = f"<{each.number:08}.{each.sender}@kilnmail.example>"
    kind = (
        "direct" if each.chance < 0.5 else "circle" if each.chance < 0.6 else "list" if each.chance < 0.8 else "notice"
    )
    other = (member(each.sender), f"user{each.sender}@kilnmail.example")
    is_mine = kind != "notice" and each.number % 3 == 0
    room = {"direct": other[1], "circle": "circle", "list": LISTS[each.number % 3], "notice": ""}[kind]
    before = said.get(room) if each.number % 5 and room else None
    yield f"From {each.number:019}@xxx {moment:%a %b %d %H:%M:%S} +0000 {moment:%Y}\n"
    yield f"X-GM-THRID: {each.number:019}\nX-Gmail-Labels: {'Sent' if is_mine else 'Inbox,Opened'}\n"
    if not is_mine:
        yield f"Delivered-To: {OWNER}\n" + "".join(_station(number, moment) for number in range(STATIONS))
    yield f"Date: {moment:%a, %d %b %Y %H:%M:%S} +0000\nMessage-ID: {key}\nMIME-Version: 1.0\n"
    yield from _people(kind, is_mine, other, each)
    subject = f"{'Re: ' if before else ''}{each.body.splitlines()[0][:40]}"
    yield f"Subject: {Header(subject, 'utf-8').encode() if not subject.isascii() else subject}\n"
    if before:
        yield f"In-Reply-To: {before[0]}\nReferences: {before[0]}\n"
    body = each.body if each.body != MEDIA else ""
    if before:
        quoted = "\n".join(f"> {line}" for line in before[1].splitlines())
        body += f"\n\nOn {moment:%a, %d %b %Y at %H:%M}, {other[0]} <{other[1]}> wrote:\n\n{quoted}\n"
    if kind == "list":
        body += "\n-- \n" + FOOTER.format(room)
    yield from _body(body, kind, with_picture=each.body == MEDIA)
    if room:
        said[room] = (key, each.body)


def _station(number: int, moment: datetime) -> str:
    clock = f"{moment:%a, %d %b %Y %H:%M:%S} +0000 (UTC)"
    signature = "".join(
        f"{number}AbCdEfGhIjKlMnOpQrStUvWxYz0123456789+/AbCdEfGhIjKlMnOpQrStUvWxYz\n        " for _ in range(4)
    )
    return (
        f"Received: from mx{number}.kilnmail.example (mx{number}.kilnmail.example [192.0.2.{number}])\n"
        f"        by mx{number + 1}.kilnmail.example with ESMTPS id k{number}cs1195ugj\n        for <{OWNER}>;\n"
        f"        {clock}\n"
        f"ARC-Seal: i={number}; a=rsa-sha256; t=1577869200; cv=none; d=kilnmail.example; s=arc;\n"
        f"        b={signature}==\n"
    )


def _people(kind: str, is_mine: bool, other: tuple[str, str], each: Drawn) -> Iterator[str]:
    mine, theirs = f"Lio <{OWNER}>", f"{_name(other[0])} <{other[1]}>"
    if kind == "notice":
        shop = SHOPS[each.number % len(SHOPS)]
        yield f"From: {shop} <news@mail.{shop}.example>\nTo: {OWNER}\n"
        yield f"List-Unsubscribe: <https://{shop}.example/leave?{each.number}>\nPrecedence: bulk\n"
    elif kind == "list":
        name = LISTS[each.number % 3]
        yield f"From: {mine if is_mine else theirs}\nTo: {name}@lists.example\n"
        yield f"List-Id: About {name} <{name}.lists.example>\nList-Post: <mailto:{name}@lists.example>\n"
    else:
        yield f"From: {mine if is_mine else theirs}\nTo: {theirs if is_mine else mine}\n"
        if kind == "circle":
            circle = [(each.sender + step) % MEMBERS for step in (1, 2, 3)]
            yield "Cc: " + ",\n ".join(f"{_name(member(n))} <user{n}@kilnmail.example>" for n in circle) + "\n"


def _name(name: str) -> str:
    return name if name.isascii() else Header(name, "utf-8").encode()


def _body(body: str, kind: str, *, with_picture: bool) -> Iterator[str]:
    """Plain text, or plain and HTML in one; notices have HTML alone, and some mails a picture."""
    lines = body.replace("\nFrom ", "\n>From ")
    page = "<html><body>" + "".join(f"<div>{line}</div>" for line in body.splitlines()) + "</body></html>"
    if kind == "notice":
        rows = "".join(f"<tr><td class=3D'c'>{page[:200]}</td></tr>\n" for _ in range(10))
        yield 'Content-Type: text/html; charset="utf-8"\nContent-Transfer-Encoding: 8bit\n\n'
        yield f"<html><head><style>td {{ color: red }}</style></head><body><table>\n{rows}</table></body></html>\n\n"
    elif with_picture:
        yield 'Content-Type: multipart/mixed; boundary="outer"\n\n--outer\n'
        yield f'Content-Type: text/plain; charset="utf-8"\n\n{lines}\n'
        yield "--outer\nContent-Type: image/jpeg; name=kiln.jpg\nContent-Transfer-Encoding: base64\n"
        yield f"Content-Disposition: attachment; filename=kiln.jpg\n\n{PICTURE}\n--outer--\n\n"
    else:
        yield 'Content-Type: multipart/alternative; boundary="inner"\n\n--inner\n'
        yield 'Content-Type: text/plain; charset="utf-8"\n'
        yield f"Content-Transfer-Encoding: base64\n\n{base64.encodebytes(lines.encode()).decode()}\n--inner\n"
        yield f'Content-Type: text/html; charset="utf-8"\n\n{page}\n--inner--\n\n'
