"""The optional language model: set, shown what would be sent, asked over HTTP; every failure is one sentence."""

import json
import logging
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from kithbook import book
from kithbook.vocabulary import Refused
from kithbook.words import Ask

SECRET = "the blue kiln behind Lantern Street"
ASK = Ask(
    situation="keep the thread",
    language="en",
    tone="warm",
    draft="Ines, our last talk stayed with me.",
    facts={"when": "May 2026"},
    name="Ines Halfmoon",
    quoted=[f"Bram Teakettle said: {SECRET}"],
)


def whole(content: Any = "⟦person 1⟧, our talk is still with me.", **more: Any) -> dict[str, Any]:
    """An answer as such servers give it."""
    return {
        "id": "x",
        "object": "chat.completion",
        "choices": [{"index": 0, "message": {"role": "assistant", "content": content} | more, "finish_reason": "stop"}],
        "usage": {"total_tokens": 3},
    }


class Stub:
    """A server of models on loopback that answers what it is told to, and keeps what it was asked."""

    def __init__(self) -> None:
        self.status = 200
        self.headers: dict[str, str] = {"Content-Type": "application/json"}
        self.body: bytes | list[bytes] = json.dumps(whole()).encode()
        self.asked: list[tuple[str, dict[str, str], bytes]] = []
        self.drip = self.slow = 0.0
        self.over = threading.Event()
        stub = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                told = self.rfile.read(int(self.headers["Content-Length"]))
                stub.asked.append((self.path, dict(self.headers), told))
                body = stub.body
                if isinstance(body, list):
                    body = body[(len(stub.asked) - 1) % len(body)]
                if stub.drip:
                    stub.over.wait(stub.drip)
                self.send_response(stub.status)
                for name, value in ({"Content-Length": str(len(body))} | stub.headers).items():
                    self.send_header(name, value)
                self.end_headers()
                try:
                    step = 1 if stub.slow else 65_536
                    for start in range(0, len(body), step):
                        self.wfile.write(body[start : start + step])
                        stub.over.wait(stub.slow)
                except OSError:
                    pass  # whoever asked has heard enough

            def log_message(self, *args: Any) -> None:
                """Keep quiet."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/v1"
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True)
        self.thread.start()

    def close(self) -> None:
        """End it."""
        self.over.set()
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture(autouse=True)
def no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    """No key and no proxy of whoever runs the tests."""
    for name in ("KITHBOOK_MODEL_KEY", "http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY", "no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def stub() -> Iterator[Stub]:
    """A server of models."""
    made = Stub()
    yield made
    made.close()


@pytest.fixture
def model(stub: Stub, empty: Path) -> Stub:
    """A server of models that is set in an open book."""
    book.set_model(stub.url, "tiny-model")
    return stub


def refused(ask: Ask = ASK) -> str:
    """The sentence with which a polish is refused: one, with nothing in it of what was sent or answered."""
    with pytest.raises(Refused) as refusal:
        book.polish(ask)
    said = str(refusal.value)
    assert "\n" not in said
    for piece in ("Ines", "Bram", "talk", "kiln", "Lantern", "sk-", "<html", "Traceback"):
        assert piece not in said
    assert refusal.value.__cause__ is None
    return said


def test_nothing_is_set_and_nothing_can_be_sent_by_default(empty: Path, stub: Stub) -> None:
    """No server hears of a draft before somebody names it, and none after it is forgotten."""
    assert book.model_settings().url == ""
    assert str(book.model_settings().says) == (
        "No language model is set up. Drafts come from templates, and nothing is sent."
    )
    for deed in (lambda: book.polish(ASK), lambda: book.would_send(ASK), lambda: book.embed(["a"])):
        with pytest.raises(Refused, match="No language model is set up, so nothing was sent"):
            deed()
    book.set_model(stub.url, "tiny-model")
    book.unset_model()
    assert "No language model is set up" in refused()
    assert stub.asked == []


def test_the_question_is_the_protocol_and_what_was_shown(model: Stub) -> None:
    """One POST to the path of the protocol, with the messages that were shown, and nothing else."""
    told = book.would_send(ASK)
    assert model.asked == []
    assert book.polish(ASK, seen=told.replace("\n", "\r\n")) == "Ines, our talk is still with me."
    ((path, headers, body),) = model.asked
    sent = json.loads(body)
    assert path == "/v1/chat/completions"
    assert sorted(sent) == ["messages", "model", "stream"]
    assert (sent["model"], sent["stream"]) == ("tiny-model", False)
    assert [message["role"] for message in sent["messages"]] == ["system", "user"]
    assert headers["Content-Type"] == "application/json"
    assert headers["User-Agent"] == "kithbook"
    assert "Authorization" not in headers
    assert "Cookie" not in headers
    shown = "\n\n".join(f"{message['role']}:\n{message['content']}" for message in sent["messages"])
    assert told == f"POST {model.url}/chat/completions\nmodel: tiny-model\n\n{shown}"


def test_nothing_is_sent_that_was_not_seen(model: Stub) -> None:
    """A draft, a setting or a name of the book that changed after the look stops it."""
    told = book.would_send(ASK)
    book.set_model(model.url, "another-model")
    with pytest.raises(Refused, match="is not what you saw, so nothing was sent") as refusal:
        book.polish(ASK, seen=told)
    assert refusal.value.status == 409
    with pytest.raises(Refused, match="no draft to polish"):
        book.would_send(Ask("keep the thread", "en", "warm", " ", {}))
    assert model.asked == []


def test_names_of_the_book_are_hidden_unless_they_are_allowed(cast: Path, stub: Stub) -> None:
    """Of everybody whom the book knows; an ask that wants them hidden has them hidden all the same."""
    book.set_model(stub.url, "tiny-model")
    ask = Ask("keep the thread", "en", "warm", "Ines, 云三朵 and ناديه say hello to Odalys.", {"chat": "Wilma"}, "Ines")
    told = book.would_send(ask)
    for name in ("Ines", "云三朵", "ناديه", "Odalys", "Wilma"):
        assert name not in told
    assert "| ⟦person 1⟧, ⟦person 2⟧ and ⟦person 3⟧ say hello to ⟦person 4⟧." in told
    book.set_model(stub.url, "tiny-model", names_allowed=True)
    assert not book.model_settings().masked
    assert book.would_send(ask) == told
    allowed = Ask("keep the thread", "en", "warm", ask.draft, ask.facts, ask.name, masked=False)
    assert f"| {ask.draft}" in book.would_send(allowed)
    book.set_model(stub.url, "tiny-model")
    assert book.would_send(allowed) == told


def test_the_key_is_of_the_environment_and_never_kept(
    model: Stub, monkeypatch: pytest.MonkeyPatch, empty: Path
) -> None:
    """It goes as a bearer's token; the book does not hold it, nor does any answer or sentence."""
    from kithbook.store.models import Setting

    monkeypatch.setenv("KITHBOOK_MODEL_KEY", " sk-quillfeather\n")
    assert book.polish(ASK)
    assert model.asked[0][1]["Authorization"] == "Bearer sk-quillfeather"
    assert book.model_settings().key_set
    assert "quillfeather" not in f"{book.model_settings()}{book.would_send(ASK)}"
    assert set(Setting.read("model")) == {"url", "name", "names_allowed", "timeout"}
    assert b"quillfeather" not in empty.read_bytes()
    model.status = 401
    assert refused() == f"{model.url} does not take the key in KITHBOOK_MODEL_KEY (401)."
    monkeypatch.setenv("KITHBOOK_MODEL_KEY", "sk-\u201cx\u201d")
    assert refused() == "The key in KITHBOOK_MODEL_KEY has signs that no key has. Set it again."


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (301, "sends us on to another address, and we do not follow"),
        (307, "sends us on to another address, and we do not follow"),
        (400, "did not take the question (400). Look at the name of the model, tiny-model."),
        (401, "wants a key (401). Put it into KITHBOOK_MODEL_KEY and start Kithbook again."),
        (403, "wants a key (403)"),
        (404, "knows no tiny-model, or is another address (404). Most end in /v1."),
        (408, "took too long itself (408)"),
        (429, "takes no more questions for now (429). Try again later."),
        (500, "failed (500). Its own log says why; try again later."),
        (503, "failed (503)"),
    ],
)
def test_a_status_is_a_sentence(model: Stub, status: int, said: str) -> None:
    """Which server, what it did, what next; what it wrote beside, which may be our own words, is not shown."""
    model.status = status
    model.body = f"<html>you asked: {SECRET}</html>".encode()
    assert refused().startswith(f"{model.url} {said}")


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_no_redirect_is_followed(model: Stub, status: int) -> None:
    """Neither to another host nor within this one: nobody else hears the question."""
    other = Stub()
    try:
        for place in (f"{other.url}/chat/completions", "/v1/elsewhere", "file:///etc/hosts", ""):
            model.status, model.headers = status, {"Location": place}
            assert "we do not follow" in refused()
    finally:
        other.close()
    assert other.asked == []
    assert {path for path, _, _ in model.asked} == {"/v1/chat/completions"}


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"<html>kiln</html>", "did not answer in JSON. Look at the address: most end in /v1."),
        (b"", "did not answer in JSON"),
        (b'data: {"choices": []}\n\n', "did not answer in JSON"),
        (b'{"choices": [], "more": ' + b"[" * 90_000, "did not answer in JSON"),
        (b'{"choices": [{"message": {"content": "talk \xff"}}]}', "answered in broken text"),
        (b'{"choices": [{"message": {"content": "talk \\ud800"}}]}', "did not answer in JSON"),
        (b"[]", "answered, but not as an OpenAI-compatible server does"),
        (b'{"error": {"message": "kiln"}}', "answered, but not as an OpenAI-compatible server does"),
        (b'{"choices": [{"text": "kiln"}]}', "answered, but not as an OpenAI-compatible server does"),
        (b'{"choices": []}', "answered without a message"),
        (json.dumps(whole("")).encode(), "answered with an empty message"),
        (json.dumps(whole(None)).encode(), "answered with an empty message"),
        (json.dumps(whole("<think>talk of Ines</think>\n")).encode(), "answered with an empty message"),
        (json.dumps(whole("word" * 300_000)).encode(), "answered with more than a megabyte"),
    ],
)
def test_a_broken_answer_is_a_sentence(model: Stub, body: bytes, said: str) -> None:
    """No JSON, broken text, another protocol, no message, far too much of it."""
    model.body = body
    assert refused().startswith(f"{model.url} {said}")


def test_an_answer_without_an_end_is_left(model: Stub) -> None:
    """Of an answer that says how long it is and is shorter nothing is taken, and of one without an end a megabyte."""
    model.headers = {"Content-Length": "5000"}
    assert refused() == f"Nothing answers at {model.url}. Start the model's server there, or set another address."
    model.body = b" " * 3_000_000
    model.headers = {"Content-Length": "9000000000"}
    assert "more than a megabyte" in refused()


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (whole(None, refusal="I will not speak of Ines"), "declined to write this message. The draft stays."),
        (whole("", tool_calls=[{"id": "a"}]), "called for tools, and there are none"),
        (whole("", function_call={"name": "kiln"}), "called for tools, and there are none"),
        ({"choices": [whole()["choices"][0] | {"finish_reason": "length"}]}, "was cut off. Give the model more room"),
        ({"choices": [whole()["choices"][0] | {"finish_reason": "content_filter"}]}, "declined to write this message"),
        ({"choices": [whole()["choices"][0] | {"finish_reason": "tool_calls"}]}, "called for tools"),
        (whole("I'm sorry, but I can't help with that."), "The model declined to write this message"),
        (whole("Ines, our talk! See https://kiln.example"), "The model added a link"),
    ],
)
def test_an_answer_that_is_no_message_is_a_sentence(model: Stub, answer: dict[str, Any], said: str) -> None:
    """A refusal, tools, a message that was cut off, and what the look at the answer finds."""
    model.body = json.dumps(answer).encode()
    assert said in refused()


def test_what_a_model_thought_before_is_left_out(model: Stub) -> None:
    """Models that reason write it into the answer."""
    model.body = json.dumps(
        whole("<think>\nTo ⟦person 1⟧ I would say 7 things.\n</think>\n\nHello, ⟦person 1⟧.")
    ).encode()
    assert book.polish(ASK) == "Hello, Ines."


def test_a_server_that_is_not_there_or_silent_is_a_sentence(model: Stub) -> None:
    """Nobody listens; somebody does and says nothing, or not to the end."""
    book.set_model(model.url, "tiny-model", timeout=1)
    for model.drip, model.slow in ((20.0, 0.0), (0.0, 0.2)):
        assert refused() == f"{model.url} did not answer within 1 second. Try again, or give it longer."
    model.close()
    assert refused() == f"Nothing answers at {model.url}. Start the model's server there, or set another address."


def test_no_proxy_hears_what_is_for_this_machine(model: Stub, monkeypatch: pytest.MonkeyPatch) -> None:
    """Though the environment names one."""
    proxy = Stub()
    monkeypatch.setenv("http_proxy", proxy.url)
    try:
        assert book.polish(ASK)
    finally:
        proxy.close()
    assert (len(model.asked), proxy.asked) == (1, [])


def test_nothing_is_logged(model: Stub, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]) -> None:
    """Neither what was sent nor what was answered, whether it went well or not."""
    caplog.set_level(logging.DEBUG)
    assert book.polish(ASK)
    model.status = 500
    refused()
    heard = caplog.text + "".join(capfd.readouterr())
    assert [piece for piece in ("Ines", "talk", "kiln", "Teakettle", "person 1") if piece in heard] == []


def test_texts_become_vectors_in_their_order(model: Stub) -> None:
    """A few at once, each answer put in order by its index; the model may be another one."""

    def vectors(*values: int) -> bytes:
        rows = [{"embedding": [float(value), 0.5], "index": place} for place, value in enumerate(values)]
        return json.dumps({"object": "list", "data": rows[::-1]}).encode()

    model.body = [vectors(*range(8)), vectors(8, 9)]
    assert book.embed([f"text {n}" for n in range(10)], name="vectors") == [[float(n), 0.5] for n in range(10)]
    assert [path for path, _, _ in model.asked] == ["/v1/embeddings"] * 2
    sent = [json.loads(body) for _, _, body in model.asked]
    assert sent[1] == {"model": "vectors", "input": ["text 8", "text 9"], "encoding_format": "float"}
    assert book.embed([]) == []
    for body, said in (
        (vectors(1), "did not give one vector for each text"),
        (b'{"data": [{"embedding": [1.0], "index": 0}, {"embedding": [], "index": 1}]}', "of unequal length"),
        (b'{"data": [{"embedding": "AAAA", "index": 0}, {"embedding": [], "index": 1}]}', "not as an OpenAI-compat"),
    ):
        model.body = body
        with pytest.raises(Refused, match=said):
            book.embed(["a", "b"])


@pytest.mark.parametrize(
    ("url", "local", "said"),
    [
        ("http://127.0.0.1:11434/v1", True, "tiny on this machine may polish a draft, when you press for it."),
        ("http://localhost:1234", True, "on this machine"),
        ("http://[::1]:8080/v1", True, "on this machine"),
        ("http://192.168.1.20/v1", True, "in your own network"),
        ("http://attic:8000/v1", True, "in your own network"),
        ("https://attic.lan/v1", True, "in your own network"),
        ("https://models.example/v1", False, "What you send to tiny leaves your network for models.example."),
        ("http://models.example/v1", False, "and can be read on the way: it is no https."),
        ("https://8.8.8.8/v1", False, "leaves your network"),
        ("http://134744072/v1", False, "leaves your network"),
        ("http://0x8080808/v1", False, "leaves your network"),
        ("http://[::ffff:8.8.8.8]/v1", False, "leaves your network"),
        ("http://0.0.0.0/v1", False, "leaves your network"),
        ("http://localhost.evil.example/v1", False, "leaves your network"),
    ],
)
def test_what_leaves_the_network_is_said(empty: Path, url: str, local: bool, said: str) -> None:
    """Told by the address alone, without asking anybody."""
    answer = book.set_model(url, "tiny")
    assert (answer.local, answer.masked, answer.timeout) == (local, True, 60)
    assert said in str(answer.says)
    assert book.is_local(url) == local


def test_an_address_is_kept_as_servers_name_it(empty: Path) -> None:
    """Without the slash at its end and the path that is added to it."""
    for url in ("https://m.example/v1/", " https://m.example/v1/chat/completions ", "https://m.example/v1/embeddings/"):
        assert book.set_model(url, " tiny  model ").url == "https://m.example/v1"
    assert book.model_settings().name == "tiny model"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"url": "ftp://m.example"}, "That is no address of a model. Write it as"),
        ({"url": "file:///etc/hosts"}, "no address of a model"),
        ({"url": "m.example/v1"}, "no address of a model"),
        ({"url": "http://"}, "no address of a model"),
        ({"url": "http://[::1"}, "no address of a model"),
        ({"url": "http://m.example:port/v1"}, "no address of a model"),
        ({"url": "http://evil.example\\.local/v1"}, "no address of a model"),
        ({"url": "https://sk-key@m.example/v1"}, "A key does not belong into the address"),
        ({"url": "https://m.example/v1?key=sk-key"}, "has no ?, no # and no spaces"),
        ({"url": "https://m.example/a b"}, "has no ?, no # and no spaces"),
        ({"url": "https://m.example/\r\nX: y"}, "has no ?, no # and no spaces"),
        ({"name": " "}, "Say which model to ask"),
        ({"timeout": 0}, "1 to 600 seconds"),
        ({"timeout": 601}, "1 to 600 seconds"),
    ],
)
def test_a_setting_that_cannot_be_is_refused_and_changes_nothing(
    empty: Path, changes: dict[str, Any], said: str
) -> None:
    """In one sentence, which holds no key."""
    before = book.set_model("http://127.0.0.1:1/v1", "tiny")
    with pytest.raises(Refused) as refusal:
        book.set_model(**{"url": "http://127.0.0.1:2/v1", "name": "other"} | changes)
    assert said in str(refusal.value)
    assert "sk-" not in str(refusal.value)
    assert book.model_settings() == before
