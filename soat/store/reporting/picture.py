"""The verdicts of every place as one picture: stacked bars in plain SVG, readable by itself."""

from collections.abc import Iterable, Mapping
from html import escape

from soat.engine.measure.headline import BY_VERDICT, HeadlineRow
from soat.model.closed_lists import Verdict
from soat.model.messages import Message
from soat.store.reporting.numerals import count_text, share_text
from soat.store.reporting.place_names import place_name
from soat.store.reporting.read_report import RunReport
from soat.store.reporting.report_json import Place, headlines

# Told apart in print and by colour-blind readers too: dark to light, in the order of the legend.
_COLOURS = {
    Verdict.VERIFIED: "#1b7837",
    Verdict.MISMATCH: "#e6a117",
    Verdict.UNIDENTIFIED: "#b2182b",
    Verdict.EXEMPT: "#9aa5b1",
}
_WIDTH, _NAME, _BAR, _LINE, _TOP = 860, 170, 560, 20, 74
_TITLE = Message("Kết quả đối chiếu theo nơi thường trú", "Verdicts by place of residence")
_NATION = Message("Cả nước", "Whole country")
_UNKNOWN = Message("Không rõ nơi ở", "Residence unknown")
_AS_OF = Message(
    "tính đến ngày {as_of}; số hồ sơ người, mỗi thanh là 100 %",
    "as of {as_of}; person profiles, each bar is 100 %",
)
_STYLE = (
    "text{font:13px sans-serif;fill:#1f2933}.t{font-size:17px;font-weight:bold}.d{fill:#52606d}"
)


def svg_picture(nation: RunReport, places: RunReport, language: str) -> str:
    """One bar for the nation and one for each place, the least verified first."""
    bars = [*headlines(nation.figures).items()]
    below = [one for one in headlines(places.figures).items() if one[0][0] == places.level]
    bars += sorted(below, key=lambda one: (_verified(one[1]), one[0]))
    height = _TOP + _LINE * len(bars) + 14
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" '
        f'width="{_WIDTH}" height="{height}" role="img">',
        f"<title>{escape(_TITLE.said_in(language))}</title><style>{_STYLE}</style>",
        f'<rect width="{_WIDTH}" height="{height}" fill="#ffffff"/>',
        _text(12, 24, _TITLE.said_in(language), "t"),
        _text(12, 43, _AS_OF.said_in(language).format(as_of=nation.as_of.isoformat()), "d"),
        *_legend(language),
    ]
    for index, (place, rows) in enumerate(bars):
        lines += _bar(_TOP + _LINE * index, _place_text(place, language), rows, language)
    return "\n".join([*lines, "</svg>", ""])


def _legend(language: str) -> Iterable[str]:
    x = _NAME
    for verdict, colour in _COLOURS.items():
        label = BY_VERDICT[verdict].said_in(language)
        yield f'<rect x="{x}" y="52" width="12" height="12" fill="{colour}"/>'
        yield _text(x + 17, 63, label)
        x += 40 + 8 * len(label)


def _bar(y: int, name: str, rows: tuple[HeadlineRow, ...], language: str) -> Iterable[str]:
    shares = _shares(rows)
    yield _text(12, y + 14, name)
    x = float(_NAME)
    for verdict, colour in _COLOURS.items():
        width = shares[verdict] * _BAR
        if width > 0:
            label = (
                f"{BY_VERDICT[verdict].said_in(language)}: {share_text(shares[verdict], language)}"
            )
            yield (
                f'<rect x="{x:.1f}" y="{y + 2}" width="{width:.1f}" height="{_LINE - 5}" '
                f'fill="{colour}"><title>{escape(label)}</title></rect>'
            )
        x += width
    counted = count_text(rows[0].people.numerator, language)
    verified = share_text(shares[Verdict.VERIFIED], language)
    yield _text(_NAME + _BAR + 8, y + 14, f"{verified} ({counted})", "d")


def _shares(rows: tuple[HeadlineRow, ...]) -> Mapping[Verdict, float]:
    by_id = {row.id: row.people.fraction or 0.0 for row in rows}
    return {verdict: by_id[f"verdict_{verdict.value}"] for verdict in _COLOURS}


def _verified(rows: tuple[HeadlineRow, ...]) -> float:
    return _shares(rows)[Verdict.VERIFIED]


def _place_text(place: Place, language: str) -> str:
    level, epoch, code = place
    if level == "nation":
        return _NATION.said_in(language)
    return (place_name(level, epoch, code) or code) if epoch else _UNKNOWN.said_in(language)


def _text(x: int, y: int, text: str, style: str = "") -> str:
    kind = f' class="{style}"' if style else ""
    return f'<text x="{x}" y="{y}"{kind}>{escape(text)}</text>'
