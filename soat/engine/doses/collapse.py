"""Rows that are one dose beyond doubt.

By itself the machine collapses only rows of one human being, one day and one known product family,
between which nothing speaks against it: no other site, lot, kind or number. Everything else is a
pair for a person to judge.
"""

from soat.model.stages import SqlStep

_CROWDED = SqlStep(
    name="crowded_days",
    row_is="a human being, day and product family with more than one dose row",
    sql="""SELECT history_row, given_on, product_family FROM watched_doses
        WHERE product_family IS NOT NULL
        GROUP BY history_row, given_on, product_family HAVING count(*) > 1""",
)


# Rows held apart take no part: they stand alone, and pairs with others are asked about anew.
_CROWDED_ROWS = SqlStep(
    name="crowded_rows",
    row_is="a dose row that shares human being, day and family with another, none held apart",
    sql="""SELECT d.dose_row, d.dose_ref, d.history_row, d.given_on, d.product_family, d.person_ref,
            d.site_code, d.lot, d.dose_kind, d.dose_number
        FROM watched_doses d JOIN crowded_days c ON c.history_row = d.history_row
            AND c.given_on = d.given_on AND c.product_family = d.product_family
        ANTI JOIN set_aside_rows s ON s.dose_row = d.dose_row
        ANTI JOIN held_apart_rows k ON k.dose_row = d.dose_row""",
)

_CELL = "history_row, given_on, product_family, person_ref"
_CONFLICTS = """count(DISTINCT dose_kind) <= 1 AND count(DISTINCT dose_number) <= 1"""

# Missing sites and lots agree with anything, but only where all of a profile's rows of that day
# agree: else a row without a site would tie two sites together.
_AGREEING_CELLS = SqlStep(
    name="agreeing_cells",
    row_is="a profile, day and family whose rows do not contradict each other in anything",
    sql=f"""SELECT {_CELL}, min(dose_ref) AS group_ref FROM crowded_rows GROUP BY {_CELL}
        HAVING count(*) > 1 AND count(DISTINCT site_code) <= 1 AND count(DISTINCT lot) <= 1
            AND {_CONFLICTS}""",
)

_EQUAL_CELLS = SqlStep(
    name="equal_cells",
    row_is="rows of a profile, day and family that say the same site and lot, kinds not at odds",
    sql=f"""SELECT {_CELL}, site_code, lot, min(dose_ref) AS group_ref
        FROM crowded_rows WHERE site_code IS NOT NULL AND lot IS NOT NULL
        GROUP BY {_CELL}, site_code, lot HAVING count(*) > 1 AND {_CONFLICTS}""",
)

_PROFILE_GROUPS = SqlStep(
    name="profile_groups",
    row_is="a crowded row with the group that it forms within its own profile",
    sql="""SELECT d.*, coalesce(a.group_ref, e.group_ref, d.dose_ref) AS profile_group
        FROM crowded_rows d
        LEFT JOIN agreeing_cells a ON a.history_row = d.history_row AND a.given_on = d.given_on
            AND a.product_family = d.product_family AND a.person_ref = d.person_ref
        LEFT JOIN equal_cells e ON e.history_row = d.history_row AND e.given_on = d.given_on
            AND e.product_family = d.product_family AND e.person_ref = d.person_ref
            AND e.site_code = d.site_code AND e.lot = d.lot""",
)

# Two profiles of one human being may still be twins whom somebody mixed up: their rows are one
# dose by themselves only when site and lot are both said and the same.
_ACROSS = SqlStep(
    name="groups_across_profiles",
    row_is="a profile's group with what its rows say together",
    sql="""SELECT profile_group, any_value(history_row) AS history_row,
            any_value(given_on) AS given_on, any_value(product_family) AS product_family,
            max(site_code) AS site_code, max(lot) AS lot, max(dose_kind) AS dose_kind,
            max(dose_number) AS dose_number
        FROM profile_groups GROUP BY profile_group""",
)

_MERGED = SqlStep(
    name="merged_cells",
    row_is="groups of several profiles that say the same site and lot, kinds not at odds",
    sql=f"""SELECT history_row, given_on, product_family, site_code, lot,
            min(profile_group) AS group_ref
        FROM groups_across_profiles WHERE site_code IS NOT NULL AND lot IS NOT NULL
        GROUP BY history_row, given_on, product_family, site_code, lot
        HAVING count(*) > 1 AND {_CONFLICTS}""",
)

_AUTOMATIC = SqlStep(
    name="automatic_groups",
    row_is="a crowded row with the group of rows that are one dose beyond doubt",
    sql="""SELECT d.dose_row, d.dose_ref, coalesce(m.group_ref, d.profile_group) AS group_ref
        FROM profile_groups d
        JOIN groups_across_profiles g ON g.profile_group = d.profile_group
        LEFT JOIN merged_cells m ON m.history_row = g.history_row AND m.given_on = g.given_on
            AND m.product_family = g.product_family AND m.site_code = g.site_code
            AND m.lot = g.lot""",
)


def collapse_steps() -> tuple[SqlStep, ...]:
    """From placed doses and the rows set aside or held apart to `automatic_groups`."""
    return (
        _CROWDED,
        _CROWDED_ROWS,
        _AGREEING_CELLS,
        _EQUAL_CELLS,
        _PROFILE_GROUPS,
        _ACROSS,
        _MERGED,
        _AUTOMATIC,
    )
