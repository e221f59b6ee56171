"""From doses in order to the places that their pattern gives them."""

from soat.engine.doses.patterns import KIND_LETTERS, PLACE_LETTERS, Alphabet, answers_for
from soat.model.stages import LookupStep, SqlStep, Step

_CODES = ("code_1", "code_2")

_PATTERNS = SqlStep(
    name="patterns",
    row_is="a pattern with its number within the cut",
    sql="""SELECT code_1, code_2, more,
            row_number() OVER (ORDER BY code_1, code_2, more) AS pattern_no
        FROM (SELECT DISTINCT code_1, code_2, more FROM history_patterns)""",
)

_KINDS = "CASE substr(told, 1, 1) {} END".format(
    " ".join(f"WHEN '{letter}' THEN '{kind}'" for letter, kind in KIND_LETTERS.items())
)

_SLOTS = SqlStep(
    name="pattern_slots",
    row_is="a place of a pattern with the kind and number of the dose that stands there",
    sql=f"""WITH positions AS (SELECT DISTINCT position FROM ordered_doses),
        told AS (
            SELECT t.pattern_no, n.position, substr(a.places,
                CAST({PLACE_LETTERS} * (n.position - 1) + 1 AS INTEGER), {PLACE_LETTERS}) AS told
            FROM pattern_texts t JOIN pattern_places a ON a.value = t.pattern
            JOIN positions n ON n.position * {PLACE_LETTERS} <= length(a.places))
        SELECT pattern_no, position, {_KINDS} AS dose_kind,
            CAST(substr(told, 2, 3) AS INTEGER) AS dose_number,
            CAST(substr(told, 5, 3) AS INTEGER) AS place,
            CAST(substr(told, 8, 2) AS INTEGER) AS gap_before
        FROM told""",
)


_TEXTS = SqlStep(
    name="pattern_texts",
    row_is="a pattern's number and the pattern as text",
    sql="SELECT pattern_no, concat(code_1, ' ', code_2, ' ', more) AS pattern FROM patterns",
)


def pattern_steps(alphabet: Alphabet) -> tuple[Step, ...]:
    """From `ordered_doses` to `history_patterns`, `patterns` and `pattern_slots`."""
    return (
        _long_step(alphabet),
        _history_step(alphabet),
        _PATTERNS,
        _TEXTS,
        LookupStep(
            name="pattern_places",
            row_is="a pattern with the places of its doses",
            values_sql="SELECT pattern FROM pattern_texts",
            answers=answers_for(alphabet),
            columns=(("places", "VARCHAR"),),
        ),
        _SLOTS,
    )


def _long_step(alphabet: Alphabet) -> SqlStep:
    """Hardly anybody has so many doses: only for them a text is put together."""
    held = len(_CODES) * alphabet.held
    return SqlStep(
        name="long_histories",
        row_is="a human being with more doses than the codes hold, and the rest of their pattern",
        sql=f"""SELECT history_row,
                string_agg(CAST({alphabet.token_sql()} AS VARCHAR), ' ' ORDER BY position)
                    AS more
            FROM ordered_doses WHERE position > {held} GROUP BY history_row""",
    )


def _history_step(alphabet: Alphabet) -> SqlStep:
    """A code is a number whose digits are doses: the sum needs no order, the text would."""
    held = alphabet.held
    codes = []
    for turn, code in enumerate(_CODES):
        digits = " ".join(
            f"WHEN {turn * held + place + 1} THEN token * {alphabet.tokens**place}"
            for place in range(held)
        )
        codes.append(f"CAST(sum(CASE position {digits} ELSE 0 END) AS BIGINT) AS {code}")
    return SqlStep(
        name="history_patterns",
        row_is="a human being with the pattern of their doses in order of time",
        sql=f"""WITH tokens AS (
                SELECT history_row, position, {alphabet.token_sql()} AS token FROM ordered_doses),
            codes AS (
                SELECT history_row, {", ".join(codes)} FROM tokens GROUP BY history_row)
            SELECT c.*, coalesce(l.more, '') AS more
            FROM codes c LEFT JOIN long_histories l ON l.history_row = c.history_row""",
    )
