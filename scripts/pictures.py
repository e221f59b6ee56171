"""The pictures of README.md, made from the demo's run: python -m scripts.pictures (make pictures).

A terminal picture is what the real command prints, colours and all, drawn as SVG without any font
of its own; the other is what `soat report --format svg` writes.
"""

import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

from rich.console import Console
from rich.text import Text

SOAT = Path(sys.executable).parent / "soat"
RUN = Path("demo") / "results"
PICTURES = Path(__file__).resolve().parent.parent / "docs" / "pictures"
_WIDTH = 100
# Down to who may correct it: what fits on a first screen.
_LINES = 34
_FRAME = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img">
<title>soat report</title>
<style>.{unique_id}-matrix{{font:{char_height}px monospace}}{styles}</style>
<defs><clipPath id="{unique_id}-clip-terminal"><rect width="{terminal_width}"
 height="{terminal_height}"/></clipPath>{lines}</defs>
<rect width="{width}" height="{height}" rx="8" fill="#10181f"/>
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}<g class="{unique_id}-matrix" xml:space="preserve">{matrix}</g></g>
</svg>
"""


def terminal_picture(*arguments: str | Path) -> str:
    """The first lines that `soat` prints with these arguments on a coloured terminal, as SVG."""
    words = ["soat", *(str(argument) for argument in arguments)]
    terminal = {"FORCE_COLOR": "1", "COLUMNS": str(_WIDTH), "TERM": "xterm-256color"}
    printed = subprocess.run(
        [SOAT, *words[1:]], check=True, capture_output=True, text=True, env=os.environ | terminal
    ).stdout
    console = Console(record=True, width=_WIDTH, file=StringIO(), force_terminal=True)
    console.print(Text(f"$ {' '.join(words)}\n", style="bold cyan"))
    for line in printed.splitlines()[:_LINES]:
        console.print(Text.from_ansi(line))
    return console.export_svg(title="", code_format=_FRAME, unique_id="soat")


def main() -> None:
    """Write both pictures."""
    PICTURES.mkdir(exist_ok=True)
    shown = terminal_picture("report", RUN, "--lang", "en")
    (PICTURES / "report.svg").write_text(shown, encoding="utf-8")
    by_place = ("report", RUN, "--format", "svg", "--lang", "en", "--out")
    subprocess.run([SOAT, *by_place, PICTURES / "provinces.svg"], check=True)


if __name__ == "__main__":
    main()
