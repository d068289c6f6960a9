"""Which handles are the owner's."""

from kithbook.identity import likely_owner, own_keys
from kithbook.vocabulary import Contact, Handle


def person(key: str, name: str = "", is_me: bool | None = None) -> Contact:
    """Somebody on an invented platform."""
    return Contact(Handle("telegram", key, name), is_me=is_me)


def test_key_before_name_before_capitals() -> None:
    """The closest way of naming wins."""
    people = [person("ines", "Lio"), person("u1", "ines"), person("u2", "INES")]
    assert own_keys(people, "ines") == {"ines"}
    assert own_keys(people[1:], "ines") == {"u1"}
    assert own_keys(people[2:], "ines") == {"u2"}


def test_a_name_that_several_have_says_nothing() -> None:
    """The same name is not the same person."""
    people = [person("u1", "Ines"), person("u2", "Ines")]
    assert own_keys(people, "Ines") == frozenset()
    assert own_keys(people, "u2") == {"u2"}


def test_what_the_export_says_counts() -> None:
    """A marked owner is one, whatever else is asked for."""
    people = [person("u1", "Ines", is_me=True), person("u2", "Lio")]
    assert own_keys(people, None) == {"u1"}
    assert own_keys(people, "Lio") == {"u1", "u2"}
    assert own_keys(people, "Zoltan") == {"u1"}


def test_likely_owner() -> None:
    """The export's word first, then a handle that is the owner's already, else nobody."""
    people = [person("u1", "Ines"), person("u2", "Lio", is_me=True), person("u3")]
    assert likely_owner(people, ["u1"]) == "Lio"
    assert likely_owner([people[0], people[2]], ["u3"]) == "u3"
    assert likely_owner([people[0]], []) == ""
