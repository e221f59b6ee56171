"""Names: from the text as typed to the forms in which names can be compared.

The work is done once per distinct text. A key has two parts, `base|tones`: the letters without
tones, and per syllable the tone's digit (`nguiên thị Hoà` → `nguiên thi hoa|4 5 1`). A syllable
has at most one tone, so the place of its mark cannot matter, and nothing else is lost.
"""

from soat.engine.standardize.letters import (
    ALL_LETTERS,
    INVISIBLE_SQL,
    LOOK_ALIKES,
    LOOKED_LIKE,
    LOWER_LETTERS,
    SHAPE_MARKS,
    SHAPED,
    SHAPED_PLAIN,
    STYLE_I,
    STYLE_Y,
    TONE_DIGITS,
    TONE_MARKS,
    TONED,
    TONED_BASES,
    TONED_DIGITS,
)
from soat.engine.standardize.mending import mended
from soat.engine.standardize.syllables import LOOSE_NAME_PATTERN
from soat.model.stages import LookupStep, SqlStep, Step

_WORDS = f"[{ALL_LETTERS}]+(?: [{ALL_LETTERS}]+)*"
_VISIBLE = f"regexp_replace(nfc_normalize(text), '{INVISIBLE_SQL}', '', 'g')"
_SPELLED = f"lower(translate({_VISIBLE}, '{LOOK_ALIKES}', '{LOOKED_LIKE}'))"
_PLAIN = f"""
    case when regexp_full_match(text, '{_WORDS}') then lower(text)
         else trim(regexp_replace({_SPELLED}, '[^\\p{{L}}\\p{{M}}\\p{{N}}]+', ' ', 'g')) end"""

_TONELESS = f"translate(syllable, '{TONED}{TONE_MARKS}', '{TONED_BASES}')"
# Marks in an unusual order (tone before shape) leave the shape uncomposed once the tone is out.
_BASE = f"""
    regexp_replace(case when regexp_matches(syllable, '[{SHAPE_MARKS}]')
                        then nfc_normalize({_TONELESS}) else {_TONELESS} end,
                   '{STYLE_Y}', '{STYLE_I}', 'g')"""
_TONES = f"""
    translate(syllable, '{TONED}{TONE_MARKS}{LOWER_LETTERS}{SHAPE_MARKS}0123456789',
              '{TONED_DIGITS}{TONE_DIGITS}')"""
_ASCII = f"""
    nullif(trim(regexp_replace(translate(strip_accents(base), '{SHAPED}', '{SHAPED_PLAIN}'),
                               '[^a-z]+', ' ', 'g')), '')"""

_PIECES = 6
"""A name is looked up in so many pieces: its syllables, the last piece holding all the rest."""


_TITLES = "(?:ong|ông|ba|bà|anh|chi|chị|chau|cháu|be|bé|con|em|cu|cụ|co|cô|chu|chú|bac|bác)"
_LETTERS_OF_NAMES = ALL_LETTERS + TONE_MARKS + SHAPE_MARKS
_MAY_BE_MORE_THAN_A_NAME = (
    f"^{_TITLES} [^ ]+ [^ ]| (?:đa|da|chưa|chua|hoan|không|khong) (?:tiêm|tiem)| sinh n[aă]m"
)


def _key_steps(prefix: str, texts_sql: str) -> tuple[SqlStep, ...]:
    """Steps giving `{prefix}_keys`: text, base, key, ascii, for texts in which a letter is left.

    Names share their syllables, so letters are taken apart once per distinct syllable.
    """
    return (
        SqlStep(
            f"{prefix}_pieces",
            "one distinct text, cut into syllables",
            f"""
            with plain as (select text, {_PLAIN} as plain from ({texts_sql})),
            cut as (select text, string_split(plain, ' ') as cut
                    from plain where regexp_matches(plain, '\\p{{L}}'))
            select text,
                   case when len(cut) <= {_PIECES} then cut
                        else list_append(cut[:{_PIECES - 1}],
                                         array_to_string(cut[{_PIECES}:], ' ')) end as pieces
            from cut""",
        ),
        SqlStep(
            f"{prefix}_syllables",
            "one distinct syllable, its letters and its tones apart",
            f"""
            with syllables as (select distinct unnest(pieces) as syllable from {prefix}_pieces),
            apart as (select syllable, {_BASE} as base, {_TONES} as tones from syllables)
            select syllable, base, tones, {_ASCII} as ascii from apart""",
        ),
        SqlStep(f"{prefix}_keys", "one distinct text with its key", _keys_sql(prefix)),
    )


def _keys_sql(prefix: str) -> str:
    numbers = range(1, _PIECES + 1)
    joins = "\n".join(
        f"left join {prefix}_syllables as s{n} on s{n}.syllable = pieces[{n}]" for n in numbers
    )

    def joined(column: str) -> str:
        return f"concat_ws(' ', {', '.join(f's{n}.{column}' for n in numbers)})"

    return f"""
        with joined as (
            select text, {joined("base")} as base, rtrim({joined("tones")}) as tones,
                   nullif({joined("ascii")}, '') as ascii
            from {prefix}_pieces
            {joins})
        select text, base, base || '|' || tones as key, ascii from joined"""


def vietnamese_name_steps(prefix: str, names_sql: str) -> tuple[Step, ...]:
    """Steps giving `{prefix}_names`: one distinct name in every comparable form.

    `names_sql` gives one column `text`, distinct and not NULL. Names in which no letter is left
    are absent from the result.
    """
    return (
        *_key_steps(prefix, names_sql),
        LookupStep(
            f"{prefix}_mended",
            "one distinct name that looked damaged; mended is NULL when it is left as it is",
            f"""
            select text from {prefix}_keys
            where not regexp_full_match(base, '{LOOSE_NAME_PATTERN}')
               or regexp_matches(base, '{_MAY_BE_MORE_THAN_A_NAME}')
               or regexp_matches(text, '[^{_LETTERS_OF_NAMES} ]|[a-z]Ã|[TtVv]h?ò( |$)')""",
            mended,
            (("mended", "VARCHAR"), ("damage", "VARCHAR")),
        ),
        *_key_steps(
            f"{prefix}_mended",
            f"select distinct mended as text from {prefix}_mended where mended is not null",
        ),
        SqlStep(
            f"{prefix}_spelled",
            "one distinct name with its key, and key and letters of its mended form",
            f"""
            select typed.text, typed.key as name_key,
                   coalesce(whole.key, typed.key) as name_mended_key,
                   lookup.damage as name_damage,
                   case when whole.text is null then typed.ascii else whole.ascii end
                       as name_ascii,
                   regexp_matches(coalesce(whole.key, typed.key),
                                  '[{SHAPED}]|\\|.*[{TONE_DIGITS}]') as name_has_marks
            from {prefix}_keys as typed
            left join {prefix}_mended as lookup on lookup.value = typed.text
            left join {prefix}_mended_keys as whole on whole.text = lookup.mended""",
        ),
        names_step(prefix),
    )


def names_step(prefix: str) -> SqlStep:
    """The step `{prefix}_names`: `{prefix}_spelled` with the syllables told apart."""
    return SqlStep(
        f"{prefix}_names",
        "one distinct name in every comparable form",
        f"""
        with split as (
            select *, string_split(name_ascii, ' ') as syllables from {prefix}_spelled)
        select text, name_key, name_mended_key, name_ascii,
               array_to_string(list_sort(syllables), ' ') as name_bag,
               syllables[1] as surname, syllables[-1] as given, name_damage, name_has_marks
        from split""",
    )


def plain_name_steps(prefix: str, names_sql: str) -> tuple[Step, ...]:
    """The same result for names of any other country: folded, never mended."""
    return (
        SqlStep(
            f"{prefix}_spelled",
            "one distinct name, folded",
            f"""
            with folded as (select text, {folded_sql("text")} as name_key from ({names_sql}))
            select text, name_key, name_key as name_mended_key, name_key as name_ascii,
                   cast(null as varchar) as name_damage,
                   lower(text) <> strip_accents(lower(text)) as name_has_marks
            from folded where name_key is not null""",
        ),
        names_step(prefix),
    )


def folded_sql(text: str) -> str:
    """Lower case, no accents, every run of punctuation one space; NULL when nothing is left."""
    bare = f"replace(strip_accents(lower(nfc_normalize({text}))), 'đ', 'd')"
    return f"nullif(trim(regexp_replace({bare}, '[^\\p{{L}}\\p{{N}}]+', ' ', 'g')), '')"
