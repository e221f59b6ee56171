"""recordlinkage on a simulated country, as its manual sets it up for files without labels.

Five blocking keys united; each candidate compared by number (exact, former, Levenshtein), name
(Jaro-Winkler, same syllables), birth date (exact, swapped, same year), sex, commune and district;
Fellegi-Sunter weights learned without labels (ECMClassifier), which needs yes-or-no comparisons.
"""

import pandas as pd
import recordlinkage as rl

from bench.peer_job import PeerJob, peer_job

VARIANTS = ("tuned",)
_BLOCKS = (
    ["number"],
    ["name_bag", "birth_year"],
    ["name_bag", "commune"],
    ["dob", "given"],
    ["dob", "commune"],
    ["given", "birth_year", "commune"],
)
_EXACT = ("name_bag", "surname", "given", "dob", "birth_year", "sex", "commune", "district")


def candidate_pairs(people: pd.DataFrame, register: pd.DataFrame) -> pd.MultiIndex:
    """Pairs that share one of the keys; a missing part of a key blocks nothing."""
    pairs = pd.MultiIndex.from_arrays([[], []])
    for block in _BLOCKS:
        index = rl.Index()
        index.block(block)
        sides = (people.dropna(subset=block), register.dropna(subset=block))
        found = index.index(*sides)
        pairs = found if pairs.empty else pairs.union(found)
    return pairs


def compared(pairs: pd.MultiIndex, people: pd.DataFrame, register: pd.DataFrame) -> pd.DataFrame:
    """One row: a pair with a yes or no for each comparison."""
    compare = rl.Compare(n_jobs=2)
    compare.exact("number", "number", label="number")
    compare.exact("number", "former", label="former")
    compare.string("number", "number", method="levenshtein", threshold=0.8, label="number_near")
    compare.string("name", "name", method="jarowinkler", threshold=0.95, label="name_near")
    compare.exact("dob", "dob_swapped", label="dob_swapped")
    for column in _EXACT:
        compare.exact(column, column, label=column)
    return compare.compute(pairs, people, register)


def link(job: PeerJob) -> None:
    """Block, compare, learn and score."""
    with job.sides() as con:
        with job.timed("prepare"):
            people = con.sql("from people_side").df().set_index("unique_id")
            register = con.sql("from register_side").df().set_index("unique_id")
        with job.timed("predict"):
            features = compared(candidate_pairs(people, register), people, register)
        with job.timed("train"):
            classifier = rl.ECMClassifier()
            classifier.fit(features)
        with job.timed("predict"):
            scored = classifier.prob(features).rename("p").reset_index()
            scored.columns = pd.Index(["person_ref", "citizen_id", "p"])
        con.register("scored", scored)
        job.write(con, "from scored where p >= 0.01")


if __name__ == "__main__":
    link(peer_job(__doc__, VARIANTS))
