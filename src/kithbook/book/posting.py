"""One question to a model's server over HTTP: no redirect is followed, and every failure is one sentence.

A sentence names the server and what it did; it never holds what was asked or answered.
"""

import http.client
import time
import urllib.error
import urllib.request
from typing import Any, Final, TypeVar

import msgspec

from kithbook.vocabulary import Refused, Said, say, say_n

Answer = TypeVar("Answer")

MOST: Final = 1_000_000  # bytes of an answer
_STEP: Final = 65_536
_BAD_GATEWAY: Final = 502


class _Stay(urllib.request.HTTPRedirectHandler):
    """Follows nothing: what was meant for one server is not handed to another."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        """Leave the redirect to be told as an error."""


def post(
    url: str,
    body: dict[str, Any],
    kind: type[Answer],
    *,
    key: str,
    timeout: int,
    proxies: bool,
    where: str,
    name: str,
) -> Answer:
    """Send ``body`` as JSON and read the answer as ``kind``.

    ``timeout`` is in seconds, for the whole; a server that then falls silent is waited for once more as long.
    ``proxies``: whether those of the environment are used. ``where`` and ``name`` are what sentences call the server
    and the model. Raises Refused for every failure.
    """
    headers = {"Content-Type": "application/json", "Accept": "application/json", "User-Agent": "kithbook"}
    if key:
        headers["Authorization"] = f"Bearer {key}"
    request = urllib.request.Request(url, msgspec.json.encode(body), headers, method="POST")
    handlers = [_Stay(), *([] if proxies else [urllib.request.ProxyHandler({})])]
    until = time.monotonic() + timeout
    try:
        with urllib.request.build_opener(*handlers).open(request, timeout=timeout) as response:
            answer = _read(response, until)
    except urllib.error.HTTPError as error:
        error.close()
        raise Refused(_of_status(error.code, where, name, bool(key)), status=_BAD_GATEWAY) from None
    except TimeoutError:
        raise Refused(_too_slow(where, timeout), status=_BAD_GATEWAY) from None
    except (OSError, http.client.HTTPException, ValueError) as error:
        slow = isinstance(getattr(error, "reason", None), TimeoutError)
        raise Refused(_too_slow(where, timeout) if slow else _unheard(where), status=_BAD_GATEWAY) from None
    if len(answer) > MOST:
        raise Refused(
            say("{where} answered with more than a megabyte, which is no message. Try another model.", where=where),
            status=_BAD_GATEWAY,
        )
    return _as(kind, answer, where)


def _read(response: http.client.HTTPResponse, until: float) -> bytes:
    """The answer, or a little more than the most that is taken of it. Raises TimeoutError when the time is over."""
    parts: list[bytes] = []
    size = 0
    while size <= MOST:
        part = response.read1(_STEP)
        if not part:
            if response.length:
                raise http.client.IncompleteRead(b"", response.length)
            break
        parts.append(part)
        size += len(part)
        if time.monotonic() > until:
            raise TimeoutError
    return b"".join(parts)


def _as(kind: type[Answer], answer: bytes, where: str) -> Answer:
    try:
        return msgspec.json.decode(answer.decode("utf-8"), type=kind)
    except UnicodeDecodeError:
        says = say("{where} answered in broken text. Try again, or another server.", where=where)
    except msgspec.ValidationError:
        says = say("{where} answered, but not as an OpenAI-compatible server does. Try another address.", where=where)
    except (msgspec.DecodeError, RecursionError):
        says = say("{where} did not answer in JSON. Look at the address: most end in /v1.", where=where)
    raise Refused(says, status=_BAD_GATEWAY)


def _too_slow(where: str, timeout: int) -> Said:
    return say_n(
        "{where} did not answer within {count} second. Try again, or give it longer.",
        "{where} did not answer within {count} seconds. Try again, or give it longer.",
        timeout,
        where=where,
    )


def _unheard(where: str) -> Said:
    return say("Nothing answers at {where}. Start the model's server there, or set another address.", where=where)


def _of_status(status: int, where: str, name: str, key: bool) -> Said:
    """What an HTTP status other than success means here, and what helps."""
    if 300 <= status < 400:
        return say("{where} sends us on to another address, and we do not follow. Set the address itself.", where=where)
    if status in {401, 403} and key:
        return say("{where} does not take the key in KITHBOOK_MODEL_KEY ({status}).", where=where, status=status)
    if status in {401, 403}:
        return say(
            "{where} wants a key ({status}). Put it into KITHBOOK_MODEL_KEY and start Kithbook again.",
            where=where,
            status=status,
        )
    if status == 404:
        return say("{where} knows no {name}, or is another address (404). Most end in /v1.", where=where, name=name)
    if status in {402, 429}:
        return say("{where} takes no more questions for now ({status}). Try again later.", where=where, status=status)
    if status in {408, 504}:
        return say(
            "{where} took too long itself ({status}). Try again, or a smaller model.", where=where, status=status
        )
    if status >= 500:
        return say("{where} failed ({status}). Its own log says why; try again later.", where=where, status=status)
    return say(
        "{where} did not take the question ({status}). Look at the name of the model, {name}.",
        where=where,
        status=status,
        name=name,
    )
