"""Product texts: which vaccine of the schedule a typed text names.

"Comirnaty (Pfizer)", "AZD1222", "vero cell lô 202108" and "Hayat - Vax" each name one product.
A text that names none, or two different ones, names nobody's: the product is unknown.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence

from soat.model.schedule import Schedule
from soat.model.stages import LookupStep

_NO_LETTER = re.compile(r"[^a-z0-9]+")
_NOTE = re.compile(r"\b(?:lo|lot|so lo|mui|lieu|dose|batch)\b.*$")
"""A lot or a dose number typed behind the product."""
_NO_PRODUCT = frozenset(
    "khong khong ro chua ro none null na n a vac xin vaccine covid covid 19".split()
)
_SHORTEST_INSIDE = 4
_SHORTEST_MISTYPED = 6

Answer = tuple[str | None, str | None]


def products_step(name: str, schedule: Schedule, texts_sql: str) -> LookupStep:
    """The table `name`: each distinct text (column `value`) with its product and family.

    Without a schedule a product is its own text, folded.
    """
    return LookupStep(
        name=name,
        row_is="one distinct product text with the product and the family it names, or NULL",
        values_sql=texts_sql,
        answers=_reader(schedule),
        columns=(("product", "VARCHAR"), ("product_family", "VARCHAR")),
    )


def folded_words(text: str) -> str:
    """Lower case a-z and digits, every other run of signs one blank."""
    bare = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    unmarked = "".join(letter for letter in bare if not unicodedata.combining(letter))
    return _NO_LETTER.sub(" ", unmarked).strip()


def _reader(schedule: Schedule) -> Callable[[Sequence[str]], list[Answer]]:
    aliases, makers = _spellings(schedule)
    families = {product.code: product.family for product in schedule.products}

    def answers(texts: Sequence[str]) -> list[Answer]:
        if schedule.empty:
            return [_itself(text) for text in texts]
        codes = [_named(text, aliases, makers) for text in texts]
        return [(code, families[code] if code else None) for code in codes]

    return answers


def _itself(text: str) -> Answer:
    words = folded_words(text) or None
    return (None, None) if words in _NO_PRODUCT else (words, words)


def _spellings(schedule: Schedule) -> tuple[dict[str, str], dict[str, str]]:
    """Folded alias → code and folded maker → code; a product's code is an alias of it."""
    aliases = {
        folded_words(alias): product.code
        for product in schedule.products
        for alias in (product.code, *product.aliases)
    }
    makers = {
        folded_words(maker): product.code
        for product in schedule.products
        for maker in product.makers
    }
    return aliases, makers


def _named(text: str, aliases: dict[str, str], makers: dict[str, str]) -> str | None:
    """The one product that the text names, by the surest way that names any."""
    whole = folded_words(text)
    for words in (whole, _NOTE.sub("", whole).strip()):
        for spellings in (aliases, makers):
            for found in (_exact(words, spellings), _inside(words, spellings)):
                if found:
                    return found.pop() if len(found) == 1 else None
    mistyped = _one_letter_off(_squeezed(whole), aliases)
    return mistyped.pop() if len(mistyped) == 1 else None


def _exact(words: str, spellings: dict[str, str]) -> set[str]:
    compact = _squeezed(words)
    return {code for spelling, code in spellings.items() if _squeezed(spelling) == compact}


def _inside(words: str, spellings: dict[str, str]) -> set[str]:
    """Products of which a spelling stands in the text as whole words."""
    padded = f" {words} "
    return {
        code
        for spelling, code in spellings.items()
        if len(spelling) >= _SHORTEST_INSIDE and f" {spelling} " in padded
    }


def _one_letter_off(compact: str, spellings: dict[str, str]) -> set[str]:
    return {
        code
        for spelling, code in spellings.items()
        if len(_squeezed(spelling)) >= _SHORTEST_MISTYPED
        and _within_one_edit(compact, _squeezed(spelling))
    }


def _squeezed(words: str) -> str:
    return words.replace(" ", "")


def _within_one_edit(one: str, other: str) -> bool:
    """One letter put in, left out, replaced, or two neighbours exchanged."""
    if abs(len(one) - len(other)) > 1:
        return False
    start = _shared(zip(one, other, strict=False))
    end = _shared(zip(reversed(one[start:]), reversed(other[start:]), strict=False))
    left, right = one[start : len(one) - end], other[start : len(other) - end]
    return (len(left) <= 1 and len(right) <= 1) or (len(left) == 2 and left == right[::-1])


def _shared(pairs: Iterable[tuple[str, str]]) -> int:
    count = 0
    for one, other in pairs:
        if one != other:
            break
        count += 1
    return count
