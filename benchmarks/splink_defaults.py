"""Splink with the settings of its own quick start, for comparison only."""

import logging
import tempfile
from pathlib import Path
from typing import Any

import polars as pl

from benchmarks.identity_sets import People

Scored = list[tuple[float, int, int]]
LEAST = 0.01  # match probability below which Splink's pairs are not kept


def columns(people: People) -> dict[str, str]:
    """What each column of a set is compared as: "name", "date", "mail", "postcode", "exact"."""
    if people.name.startswith("febrl"):
        return {
            "given_name": "name",
            "surname": "name",
            "date_of_birth": "date",
            "postcode": "exact",
            "suburb": "exact",
            "soc_sec_id": "exact",
        }
    if people.name.startswith("fake"):
        return {"first_name": "name", "surname": "name", "dob": "date", "city": "exact", "email": "mail"}
    return {
        "first_name": "name",
        "surname": "name",
        "dob": "date",
        "postcode_fake": "postcode",
        "birth_place": "exact",
        "occupation": "exact",
    }


def scored(people: People) -> Scored:
    """(log2 Bayes factor, place, place) of each pair that Splink predicts."""
    import duckdb
    from splink import Linker, SettingsCreator, block_on
    from splink import comparison_library as cl
    from splink.backends.duckdb import DuckDBAPI

    logging.getLogger("splink").setLevel(logging.ERROR)
    told = columns(people)
    frame = pl.DataFrame([{name: row[name] or None for name in told} for row in people.rows])
    frame = frame.with_row_index("unique_id")
    first, last, born = list(told)[:3]
    if people.name.startswith("febrl"):
        frame = frame.with_columns(pl.col(born).str.replace(r"^(\d{4})(\d\d)(\d\d)$", "$1-$2-$3"))
    ways: dict[str, Any] = {
        "name": cl.NameComparison,
        "date": lambda name: cl.DateOfBirthComparison(name, input_is_string=True),
        "mail": cl.EmailComparison,
        "postcode": cl.PostcodeComparison,
        "exact": lambda name: cl.ExactMatch(name).configure(term_frequency_adjustments=True),
    }
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=[ways[way](name) for name, way in told.items()],
        blocking_rules_to_generate_predictions=[
            block_on(first, born),
            block_on(last),
            *(block_on(name) for name, way in told.items() if way in ("mail", "postcode")),
            *((block_on("soc_sec_id"),) if "soc_sec_id" in told else ()),
        ],
    )
    connection = duckdb.connect()
    with tempfile.TemporaryDirectory(prefix="kithbook-bench-") as folder:
        frame.write_parquet(Path(folder) / "people.parquet")
        connection.execute(f"CREATE TABLE people AS SELECT * FROM read_parquet('{folder}/people.parquet')")
    linker = Linker(DuckDBAPI(connection).register("people"), settings, log_level=logging.ERROR)
    return _trained(linker, block_on, first, last, born)


def _trained(linker: Any, block_on: Any, first: str, last: str, born: str) -> Scored:
    linker.training.estimate_probability_two_random_records_match([block_on(first, last), block_on(born)], recall=0.7)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6)
    linker.training.estimate_parameters_using_expectation_maximisation(block_on(first, last))
    linker.training.estimate_parameters_using_expectation_maximisation(block_on(born))
    found = linker.inference.predict(threshold_match_probability=LEAST).as_record_list()
    return [(row["match_weight"], row["unique_id_l"], row["unique_id_r"]) for row in found]
