"""Which written syllables are Vietnamese.

A syllable is an onset and a rime. `STRICT` holds every well-formed pair, `LOOSE` those and the
ones in which marks were left out. Both are written in the base form of `letters.base_of`:
no tone, and y written i where that is style. They answer "could this be Vietnamese?", never "is
this a name?": they gate the mending of damaged text.
"""

import re
import unicodedata
from functools import lru_cache
from itertools import product

from soat.engine.standardize.letters import (
    ACUTE,
    DOT,
    SHAPED,
    SHAPED_PLAIN,
    ascii_of,
    base_of,
    tones_of,
)

_ONSETS = ("", *"b c ch d đ g gh gi h k kh l m n ng ngh nh p ph r s t th tr v x".split())

_RIMES = tuple(
    """
    a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
    e ec em en eng eo ep et ê êch êm ên ênh êp êt êu
    i ich im in inh ip it iu ia iêc iêm iên iêng iêp iêt iêu
    o oc oi om on ong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
    u uc ui um un ung up ut ua uôc uôi uôm uôn uông uôt
    ư ưc ưi ưm ưn ưng ưt ưu ưa ươc ươi ươm ươn ương ươp ươt ươu
    oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oe oem oen oeo oet
    uân uâng uât uây uê uêch uên uênh uêt uơ uy uya uych uynh uyên uyêt uyt uyp uyu uyn
    """.split()
)
_RIMES_AFTER_QU = tuple(
    """
    a ac ach ai am an ang anh ao at au ay ăc ăm ăn ăng ăp ăt âc ân âng ât ây âu
    e en eo et ê êch ên ênh êt i ich in inh it iu iên iêt ơ ơi ơn ôc ôi
    """.split()
)
_STOPS = ("c", "ch", "p", "t")
_PLAIN = dict(zip(SHAPED, SHAPED_PLAIN, strict=True))


def _marks_left_out(part: str) -> set[str]:
    """Every way of writing the part with some of its shape marks missing."""
    choices = [(letter, _PLAIN[letter]) if letter in _PLAIN else (letter,) for letter in part]
    return {"".join(letters) for letters in product(*choices)}


def _loosened(parts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(set().union(*map(_marks_left_out, parts))))


def _joined(rimes: tuple[str, ...], rimes_after_qu: tuple[str, ...]) -> frozenset[str]:
    plain = {onset + rime for onset in _ONSETS for rime in rimes}
    return frozenset(plain | {"qu" + rime for rime in rimes_after_qu})


_LOOSE_RIMES = ("oong", "ooc", *_loosened(_RIMES))
"""Names such as Thoong are real, but "Coong" may be Công left in Telex: not strict."""
_LOOSE_RIMES_AFTER_QU = _loosened(_RIMES_AFTER_QU)

STRICT = _joined(_RIMES, _RIMES_AFTER_QU)
LOOSE = _joined(_LOOSE_RIMES, _LOOSE_RIMES_AFTER_QU)


def _any_of(parts: tuple[str, ...]) -> str:
    return "|".join(part for part in parts if part)


_LOOSE_SYLLABLE = (
    f"((?:{_any_of(_ONSETS)})?(?:{_any_of(_LOOSE_RIMES)})|qu(?:{_any_of(_LOOSE_RIMES_AFTER_QU)}))"
)
LOOSE_NAME_PATTERN = f"{_LOOSE_SYLLABLE}(?: {_LOOSE_SYLLABLE})*"
"""The same set as LOOSE, for a whole name in base form, as a regular expression."""

_LATE_TONE = re.compile("[aăâeêiơư][àáảãạìíỉĩịòóỏõọùúủũụỳýỷỹỵ]$|[oôu][ìíỉĩịòóỏõọùúủũụ]$|ưà$|iạ$")

_SURNAMES = frozenset(
    """
    nguien nguyen tran le pham hoang huynh vo vu phan truong bui dang do ngo ho duong dinh doan lam
    mai trinh dao cao luu ha luong thai chau ta phung to thach quach tong tang dam kieu nghiem lai
    trieu kim quan lieu vuong ton ninh la khuong giang la tieu an mac bach chu diep au khuc
    duon uong ung phi vi li ly luc lo long dong dau danh son cu cung trang hua kha lu ma moc nong
    hua be luan ca dien hua mong quang vang sung giang thao ly sinh tan ngu hong bien banh
    hang xa lau cam bo vuu
    """.split()
)


@lru_cache(maxsize=65536)
def is_strict(syllable: str) -> bool:
    """Well formed with all its marks: at most one tone, and a stop takes only sắc or nặng."""
    tones = tones_of(syllable)
    base = base_of(syllable)
    if len(tones) > 1 or base not in STRICT:
        return False
    return not base.endswith(_STOPS) or tones in (ACUTE, DOT)


def is_well_placed(syllable: str) -> bool:
    """Strict, and the tone stands where machines put it: not on the last of two open vowels.

    Both schools agree on that except for oa, oe and uy (hoà, hòa).
    """
    return is_strict(syllable) and not _LATE_TONE.search(unicodedata.normalize("NFC", syllable))


def is_loose(syllable: str) -> bool:
    """Could be Vietnamese once missing marks are put back."""
    return base_of(syllable) in LOOSE


def is_surname(syllable: str) -> bool:
    """One of the usual Vietnamese surnames, marks aside."""
    return ascii_of(syllable) in _SURNAMES
