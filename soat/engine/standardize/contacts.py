"""Sex, phones and nationality: small closed vocabularies, read from what people type."""

from soat.model.closed_lists import Sex
from soat.model.stages import SqlStep

_SEX_WORDS = {
    Sex.MALE: "male|m|nam|trai|ong|anh|nam gioi|be trai|con trai|boy|man|1|1.0",
    Sex.FEMALE: "female|f|nu|gai|ba|chi|nu gioi|be gai|con gai|girl|woman|0|0.0|2|2.0",
}

OLD_PHONE_PREFIXES = dict(
    zip(
        "0120 0121 0122 0126 0128 0123 0124 0125 0127 0129 "
        "0162 0163 0164 0165 0166 0167 0168 0169 0186 0188 0199".split(),
        "070 079 077 076 078 083 084 085 081 082 "
        "032 033 034 035 036 037 038 039 056 058 059".split(),
        strict=True,
    )
)
"""11-digit mobile prefixes and what they became in September 2018.

Source: the plan that the Ministry of Information and Communications published in May 2018.
"""

_COUNTRIES = {
    "US": "my|hoa ky|usa|us|american|america|united states",
    "GB": "anh|uk|british|united kingdom|england",
    "FR": "phap|france|french",
    "DE": "duc|germany|german",
    "CN": "trung quoc|china|chinese|tq",
    "TW": "dai loan|taiwan|taiwanese",
    "HK": "hong kong",
    "KR": "han quoc|korea|korean|south korea|republic of korea",
    "JP": "nhat ban|nhat|japan|japanese",
    "LA": "lao|laos|laotian",
    "KH": "campuchia|cam pu chia|cambodia|cambodian",
    "TH": "thai lan|thailand",
    "SG": "singapore",
    "MY": "malaysia|malaysian",
    "PH": "philippines|filipino|phi lip pin",
    "ID": "indonesia|indonesian",
    "IN": "an do|india|indian",
    "AU": "uc|australia|australian",
    "CA": "canada|canadian",
    "RU": "nga|russia|russian|lien bang nga",
    "UA": "ukraina|ukraine",
    "IT": "italia|italy|italian|y",
    "ES": "tay ban nha|spain",
    "NL": "ha lan|netherlands",
    "CU": "cuba",
    "NG": "nigeria",
    "BR": "brazil|brasil",
}
_NOT_SAID = "khong|khong ro|chua ro|none|null|na|n a|kinh|tay|thai|muong|khmer|hoa|nung|hmong|dao"
"""Ethnic groups are typed here too; they are no nationality."""


def _bare(text: str) -> str:
    lowered = f"strip_accents(lower(nfc_normalize({text})))"
    return f"trim(regexp_replace(replace({lowered}, 'đ', 'd'), '[^a-z0-9.]+', ' ', 'g'), ' .')"


def _quoted(words: list[str]) -> str:
    return ", ".join(f"'{word}'" for word in words)


def sex_step(prefix: str, texts_sql: str) -> SqlStep:
    """The step `{prefix}_sexes`: text, sex (NULL when unreadable)."""
    cases = " ".join(
        f"when bare in ({_quoted(words.split('|'))}) then '{sex}'"
        for sex, words in _SEX_WORDS.items()
    )
    return SqlStep(
        f"{prefix}_sexes",
        "one distinct way of writing a sex",
        f"""
        with folded as (select text, {_bare("text")} as bare from ({texts_sql}))
        select text, case {cases} end as sex from folded""",
    )


def nationality_step(prefix: str, texts_sql: str) -> SqlStep:
    """The step `{prefix}_nationalities`: text, nationality (ZZ: stated, but not understood)."""
    cases = " ".join(
        f"when bare in ({_quoted([code.lower(), *words.split('|')])}) then '{code}'"
        for code, words in _COUNTRIES.items()
    )
    return SqlStep(
        f"{prefix}_nationalities",
        "one distinct way of writing a nationality",
        f"""
        with folded as (select text, {_bare("text")} as bare from ({texts_sql}))
        select text,
               case when not regexp_matches(bare, '[a-z]') then null
                    when bare in ({_quoted(_NOT_SAID.split("|"))}) then null
                    when regexp_matches(bare, '^(?:vn|viet|v n$|cong hoa xa hoi)') then 'VN'
                    {cases}
                    when regexp_full_match(bare, '[a-z]{{2}}') then upper(bare)
                    else 'ZZ' end as nationality
        from folded""",
    )


def phone_step(prefix: str, texts_sql: str) -> SqlStep:
    """The step `{prefix}_phones`: text, phone; for texts not already ten digits from 0."""
    old = "|".join(prefix[1:] for prefix in OLD_PHONE_PREFIXES)
    converted = " ".join(
        f"when '{before}' then '{after}'" for before, after in OLD_PHONE_PREFIXES.items()
    )
    return SqlStep(
        f"{prefix}_phones",
        "one distinct odd way of writing a phone number",
        f"""
        with first as (
            select text, regexp_replace(
                regexp_replace(split_part(split_part(text, '/', 1), ';', 1), '[.,]0$', ''),
                '[^0-9]', '', 'g') as digits
            from ({texts_sql})),
        national as (
            select text,
                   regexp_replace(digits, '^(?:0*84|0*)([1-9][0-9]{{8}}|(?:{old})[0-9]{{7}})$',
                                  '0\\1') as digits
            from first)
        select text,
               case when regexp_full_match(digits, '0[1-9][0-9]{{8}}') then digits
                    when regexp_full_match(digits, '0(?:{old})[0-9]{{7}}')
                    then case left(digits, 4) {converted} end || substr(digits, 5) end as phone
        from national""",
    )
