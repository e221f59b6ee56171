"""Candidates: which register people are worth comparing with a profile."""

from soat.engine.resolve.keys import (
    ALSO,
    NEAR_KEYS,
    NUMBER_PARTS,
    PLACELESS_KEYS,
    Key,
    agreeing,
    far_keys_of,
)
from soat.model.profile import Profile
from soat.model.stages import SqlStep

# A name this rare in the register is a key by itself.
_RARE_NAME = 12

# The number alone shows the person when the other fields support it so well that nobody else
# could fit better; then no candidates are sought. A typed name with marks that differ, or a date
# in common with another given name, is what a twin's number looks like: those are sought.
_SUPPORTED = """
    n.same_name AND r.birth_year IS NOT NULL AND (
        (p.birth_year IS NULL AND p.guardian_ascii IS NULL)
        OR (p.birth_year = r.birth_year)::INT + (coalesce(p.birth_month = r.birth_month, true))::INT
            + (coalesce(p.birth_day = r.birth_day, true))::INT >= 2
        OR (p.birth_year = r.birth_year AND p.birth_month = r.birth_day
            AND p.birth_day = r.birth_month))
    OR n.same_birth_date AND coalesce(n.same_sex, true)
        AND p.name_ascii = r.name_ascii AND NOT p.name_has_marks"""


def supported_step() -> SqlStep:
    """Profiles whose number is right beyond doubt although some other field differs."""
    return SqlStep(
        name="supported_pairs",
        row_is="an unsettled profile and the one register person that its number shows for sure",
        sql=f"""SELECT n.person_ref, min(n.register_row) AS register_row
            FROM number_pairs n JOIN unsettled_people p ON n.person_ref = p.person_ref
            JOIN register_comparable r ON n.register_row = r.register_row
            WHERE {_SUPPORTED} GROUP BY n.person_ref HAVING count(*) = 1""",
    )


def far_steps(profile: Profile) -> tuple[SqlStep, ...]:
    """Pairs for which the whole register has to be looked through: one step a key, and
    `far_pairs`. Profiles that name no commune themselves may live anywhere."""
    steps = [_key_step(name, key) for name, key in far_keys_of(profile).items()]
    if profile.number_scheme != "none":
        steps += [_number_step(*part) for part in NUMBER_PARTS]
        steps += [_MENDED_NUMBER, _RARE_NAMES, _placeless_step(), _AT_HOME, _UNDATED]
        steps += [_GUARDIAN_NAMES, _KNOWN_PAIRS]
        near = [_key_step(name, key, "displaced_people") for name, key in NEAR_KEYS.items()]
        return (*steps, _DISPLACED, *near, _union_step("far_pairs", [*steps, *near]))
    return (*steps, _union_step("far_pairs", steps))


def near_steps(profile: Profile) -> tuple[SqlStep, ...]:
    """Pairs of people of one province: one step a key, and with the far ones `candidate_pairs`."""
    if profile.number_scheme == "none":
        return (_union_step("candidate_pairs", [_FAR]),)
    steps = [_key_step(name, key, "placed_people") for name, key in NEAR_KEYS.items()]
    return (_PLACED, *steps, _union_step("candidate_pairs", [*steps, _FAR]))


_FAR = SqlStep("far_pairs", "a pair found by a key that people anywhere may share", "")

_DISPLACED = SqlStep(
    name="displaced_people",
    row_is="a sought profile that names no commune itself; its household's may stand in",
    sql="""FROM sought_people SEMI JOIN (
            SELECT person_ref FROM unsettled_people WHERE residence_code IS NULL) u
        ON u.person_ref = sought_people.person_ref""",
)

_PLACED = SqlStep(
    name="placed_people",
    row_is="a sought profile that names its commune",
    sql="""FROM sought_people ANTI JOIN (
            SELECT person_ref FROM unsettled_people WHERE residence_code IS NULL) u
        ON u.person_ref = sought_people.person_ref""",
)


def _union_step(name: str, steps: list[SqlStep]) -> SqlStep:
    union = "\nUNION\n".join(f"SELECT person_ref, register_row FROM {step.name}" for step in steps)
    return SqlStep(name, "a profile and a register person worth comparing, once each", union)


def declared_pairs_sql(profile: Profile, people: str, register: str) -> str:
    """Pairs of these two tables that agree on every part of one of the profile's own keys."""
    return "\nUNION\n".join(
        f"""SELECT p.person_ref, r.register_row FROM {people} p
            JOIN {register} r ON {agreeing(key)}"""
        for key in far_keys_of(profile).values()
    )


def _key_step(name: str, key: Key, sought: str = "sought_people") -> SqlStep:
    prefix = "displaced" if sought == "displaced_people" else "pairs"
    return SqlStep(
        name=f"{prefix}_{name}",
        row_is=f"a sought profile and a register person with the same key {name}",
        sql=f"""SELECT p.person_ref, r.register_row
            FROM {sought} p JOIN register_comparable r ON {agreeing(key)}
            WHERE {ALSO.get(name, "true")}""",
    )


def _number_step(name: str, key: Key, also: str) -> SqlStep:
    same = " AND ".join(
        f"{part.format('p.number_digits')} = {part.format('r.citizen_id')}" for part in key
    )
    return SqlStep(
        name=f"pairs_{name}",
        row_is="a sought profile and a register person who share this part of the number",
        sql=f"""SELECT p.person_ref, r.register_row
            FROM sought_people p JOIN register_comparable r ON {same} {also}
            WHERE length(p.number_digits) BETWEEN 11 AND 13""",
    )


_MENDED_NUMBER = SqlStep(
    name="pairs_mended_number",
    row_is="a sought profile and a register person whose number is its mended or misplaced one",
    sql="""SELECT p.person_ref, r.register_row FROM sought_people p
            JOIN register_comparable r ON p.number_mended = r.citizen_id
        UNION ALL
        SELECT p.person_ref, r.register_row FROM sought_people p
            JOIN register_comparable r ON p.number_mended = r.former_id
        UNION ALL
        SELECT p.person_ref, r.register_row FROM sought_people p
            JOIN register_comparable r ON p.number_elsewhere = r.citizen_id""",
)

_RARE_NAMES = SqlStep(
    name="pairs_rare_name",
    row_is="a sought profile and a register person of the same name, where few bear it",
    sql=f"""SELECT p.person_ref, r.register_row FROM sought_people p
        JOIN register_comparable r ON p.name_ascii = r.name_ascii
        WHERE r.name_count <= {_RARE_NAME}""",
)

_PLACELESS_YEAR = """SELECT p.person_ref, r.register_row
    FROM sought_people p JOIN register_comparable r
        ON p.name_bag = r.name_bag AND p.birth_year = r.birth_year
    WHERE p.residence_code IS NULL
        AND (p.birth_precision <> 'day' OR (p.birth_day = 1 AND p.birth_month = 1))"""


def _placeless_step() -> SqlStep:
    by_key = [
        f"""SELECT p.person_ref, r.register_row
            FROM sought_people p JOIN register_comparable r ON {agreeing(key)}
            WHERE p.residence_code IS NULL"""
        for key in PLACELESS_KEYS.values()
    ]
    return SqlStep(
        name="pairs_placeless",
        row_is="a sought profile without a place, and a register person with a like name and date",
        sql="\nUNION ALL\n".join([_PLACELESS_YEAR, *by_key]),
    )


_HOME_KEYS = (
    "p.name_bag = r.name_bag",
    "p.given = r.given AND p.birth_year = r.birth_year",
    "p.birth_date = r.birth_date",
)
_AT_HOME = SqlStep(
    name="pairs_at_home",
    row_is="a sought profile and a like register person in its household's commune",
    sql="\nUNION ALL\n".join(
        f"""SELECT p.person_ref, r.register_row FROM sought_people p
            JOIN (SELECT person_ref, unnest(home_codes) AS home_code FROM homes) h
                ON p.person_ref = h.person_ref AND p.residence_code <> h.home_code
            JOIN register_comparable r ON r.residence_code = h.home_code AND {key}"""
        for key in _HOME_KEYS
    ),
)

_UNDATED = SqlStep(
    name="pairs_undated",
    row_is="a sought profile without a birth date and a register person of its name and district",
    sql="""SELECT p.person_ref, r.register_row FROM sought_people p
        JOIN register_comparable r ON p.name_bag = r.name_bag AND p.district_code = r.district_code
        WHERE p.birth_year IS NULL""",
)

_GUARDIAN_NAMES = SqlStep(
    name="pairs_guardian_name",
    row_is="a sought profile and a register person named in the guardian's column, same birth year",
    sql="""SELECT p.person_ref, r.register_row FROM sought_people p
        JOIN register_comparable r ON p.guardian_ascii = r.name_ascii
            AND p.birth_year = r.birth_year
        WHERE p.province_code = r.province_code OR p.birth_date = r.birth_date""",
)

_KNOWN_PAIRS = SqlStep(
    name="pairs_known",
    row_is="a sought profile and a register person its number points at",
    sql="""SELECT n.person_ref, n.register_row FROM number_pairs n
        SEMI JOIN sought_people p ON n.person_ref = p.person_ref""",
)
