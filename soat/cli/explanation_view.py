"""One person's explanation on the terminal."""

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from soat.cli.terminal import harmless
from soat.engine.explain.case import VerdictRow
from soat.engine.explain.sentences import Explanation
from soat.model.closed_lists import Verdict

_COLOURS = {
    Verdict.VERIFIED.value: "bold green",
    Verdict.MISMATCH.value: "bold yellow",
    Verdict.UNIDENTIFIED.value: "bold red",
    Verdict.EXEMPT.value: "bold cyan",
}


def print_explanation(verdict: VerdictRow, explanation: Explanation) -> None:
    """Print the verdict, then each section of sentences."""
    console = Console(highlight=False)
    console.print(Text(harmless(verdict.person_ref), style="dim"), soft_wrap=True)
    colour = _COLOURS.get(verdict.verdict, "bold")
    console.print(Text(explanation.verdict, style=colour), soft_wrap=not console.is_terminal)
    for section in explanation.sections:
        console.print()
        console.print(Text(section.title, style="bold"))
        for sentence in section.sentences:
            _print_indented(console, sentence)


def _print_indented(console: Console, said: str) -> None:
    sentence = harmless(said)
    if console.is_terminal:
        console.print(Padding(Text(sentence), (0, 0, 0, 2)))
    else:
        console.print(Text(f"  {sentence}"), soft_wrap=True)
