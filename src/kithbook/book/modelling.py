"""The optional language model: where it is, what would be sent to it, and its polish of one draft.

Off until the person names a server. Nothing here runs by itself; nothing that is sent or answered is kept or logged.
"""

import ipaddress
import os
import re
from collections.abc import Sequence
from typing import Any, Final
from urllib.parse import SplitResult, urlsplit

import msgspec

from kithbook import words as tongue
from kithbook.book.posting import Answer, post
from kithbook.store import people
from kithbook.store.models import Setting
from kithbook.vocabulary import Refused, Said, say
from kithbook.vocabulary.answers import ModelAnswer

KEY: Final = "KITHBOOK_MODEL_KEY"  # of the environment: never in the book, which is copied and handed on
TIMEOUT: Final = 60  # seconds
MOST_TIMEOUT: Final = 600
LONGEST: Final = 300  # characters of an address or a name
AT_ONCE: Final = 8  # texts of one question for vectors: thousands of numbers each, and all under the cap of an answer
_SETTING: Final = "model"
_PATHS: Final = ("/chat/completions", "/embeddings")
_HOST: Final = re.compile(r"[a-z0-9._:-]+")
_NEAR: Final = (".localhost", ".local", ".lan", ".home.arpa", ".internal")


class _Said(msgspec.Struct):
    """The message of an answer."""

    content: str | None = None
    refusal: str | None = None
    tool_calls: list[Any] | None = None
    function_call: Any = None


class _Choice(msgspec.Struct):
    message: _Said
    finish_reason: str | None = None


class _Chosen(msgspec.Struct):
    choices: list[_Choice]


class _Vector(msgspec.Struct):
    embedding: list[float]
    index: int


class _Vectors(msgspec.Struct):
    data: list[_Vector]


def model_settings() -> ModelAnswer:
    """Which model is set up, whether it is near, and whether names are hidden from it; ``url`` is "" where none is."""
    kept = Setting.read(_SETTING, {})
    url, name = kept.get("url", ""), kept.get("name", "")
    return ModelAnswer(
        url=url,
        name=name,
        local=bool(url) and is_local(url),
        masked=not kept.get("names_allowed", False),
        key_set=bool(os.environ.get(KEY, "").strip()),
        says=_says(url, name),
        timeout=kept.get("timeout", TIMEOUT),
    )


def set_model(url: str, name: str, names_allowed: bool = False, *, timeout: int = TIMEOUT) -> ModelAnswer:
    """Keep which model may be asked: the address of an OpenAI-compatible server (mostly ending in /v1), a model's name.

    ``names_allowed`` sends names and addresses as they are. Raises Refused for what cannot be, and changes nothing.
    """
    url, name = _checked(url.strip()), " ".join(name.split())
    if not name or len(name) > LONGEST:
        raise Refused(say("Say which model to ask, by the name that its server has for it."))
    if isinstance(timeout, bool) or not isinstance(timeout, int) or not 1 <= timeout <= MOST_TIMEOUT:
        raise Refused(say("A model may be given 1 to {most} seconds to answer.", most=MOST_TIMEOUT))
    Setting.write(_SETTING, {"url": url, "name": name, "names_allowed": bool(names_allowed), "timeout": timeout})
    return model_settings()


def unset_model() -> ModelAnswer:
    """Forget the model: drafts come from templates alone, and nothing can be sent."""
    Setting.objects.filter(key=_SETTING).delete()
    return model_settings()


def is_local(url: str) -> bool:
    """Whether the host of an address is this machine or one of a private network, told by its name, without asking.

    >>> is_local("http://127.0.0.1:11434/v1"), is_local("http://attic.lan/v1"), is_local("https://models.example/v1")
    (True, True, False)
    """
    host = (_parts(url).hostname or "").rstrip(".")
    if _here(host) or host.endswith(_NEAR):
        return True
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        # 134744072 and 0x8080808 are names of an address too, and of none that is near.
        return "." not in host and not host[0].isdigit()
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return (mapped or address).is_private and not address.is_unspecified


def would_send(ask: tongue.Ask) -> str:
    """Exactly what `polish` would send for this ask, for reading: where to, which model, each message.

    Raises Refused where no model is set up or there is no draft.
    """
    settings, ask = _ready(ask)
    where = f"POST {settings.url}{_PATHS[0]}\nmodel: {settings.name}"
    return f"{where}\n\n{tongue.shown(tongue.prompt(ask))}"


def polish(ask: tongue.Ask, *, seen: str | None = None) -> str:
    """The draft as the model words it, with names put back. Sends: to be called only when the person pressed for it.

    ``seen`` is what `would_send` showed: where that is not what would be sent now, nothing is. Raises Refused for
    whatever goes wrong, and for an answer that may not stand for the draft (`words.accepted`).
    """
    if seen is not None and seen.split() != would_send(ask).split():
        raise Refused(say("What would be sent is not what you saw, so nothing was sent. Look at it again."), status=409)
    settings, ask = _ready(ask)
    messages = [{"role": role, "content": content} for role, content in tongue.prompt(ask).messages]
    body = {"model": settings.name, "messages": messages, "stream": False}
    answer = _post(settings, _PATHS[0], body, _Chosen)
    return tongue.accepted(_text(answer, settings.url), ask)


def embed(texts: Sequence[str], *, name: str = "") -> list[list[float]]:
    """A vector for each text, by the model of this ``name`` (else the one that is set). Sends the texts as they are.

    Only when the person pressed for it, having seen them. Raises Refused for whatever goes wrong.
    """
    settings = _set_up()
    vectors: list[list[float]] = []
    for start in range(0, len(texts), AT_ONCE):
        part = [str(text) for text in texts[start : start + AT_ONCE]]
        body = {"model": name or settings.name, "input": part, "encoding_format": "float"}
        data = sorted(_post(settings, _PATHS[1], body, _Vectors).data, key=lambda row: row.index)
        if [row.index for row in data] != list(range(len(part))):
            raise Refused(
                say("{where} did not give one vector for each text. Try another model.", where=settings.url), status=502
            )
        vectors += [row.embedding for row in data]
    if len({len(vector) for vector in vectors}) > 1 or not all(vectors):
        raise Refused(say("{where} gave vectors of unequal length. Try another model.", where=settings.url), status=502)
    return vectors


def _set_up() -> ModelAnswer:
    settings = model_settings()
    if not settings.url:
        raise Refused(
            say("No language model is set up, so nothing was sent. Set one in the settings, or by kithbook model."),
            status=409,
        )
    return settings


def _ready(ask: tongue.Ask) -> tuple[ModelAnswer, tongue.Ask]:
    """The settings, and the ask with every name of the book to hide, but where the person allowed names."""
    settings = _set_up()
    if not ask.draft.strip():
        raise Refused(say("There is no draft to polish. Write a first line."))
    if settings.masked or ask.masked:
        known = sorted({name for _, name in people.names()} - set(ask.names))
        ask = msgspec.structs.replace(ask, masked=True, names=(*ask.names, *known))
    return settings, ask


def _post(settings: ModelAnswer, path: str, body: dict[str, Any], kind: type[Answer]) -> Answer:
    return post(
        settings.url + path,
        body,
        kind,
        key=_key(),
        timeout=settings.timeout,
        proxies=not settings.local,
        where=settings.url,
        name=settings.name,
    )


def _key() -> str:
    key = os.environ.get(KEY, "").strip()
    if not (key.isascii() and key.isprintable()):
        raise Refused(say("The key in {variable} has signs that no key has. Set it again.", variable=KEY))
    return key


def _text(answer: _Chosen, where: str) -> str:
    """The text of an answer. Raises Refused where it has none, or no whole one."""
    if not answer.choices:
        raise Refused(say("{where} answered without a message. Try again, or another model.", where=where), status=502)
    choice = answer.choices[0]
    said = choice.message
    if said.refusal or choice.finish_reason == "content_filter":
        raise Refused(say("The model at {where} declined to write this message. The draft stays.", where=where))
    if said.tool_calls or said.function_call or choice.finish_reason in {"tool_calls", "function_call"}:
        raise Refused(
            say("The model at {where} called for tools, and there are none. Try another model.", where=where),
            status=502,
        )
    if choice.finish_reason == "length":
        raise Refused(
            say("The answer of {where} was cut off. Give the model more room, or shorten the draft.", where=where),
            status=502,
        )
    text = _thought_out(said.content or "")
    if not text:
        raise Refused(
            say("{where} answered with an empty message. Try again, or another model.", where=where), status=502
        )
    return text


def _thought_out(content: str) -> str:
    """Without what some models write down of their thinking before the message."""
    before, end, after = content.partition("</think>")
    return (after if end and before.lstrip().startswith("<think>") else content).strip()


def _parts(url: str) -> SplitResult:
    """The parts of an address. Raises Refused where it is none."""
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 - looks whether it is a number
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in {"http", "https"} or not _HOST.fullmatch(parts.hostname or ""):
        raise Refused(
            say("That is no address of a model. Write it as http://127.0.0.1:11434/v1 or https://models.example/v1.")
        )
    return parts


def _checked(url: str) -> str:
    """The address as it is kept: without the path that is added to it, and without a slash at its end."""
    parts = _parts(url)
    if parts.username is not None or parts.password is not None:
        raise Refused(say("A key does not belong into the address. Put it into {variable}.", variable=KEY))
    if "?" in url or "#" in url or len(url) > LONGEST or not (url.isascii() and url.isprintable()) or " " in url:
        raise Refused(say("An address of a model has no ?, no # and no spaces. Write it as http://127.0.0.1:11434/v1."))
    url = url.rstrip("/")
    for path in _PATHS:
        url = url.removesuffix(path)
    return url.rstrip("/")


def _here(host: str) -> bool:
    """Whether this is the name of this machine."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _says(url: str, name: str) -> Said:
    """In one sentence, where a draft would go."""
    if not url:
        return say("No language model is set up. Drafts come from templates, and nothing is sent.")
    parts = _parts(url)
    host = parts.hostname or ""
    if _here(host):
        return say("{name} on this machine may polish a draft, when you press for it.", name=name)
    if is_local(url):
        return say(
            "{name} at {host}, in your own network, may polish a draft, when you press for it.", name=name, host=host
        )
    if parts.scheme == "http":
        return say(
            "What you send to {name} leaves your network for {host}, and can be read on the way: it is no https.",
            name=name,
            host=host,
        )
    return say("What you send to {name} leaves your network for {host}.", name=name, host=host)
