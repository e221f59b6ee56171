"""Splink 5 on a public set, with the settings of its own tutorials.

FEBRL 4 follows the "detailed" model of Splink's febrl4 example; historical figures follow its
"deduplicate 50k" example, with `link_only` in place of `dedupe_only` because here one side is a
register. The values (comparisons, thresholds, blocking rules, recall guesses) are the tutorials';
the seed is ours, so that the figures can be had again.

Beside each tutorial stands a "widened" one, as a user would make it after looking at the misses:
more columns for FEBRL 4; first name and surname apart and broader blocking for the figures.

Run as `python -m bench.external_splink NAME-VARIANT FOLDER`; leaves `NAME-VARIANT.parquet` (every
scored pair: person_ref, citizen_id, p) in the folder.
"""

import argparse
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

_SEED = 20220425


@dataclass(frozen=True)
class TutorialModel:
    """A tutorial's choices: what to compare and block on, and how to train."""

    settings: Callable[[], SettingsCreator]
    deterministic_rules: tuple[tuple[str, ...], ...]
    recall_guess: float
    u_pairs: float
    em_blocks: tuple[tuple[str, ...], ...]
    derived: str = ""


def _febrl4_settings() -> SettingsCreator:
    return SettingsCreator(
        link_type="link_only",
        blocking_rules_to_generate_predictions=[
            block_on("given_name", "surname"),
            {"blocking_rule": "l.given_name = r.surname and l.surname = r.given_name"},
            block_on("birth_date"),
            block_on("soc_sec_id"),
            block_on("state", "address_1"),
            block_on("street_number", "address_1"),
            block_on("postcode"),
        ],
        comparisons=[
            cl.NameComparison("given_name").configure(term_frequency_adjustments=True),
            cl.NameComparison("surname").configure(term_frequency_adjustments=True),
            cl.DateOfBirthComparison("birth_date", input_is_string=True),
            cl.DamerauLevenshteinAtThresholds("soc_sec_id", [1, 2]),
            cl.ExactMatch("street_number").configure(term_frequency_adjustments=True),
            cl.DamerauLevenshteinAtThresholds("postcode", [1, 2]).configure(
                term_frequency_adjustments=True
            ),
        ],
    )


def _febrl4_widened() -> SettingsCreator:
    settings = _febrl4_settings()
    settings.comparisons += [
        cl.JaroWinklerAtThresholds("suburb", [0.9]),
        cl.JaroWinklerAtThresholds("address_1", [0.9]),
    ]
    return settings


def _historical_settings() -> SettingsCreator:
    return SettingsCreator(
        link_type="link_only",
        blocking_rules_to_generate_predictions=[
            block_on("substr(first_name,1,3)", "substr(surname,1,4)"),
            block_on("surname", "birth_date"),
            block_on("first_name", "birth_date"),
            block_on("postcode_fake", "first_name"),
            block_on("postcode_fake", "surname"),
            block_on("birth_date", "birth_place"),
            block_on("substr(postcode_fake,1,3)", "birth_date"),
            block_on("substr(postcode_fake,1,3)", "first_name"),
            block_on("substr(postcode_fake,1,3)", "surname"),
            block_on("substr(first_name,1,2)", "substr(surname,1,2)", "substr(birth_date,1,4)"),
        ],
        comparisons=[
            cl.ForenameSurnameComparison(
                "first_name", "surname", forename_surname_concat_col_name="first_name_surname"
            ),
            cl.DateOfBirthComparison("birth_date", input_is_string=True),
            cl.PostcodeComparison("postcode_fake"),
            cl.ExactMatch("birth_place").configure(term_frequency_adjustments=True),
            cl.ExactMatch("occupation").configure(term_frequency_adjustments=True),
        ],
    )


def _historical_widened() -> SettingsCreator:
    settings = _historical_settings()
    names = [cl.NameComparison("first_name"), cl.NameComparison("surname")]
    settings.comparisons = [
        *(name.configure(term_frequency_adjustments=True) for name in names),
        *settings.comparisons[1:],
    ]
    settings.blocking_rules_to_generate_predictions += [
        block_on("postcode_fake"),
        block_on("birth_date"),
        block_on("surname", "birth_place"),
        block_on("first_name", "surname"),
        block_on("birth_place", "substr(postcode_fake,1,3)"),
    ]
    return settings


_FEBRL4 = TutorialModel(
    settings=_febrl4_settings,
    deterministic_rules=(("soc_sec_id",), ("given_name", "surname", "birth_date")),
    recall_guess=0.8,
    u_pairs=1e6,
    em_blocks=(("birth_date",), ("postcode",)),
)
_HISTORICAL = TutorialModel(
    settings=_historical_settings,
    deterministic_rules=(
        ("first_name", "surname", "birth_date"),
        ("substr(first_name,1,2)", "surname", "substr(postcode_fake,1,2)"),
        ("birth_date", "postcode_fake"),
    ),
    recall_guess=0.6,
    u_pairs=1e7,
    em_blocks=(("first_name", "surname"), ("birth_date",)),
    derived=", first_name || ' ' || surname as first_name_surname",
)
MODELS = {
    "febrl4-tutorial": _FEBRL4,
    "febrl4-widened": replace(_FEBRL4, settings=_febrl4_widened, u_pairs=1e7),
    "historical-tutorial": _HISTORICAL,
    "historical-widened": replace(_HISTORICAL, settings=_historical_widened),
}


def _side(con: duckdb.DuckDBPyConnection, file: Path, key: str, model: TutorialModel) -> str:
    """One side as a table with Splink's key; only the columns that both sides have."""
    reader = f"read_csv('{file}', all_varchar = true)" if file.suffix == ".csv" else f"'{file}'"
    register_only = "former_id, residence_code, deceased_on"
    exclude = f"{key}, {register_only}" if key == "citizen_id" else key
    table = f"{key}_side"
    con.execute(
        f"create table {table} as select {key} as unique_id, * exclude ({exclude}) "
        f"{model.derived} from {reader}"
    )
    return table


def trained_linker(db_api: DuckDBAPI, tables: list[str], model: TutorialModel) -> Linker:
    """The tutorial's model, trained by its own steps: prior, u by sampling, m by EM."""
    sides = [db_api.register(table) for table in tables]
    linker = Linker(sides, model.settings(), log_level=None)
    linker.training.estimate_probability_two_random_records_match(
        [block_on(*rule) for rule in model.deterministic_rules], recall=model.recall_guess
    )
    linker.training.estimate_u_using_random_sampling(max_pairs=model.u_pairs, seed=_SEED)
    for block in model.em_blocks:
        linker.training.estimate_parameters_using_expectation_maximisation(
            block_on(*block), estimate_without_term_frequencies=True
        )
    return linker


def write_splink_links(name: str, folder: Path) -> None:
    """Train on the files of the folder, score every blocked pair, write the pairs."""
    model = MODELS[name]
    with duckdb.connect() as con:
        people = _side(con, next(folder.glob("people.*")), "person_ref", model)
        register = _side(con, next(folder.glob("register.*")), "citizen_id", model)
        linker = trained_linker(DuckDBAPI(con), [people, register], model)
        pairs = linker.inference.predict(threshold_match_probability=0.01)
        con.execute(
            f"copy (select unique_id_l as person_ref, unique_id_r as citizen_id, "
            f"match_probability as p from {pairs.physical_name}) "
            f"to '{folder / name}.parquet' (format parquet)"
        )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("name", choices=sorted(MODELS))
    parser.add_argument("folder", type=Path)
    given = parser.parse_args()
    write_splink_links(given.name, given.folder)
