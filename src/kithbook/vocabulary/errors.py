"""The one exception that carries a sentence for the person."""

from kithbook.vocabulary.saying import Said


class Refused(Exception):
    """Input that cannot be used: what is wrong, where, and what to do next. Faces show it and nothing else.

    ``candidates`` lists the names that a doubtful name could mean; ``status`` is the HTTP status of a page that
    must show it. The command line prints the sentence to standard error and ends with exit status 1.

    >>> from kithbook.vocabulary.saying import say
    >>> str(Refused(say("{path} is empty. Export the chat again.", path="chat.txt")))
    'chat.txt is empty. Export the chat again.'
    """

    def __init__(self, says: Said | str, *, candidates: tuple[str, ...] = (), status: int = 400) -> None:
        super().__init__(str(says))
        self.says = says if isinstance(says, Said) else Said(says.replace("{", "{{").replace("}", "}}"))
        self.candidates = candidates
        self.status = status
