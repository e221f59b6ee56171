"""GoldenMatch on a simulated country: as it configures itself, and as a user would.

`default` is its promise: no rules, no labels; the columns are given and it chooses. `tuned` names
what a user who knows the country would: number and former number exact; beside them a
Fellegi-Sunter key over name, birth date, sex, residence and number with its own scorers and levels,
term frequencies where names are common, and six blocking passes. Both link the likeliest register
person of each profile. Nothing is sent anywhere: its language-model scorer stays off.
"""

import goldenmatch as gm
import pyarrow as pa

from bench.peer_job import PeerJob, peer_job

VARIANTS = ("default", "tuned")
_COLUMNS = (
    "unique_id, name, surname, given, name_bag, dob, birth_year, sex, commune, district, number"
)
_PASSES = (
    ["number"],
    ["name_bag", "birth_year"],
    ["name_bag", "commune"],
    ["dob", "given"],
    ["dob", "commune"],
    ["given", "birth_year", "commune"],
)


def _fellegi_sunter() -> gm.MatchkeyConfig:
    field = gm.MatchkeyField
    return gm.MatchkeyConfig(
        name="person",
        type="probabilistic",
        fields=[
            field(
                field="name",
                scorer="jaro_winkler",
                levels=4,
                level_thresholds=[0.999, 0.95, 0.88],
                tf_adjustment=True,
            ),
            field(field="dob", scorer="levenshtein", levels=4, level_thresholds=[0.999, 0.9, 0.8]),
            field(field="sex", scorer="exact"),
            field(field="commune", scorer="exact", tf_adjustment=True),
            field(field="district", scorer="exact"),
            field(field="number", scorer="levenshtein", levels=3, level_thresholds=[0.999, 0.82]),
        ],
    )


def tuned_config() -> gm.GoldenMatchConfig:
    """Blocking and comparisons by hand, weights learned without labels."""
    passes = [gm.BlockingKeyConfig(fields=fields, additive=True) for fields in _PASSES]
    return gm.GoldenMatchConfig(
        matchkeys=[_fellegi_sunter()],
        blocking=gm.BlockingConfig(strategy="multi_pass", passes=passes),
    )


def link(job: PeerJob) -> None:
    """Match people to the register; a score counts as its probability."""
    with job.sides() as con:
        with job.timed("prepare"):
            people, register = (
                con.sql(f"select {_COLUMNS} from {side}").to_arrow_table()
                for side in ("people_side", "register_side")
            )
        with job.timed("predict"):
            config = tuned_config() if job.variant == "tuned" else None
            found = gm.match_df(
                people,
                register,
                config=config,
                confidence_required=False,
                exclude_columns=["unique_id"],
            )
        con.register("matched", matched_table(found))
        job.write(
            con,
            "select target_unique_id as person_ref, ref_unique_id as citizen_id, "
            "__match_score__ as p from matched",
        )


def matched_table(found: gm.MatchResult) -> pa.Table:
    """Its matches as they are, or a table without rows."""
    if found.matched is not None:
        return pa.table(found.matched)
    columns = ("target_unique_id", "ref_unique_id", "__match_score__")
    return pa.table({name: [] for name in columns})


if __name__ == "__main__":
    link(peer_job(__doc__, VARIANTS))
