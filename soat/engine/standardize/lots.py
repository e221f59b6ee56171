"""Lot numbers: capital letters, digits and dashes, without the words that clerks put before them.

Letters that look like digits are left alone: nothing says which of the two a maker printed.
"""

from soat.model.stages import SqlStep

_PREFIX = "^(SO *LO|LO *SO|LO *SX|LOT *NO|LOT|LO|BATCH|S/L|SL)[.:# ]+"
_GLUED_PREFIX = "^(SOLO|LOT|LO)([0-9].*)$"
_NO_LOT = "0+|KHONG.*|KO|K|X+|-+|N/?A|NA|NULL|NONE|CHUARO|CHUACO|KHONGRO|KRO"


def lots_step(name: str, texts_sql: str) -> SqlStep:
    """The step `name`: each distinct lot text with the lot it says; NULL for a placeholder."""
    return SqlStep(
        name,
        "one distinct lot text with the lot it says, or NULL when it says none",
        f"""
        with upper_case as (
            select text, trim(replace(strip_accents(upper(text)), 'Đ', 'D')) as said
            from ({texts_sql})),
        bare as (
            select text,
                   regexp_replace(
                       regexp_replace(regexp_replace(said, '{_PREFIX}', ''),
                           '[^A-Z0-9/-]', '', 'g'),
                       '{_GLUED_PREFIX}', '\\2') as said
            from upper_case)
        select text,
               case when regexp_full_match(said, '{_NO_LOT}') then null
                    else nullif(trim(said, '-/'), '') end as lot
        from bare""",
    )
