"""Reads one export with a peer; run by the interpreter that has the peers, never by Kithbook's own.

`python benchmarks/peers.py PEER PLATFORM PATH` prints {"seconds", "messages", "peak_mb"}. Importing the peer is not
counted, nor is reading our own counted with its imports. ijson and msgspec are no readers of chats: they show what
going over the JSON costs, in pieces and whole.
"""

import json
import logging
import sys
import time
from collections.abc import Callable
from pathlib import Path


def whatstk(platform: str, path: str) -> Callable[[], int]:
    """WhatsApp by whatstk."""
    from whatstk import WhatsAppChat

    return lambda: len(WhatsAppChat.from_source(filepath=path, max_size=None).df)


def chat_miner(platform: str, path: str) -> Callable[[], int]:
    """WhatsApp or Telegram by chat-miner."""
    from chatminer import chatparsers

    kinds = {"whatsapp": chatparsers.WhatsAppParser, "telegram": chatparsers.TelegramJsonParser}

    def run() -> int:
        parser = kinds[platform](path)
        parser.parse_file()
        return len(parser.parsed_messages.get_df(as_pandas=True))

    return run


def chatpack(platform: str, path: str) -> Callable[[], int]:
    """WhatsApp, Telegram or Discord by chatpack, which is written in Rust."""
    import chatpack

    parse = getattr(chatpack, f"parse_{platform}")
    return lambda: len(parse(path))


def ijson(platform: str, path: str) -> Callable[[], int]:
    """Each message as a dictionary, in pieces."""
    import ijson

    def run() -> int:
        with open(path, "rb") as handle:  # noqa: PTH123 - as its users write it
            return sum(1 for _ in ijson.items(handle, "messages.item"))

    return run


def msgspec(platform: str, path: str) -> Callable[[], int]:
    """The whole document as dictionaries at once."""
    import msgspec

    def run() -> int:
        with open(path, "rb") as handle:  # noqa: PTH123 - as its users write it
            return len(msgspec.json.decode(handle.read())["messages"])

    return run


sys.path.append(str(Path(__file__).resolve().parents[1]))
from benchmarks.memory import peak_mb  # noqa: E402

PEERS = {"whatstk": whatstk, "chat-miner": chat_miner, "chatpack": chatpack, "ijson": ijson, "msgspec": msgspec}


def main(peer: str, platform: str, path: str) -> None:
    """Time one peer on one file."""
    logging.disable(logging.CRITICAL)
    run = PEERS[peer](platform, path)
    begin = time.perf_counter()
    messages = run()
    seconds = time.perf_counter() - begin
    print(json.dumps({"seconds": seconds, "messages": messages, "peak_mb": peak_mb()}))


if __name__ == "__main__":
    main(*sys.argv[1:])
