"""Reads one WhatsApp export with a peer; run by the interpreter that has the peers, never by Kithbook's own.

`python benchmarks/peers.py whatstk|chat-miner PATH` prints {"seconds", "messages", "peak_mb"}. Importing the peer is
not counted, nor is reading our own counted with its imports.
"""

import json
import logging
import resource
import sys
import time


def main(peer: str, path: str) -> None:
    """Time one peer on one file."""
    logging.disable(logging.CRITICAL)
    if peer == "whatstk":
        from whatstk import WhatsAppChat

        begin = time.perf_counter()
        messages = len(WhatsAppChat.from_source(filepath=path, max_size=None).df)
    else:
        from chatminer.chatparsers import WhatsAppParser

        begin = time.perf_counter()
        parser = WhatsAppParser(path)
        parser.parse_file()
        messages = len(parser.parsed_messages.get_df(as_pandas=True))
    seconds = time.perf_counter() - begin
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "messages": messages, "peak_mb": peak}))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
