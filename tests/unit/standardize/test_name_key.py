"""The SQL of `name_key` against an oracle in plain Python, and the laws that it must keep."""

import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from soat.engine.standardize.letters import LOWER_LETTERS, MARKED_LETTERS, TONE_MARKS
from tests.spec.standardize.standardized import people
from tests.unit.standardize.name_oracle import oracle_key

ONSETS = ["", *"b c ch d đ g gi h k kh l m n ng ngh nh ph qu r s t th tr v x".split()]
RIMES = """
    a ai am an ang anh ao at au ay ăm ăn âm ân ât âu ây e en eo ê ên êt êu i in inh it iu ia iêm iên
    iêt o oc oi on ong ô ôc ôi ôn ông ơ ơi ơn u un ung uôn ư ưng ưu ươi ương oa oai oan oang oe uân
    uê uy uyên uyêt uynh y yên
""".split()


@st.composite
def syllables(draw: st.DrawFn) -> str:
    """A syllable with at most one tone, on any of its vowels."""
    onset, rime = draw(st.sampled_from(ONSETS)), draw(st.sampled_from(RIMES))
    tone = draw(st.sampled_from(["", *TONE_MARKS]))
    vowels = [i for i, letter in enumerate(rime) if letter in "aăâeêioôơuưy"]
    place = draw(st.sampled_from(vowels)) + 1
    return unicodedata.normalize("NFC", onset + rime[:place] + tone + rime[place:])


NAMES = st.lists(syllables(), min_size=1, max_size=8).map(" ".join)
ODD_NAMES = st.text(st.sampled_from(LOWER_LETTERS + "  -'.,()0123"), min_size=1, max_size=30)
TABLES = st.lists(NAMES | ODD_NAMES, min_size=1, max_size=60)
FEW = settings(max_examples=6)


def keys(names: list[str]) -> list[object]:
    return [row["name_key"] for row in people({"full_name": name} for name in names)]


@FEW
@given(TABLES)
def test_the_key_is_the_oracles(names: list[str]) -> None:
    assert keys(names) == [oracle_key(name) for name in names]


@FEW
@given(st.lists(NAMES, min_size=1, max_size=30))
def test_case_spaces_and_unicode_form_do_not_matter(names: list[str]) -> None:
    styled = [
        unicodedata.normalize("NFD", f"  {name.upper()} ".replace(" ", "\u00a0 ")) for name in names
    ]
    titled = [name.title().replace(" ", " \u200b") for name in names]
    assert keys(names) == keys(styled) == keys(titled)


@FEW
@given(st.lists(syllables(), min_size=1, max_size=30))
def test_the_place_of_the_tone_does_not_matter(written: list[str]) -> None:
    assert keys(written) == keys([with_tone_last(syllable) for syllable in written])


@FEW
@given(st.lists(NAMES, min_size=1, max_size=30))
def test_a_lost_mark_matters(names: list[str]) -> None:
    bare = [without_marks(name) for name in names]
    differ = [one != other for one, other in zip(keys(names), keys(bare), strict=True)]
    assert differ == [name != other for name, other in zip(names, bare, strict=True)]


@FEW
@given(st.lists(NAMES, min_size=1, max_size=30))
def test_folding_twice_is_folding_once(names: list[str]) -> None:
    once = people({"full_name": name} for name in names)
    again = people({"full_name": row["name_ascii"]} for row in once)
    assert [row["name_ascii"] for row in again] == [row["name_ascii"] for row in once]


def with_tone_last(syllable: str) -> str:
    """The tone mark moved to the last vowel of all."""
    apart = unicodedata.normalize("NFD", syllable)
    tone = "".join(c for c in apart if c in TONE_MARKS)
    letters = unicodedata.normalize("NFC", "".join(c for c in apart if c not in TONE_MARKS))
    last = max(i for i, letter in enumerate(letters) if letter in "aăâeêioôơuưy") + 1
    return unicodedata.normalize("NFC", letters[:last] + tone + letters[last:])


def without_marks(name: str) -> str:
    apart = unicodedata.normalize("NFD", name.replace("đ", "d"))
    return "".join(c for c in apart if not unicodedata.combining(c))


def test_every_marked_letter_has_a_key_of_its_own() -> None:
    """i and y apart: they are one letter where the syllable begins with them."""
    letters = [letter for letter in MARKED_LETTERS if letter not in "ỳýỷỹỵ"]
    written = keys([f"t{letter}" for letter in letters])
    assert len(set(written)) == len(letters) == 62
    assert keys([f"T{letter.upper()}" for letter in letters]) == written
