"""Splink 5 on a simulated country, as a competent user would set it up.

What the user does by hand first stands in bench/peer_sides.py. Then: one comparison for the whole
name with term frequency, custom levels for dates (exact, swapped, year only, one or two characters
off) and numbers (exact, former, one or two characters off), nested residence, ten blocking rules,
u by random sampling, three EM sessions.
`default` takes the library's ready-made comparisons and three obvious blocking rules instead.

Run as `python -m bench.splink_peer VARIANT REGISTER PEOPLE OUT` (bench/peer_job.py); OUT gets every
pair scored 0.01 or more.
"""

from collections.abc import Callable

import duckdb
import splink.comparison_level_library as cll
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

from bench.peer_job import PeerJob, peer_job

_SEED = 20220425


def _name_comparison() -> cl.CustomComparison:
    """The whole name at once, for its parts depend on each other."""
    jaro = "jaro_winkler_similarity(name_l, name_r)"
    return cl.CustomComparison(
        output_column_name="name",
        comparison_levels=[
            cll.NullLevel("name"),
            cll.ExactMatchLevel("name").configure(tf_adjustment_column="name"),
            cll.ExactMatchLevel("name_bag").configure(tf_adjustment_column="name_bag"),
            cll.CustomLevel(f"{jaro} >= 0.95", "jaro-winkler 0.95"),
            cll.And(cll.ExactMatchLevel("surname"), cll.ExactMatchLevel("given")),
            cll.CustomLevel(f"{jaro} >= 0.88", "jaro-winkler 0.88"),
            cll.ExactMatchLevel("given").configure(tf_adjustment_column="given"),
            cll.ElseLevel(),
        ],
    )


def _birth_comparison() -> cl.CustomComparison:
    return cl.CustomComparison(
        output_column_name="dob",
        comparison_levels=[
            cll.CustomLevel("birth_year_l is null or birth_year_r is null").configure(
                is_null_level=True
            ),
            cll.ExactMatchLevel("dob"),
            cll.CustomLevel("dob_swapped_l = dob_r or dob_l = dob_swapped_r", "swapped"),
            cll.CustomLevel(
                "(dob_l is null or dob_r is null) and birth_year_l = birth_year_r", "year only"
            ),
            cll.CustomLevel("levenshtein(dob_l, dob_r) <= 1", "one character off"),
            cll.CustomLevel("levenshtein(dob_l, dob_r) <= 2", "two characters off"),
            cll.CustomLevel("birth_year_l = birth_year_r", "same year"),
            cll.CustomLevel("substr(dob_l, 6) = substr(dob_r, 6)", "same day and month"),
            cll.ElseLevel(),
        ],
    )


def _number_comparison() -> cl.CustomComparison:
    either = "coalesce(number_l, former_l) is null or coalesce(number_r, former_r) is null"
    return cl.CustomComparison(
        output_column_name="number",
        comparison_levels=[
            cll.CustomLevel(either).configure(is_null_level=True),
            cll.ExactMatchLevel("number"),
            cll.CustomLevel("number_l = former_r or former_l = number_r", "former number"),
            cll.CustomLevel("levenshtein(number_l, number_r) <= 1", "one character off"),
            cll.CustomLevel("levenshtein(number_l, number_r) <= 2", "two characters off"),
            cll.ElseLevel(),
        ],
    )


def _residence_comparison() -> cl.CustomComparison:
    return cl.CustomComparison(
        output_column_name="commune",
        comparison_levels=[
            cll.NullLevel("commune"),
            cll.ExactMatchLevel("commune").configure(tf_adjustment_column="commune"),
            cll.ExactMatchLevel("district"),
            cll.ExactMatchLevel("province"),
            cll.ElseLevel(),
        ],
    )


def _tuned_settings() -> SettingsCreator:
    return SettingsCreator(
        link_type="link_only",
        blocking_rules_to_generate_predictions=[
            block_on("number"),
            {"blocking_rule": "l.number = r.former"},
            {"blocking_rule": "l.former = r.number"},
            block_on("name_bag", "birth_year"),
            block_on("name_bag", "commune"),
            block_on("dob", "given"),
            block_on("dob", "commune"),
            block_on("dob", "surname", "district"),
            block_on("dob_either", "name_bag"),
            block_on("given", "birth_year", "commune"),
        ],
        comparisons=[
            _name_comparison(),
            _birth_comparison(),
            cl.ExactMatch("sex"),
            _residence_comparison(),
            _number_comparison(),
        ],
        retain_matching_columns=False,
    )


def _default_settings() -> SettingsCreator:
    return SettingsCreator(
        link_type="link_only",
        blocking_rules_to_generate_predictions=[
            block_on("number"),
            block_on("name", "dob"),
            block_on("name", "commune"),
        ],
        comparisons=[
            cl.NameComparison("name"),
            cl.DateOfBirthComparison("dob", input_is_string=True),
            cl.ExactMatch("sex"),
            cl.ExactMatch("commune"),
            cl.DamerauLevenshteinAtThresholds("number", [1, 2]),
        ],
        retain_matching_columns=False,
    )


VARIANTS: dict[str, Callable[[], SettingsCreator]] = {
    "tuned": _tuned_settings,
    "default": _default_settings,
}
_EM_BLOCKS = {
    "tuned": (("number",), ("dob", "given"), ("name", "commune")),
    "default": (("number",), ("dob",)),
}


def train(con: duckdb.DuckDBPyConnection, variant: str) -> Linker:
    """Prior from sure matches, u by random sampling, m by expectation maximisation."""
    db_api = DuckDBAPI(con)
    sides = [db_api.register(side) for side in ("people_side", "register_side")]
    linker = Linker(sides, VARIANTS[variant](), log_level=None)
    linker.training.estimate_probability_two_random_records_match(
        [block_on("number", "given"), block_on("name", "dob", "commune")], recall=0.9
    )
    linker.training.estimate_u_using_random_sampling(max_pairs=1e7, seed=_SEED)
    for block in _EM_BLOCKS[variant]:
        linker.training.estimate_parameters_using_expectation_maximisation(
            block_on(*block), estimate_without_term_frequencies=True, max_pairs=1e6
        )
    return linker


def link(job: PeerJob) -> None:
    """Prepare, train and predict, each timed; write the scored pairs."""
    with job.sides() as con:
        with job.timed("train"):
            linker = train(con, job.variant)
        with job.timed("predict"):
            pairs = linker.inference.predict(threshold_match_probability=0.01)
        job.write(
            con,
            "select unique_id_l as person_ref, unique_id_r as citizen_id, match_probability as p "
            f"from {pairs.physical_name}",
        )


if __name__ == "__main__":
    link(peer_job(__doc__, tuple(VARIANTS)))
