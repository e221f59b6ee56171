"""Letters that differ are marked; capitals and ways of storing a letter are no difference."""

from unicodedata import normalize

import pytest

from soat.web.letters import marked

pytestmark = pytest.mark.any_database


def shown(value: str, other: str) -> str:
    """The value with what is marked in brackets."""
    return "".join(f"[{one.text}]" if one.differs else one.text for one in marked(value, other))


@pytest.mark.parametrize(
    ("value", "other", "told"),
    [
        ("Lê Van Tuấn", "Lê Văn Tuấn", "Lê V[a]n Tuấn"),
        ("LÊ VAN TUẤN", "Lê Văn Tuấn", "LÊ V[A]N TUẤN"),
        ("Vũ Hoàng Long", "VŨ LONG", "Vũ[ Hoàng] Long"),
        ("01195149162", "001195149162", "01195149162"),
        ("001195149162", "01195149162", "[0]01195149162"),
        ("İa", "ia", "[İ]a"),
        ("01-01-1993", "05/10/1993", "[01]-[01]-1993"),
        ("1/2/1971", "01/02/1972", "1/2/[1971]"),
        ("19/10/1981", "1981", "[19/10/]1981"),
        ("Hoa", "", "Hoa"),
        ("", "Hoa", ""),
    ],
)
def test_what_differs_is_marked(value: str, other: str, told: str) -> None:
    assert shown(value, other) == told


def test_two_forms_of_one_letter_are_one() -> None:
    assert shown(normalize("NFD", "Lê Văn"), "Lê Văn") == "Lê Văn"
