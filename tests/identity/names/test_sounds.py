"""Sounds across scripts: the fitting learns which letters a letter stands for, and the shipped tables are whole."""

import math

from benchmarks.cross_script import interval
from benchmarks.fit_names import fit, held_out
from kithbook.identity.names.data import table
from kithbook.identity.names.sound import cost, units


def test_the_fitting_learns_letters_from_pairs_of_words() -> None:
    """From a few words alone, each letter's own sound becomes its likeliest."""
    pairs = [("bab", "баб"), ("bob", "боб"), ("dab", "даб"), ("dod", "дод"), ("shad", "шад"), ("shob", "шоб")]
    learnt, _ = fit([(latin, units(native, "cyrillic")) for latin, native in pairs], "cyrillic")
    likeliest = {unit: max(chunks, key=lambda chunk: chunks[chunk]) for unit, chunks in learnt.items()}
    assert likeliest["б"] == "b"
    assert likeliest["а"] == "a"
    assert likeliest["ш"] == "sh"


def test_half_of_the_words_are_held_out() -> None:
    """The half that is measured on is about a half, and the same in every run."""
    words = [f"{first}{second}" for first in "abcdefghij" for second in "klmnopqrst"]
    kept = [word for word in words if held_out(word)]
    assert 30 < len(kept) < 70
    assert kept == [word for word in words if held_out(word)]


def test_the_right_word_costs_less_than_another() -> None:
    """In every fitted script, a name is cheaper to read as itself than as another."""
    for latin, native, script in (
        ("martina", "马丁娜", "han"),
        ("martina", "مارتينا", "arabic"),
        ("martina", "マルティナ", "kana"),
        ("martina", "мартина", "cyrillic"),
    ):
        assert cost(latin, native, script) < cost("gustavo", native, script)
        assert cost(latin, native, script) < math.inf


def test_tables_of_short_forms_are_well_formed() -> None:
    """Every row has names before its colon; no short form stands with its own name."""
    for language, rows in table("nicknames").items():
        for row in rows if language != "source" else ():
            formal, colon, short = row.partition(" : ")
            assert colon
            assert formal
            assert short
            assert not set(formal.split()) & set(short.split()), row


def test_an_interval_holds_its_share() -> None:
    """Wilson's interval lies around the share, within 0 and 1, and narrows with more queries."""
    few, many = interval(8, 10), interval(800, 1000)
    for told in (few, many, interval(0, 5), interval(5, 5)):
        assert -1e-9 <= told["low"] <= told["value"] + 1e-9
        assert told["value"] <= told["high"] + 1e-9 <= 1 + 1e-8
    assert many["high"] - many["low"] < few["high"] - few["low"]
