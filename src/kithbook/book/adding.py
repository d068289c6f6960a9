"""People typed by hand, a pasted member list, copied chat lines: an import like any other, and as easily undone."""

import json
import re
import shutil
import uuid
from pathlib import Path
from typing import Any

from kithbook import formats
from kithbook.book import importing, jobs, sources, typed
from kithbook.formats import Source
from kithbook.store import context
from kithbook.store.models import Chat, Handle
from kithbook.vocabulary import Refused, say
from kithbook.vocabulary.answers import ImportsAnswer


def add(text: str, *, now: int, chat_title: str = "", stated_size: int | None = None) -> ImportsAnswer:
    """Bring in what was typed or pasted.

    Copied chat lines are read by the format that recognises them. Anything else is names: one per line, or parted by
    commas or 、; a line such as "312 members" or "群成员(312)" is the size of the group ``chat_title``. Names of those
    whom the book has already seen in that group are these members. Raises Refused where there is nothing to read.
    """
    if not text.strip() and stated_size is None:
        raise Refused(say("There is nothing to add. Type names, one per line, or paste a member list."))
    folder = context.path().with_name(context.path().name + ".pasted") / uuid.uuid4().hex
    folder.mkdir(parents=True, mode=0o700)
    try:
        return _add(folder, text, now, chat_title.strip(), stated_size)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        if folder.parent.is_dir() and not any(folder.parent.iterdir()):
            folder.parent.rmdir()


def _add(folder: Path, text: str, now: int, title: str, stated: int | None) -> ImportsAnswer:
    copied = folder / (re.sub(r'[\\/:*?"<>|\x00-\x1f]', " ", title)[:80].strip() + ".txt" if title else "Pasted.txt")
    copied.write_text(text, encoding="utf-8")
    if text.strip() and any(each.format is not None for each in formats.find(copied)):
        return importing.bring_in(copied, now=now)
    copied.unlink()
    said = typed.parse(text)
    stated = stated if stated is not None else said["stated"]
    if not said["people"] and stated is None:
        raise Refused(say("No names were found. Type them one per line."))
    chat = _chat(title)
    described = _describe(said, title, stated, chat)
    file = folder / "typed.json"
    file.write_text(json.dumps(described, ensure_ascii=False), encoding="utf-8")
    row = jobs.queue(sources.Export(Source(file), typed, typed.NAME), me=None, answers=formats.NO_ANSWERS, now=now)
    row.platform = described["platform"] or typed.NAME
    if chat is not None:
        row.options = {**row.options, "chat": chat.pk}
    row.save(update_fields=["platform", "options"])
    return ImportsAnswer((jobs.work_on(row.pk, now=now),))


def _chat(title: str) -> Chat | None:
    """The only group of the book with this title."""
    found = [chat for chat in Chat.objects.exclude(kind="direct") if title and chat.shown == title]
    return found[0] if len(found) == 1 else None


def _describe(said: dict[str, Any], title: str, stated: int | None, chat: Chat | None) -> dict[str, Any]:
    """What `typed.read` needs, with every decision taken, so that reading it again tells the same."""
    members: dict[str, tuple[str, str]] = {}
    if chat is not None:
        for handle in Handle.objects.filter(memberships__chat=chat).order_by("-pk"):
            members[handle.name or handle.key] = (handle.platform, handle.key)
    handles = [[*members.get(name, (typed.NAME, name)), name, line] for name, line in said["people"]]
    platform = chat.platform if chat else typed.NAME if title or stated is not None else ""
    told = title or (str(say("Typed members")) if platform else "")
    kept = {key: said[key] for key in ("blank", "problems", "total")}
    return {"title": told, "platform": platform, "stated": stated, "handles": handles, **kept}
