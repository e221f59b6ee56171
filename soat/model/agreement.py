"""When a record and the register agree: the contract's Meaning, as SQL over `p` and `r`.

`p` is a row of people_comparable, `r` of register_comparable. There are three answers: TRUE equal,
FALSE different, NULL not comparable because the register itself holds nothing. A value missing
from the *record* is a difference: it has to be filled in.
"""

SAME_NAME = """CASE WHEN r.name_key IS NULL THEN NULL
    ELSE coalesce(p.name_key = r.name_key, false) END"""

SAME_SEX = "CASE WHEN r.sex IS NULL THEN NULL ELSE coalesce(p.sex = r.sex, false) END"

SAME_BIRTH_DATE = """CASE WHEN r.birth_precision IS NULL THEN NULL ELSE
    coalesce(p.birth_precision = r.birth_precision AND p.birth_year = r.birth_year
        AND p.birth_month IS NOT DISTINCT FROM r.birth_month
        AND p.birth_day IS NOT DISTINCT FROM r.birth_day, false) END"""
