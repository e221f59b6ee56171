"""The page docs/reference/commands.md, read out of the command line itself."""

from collections.abc import Iterator
from enum import Enum
from typing import Any

import typer.main

from scripts.markdown import NOTE, markdown_table
from soat.cli.main import app

# Typer carries its own copy of click and names no type for it to import: hence Any.
Command = Any


def commands_page() -> str:
    """Every command with its arguments and options."""
    lines = ["# Commands", NOTE, "", "Every command answers `--help` as well."]
    for path, command in commands(("soat",), typer.main.get_command(app)):
        lines += _section(path, command)
    return "\n".join(lines) + "\n"


def commands(path: tuple[str, ...], command: Command) -> Iterator[tuple[tuple[str, ...], Command]]:
    """The commands below this one that do something, with the words that call them."""
    inner = getattr(command, "commands", None)
    if inner is None:
        yield path, command
        return
    for name, one in inner.items():
        yield from commands((*path, name), one)


def _section(path: tuple[str, ...], command: Command) -> list[str]:
    arguments = [one for one in command.params if one.param_type_name == "argument"]
    options = [one for one in command.params if one.param_type_name == "option"]
    needed = [_words(one) for one in (*arguments, *options) if one.required]
    called = " ".join([*path, *needed, "[options]" if options else ""]).rstrip()
    rows = [_row(one) for one in (*arguments, *options) if not getattr(one, "hidden", False)]
    table = ["", *markdown_table(("option", "meaning", "default"), rows)] if rows else []
    return ["", f"## `{' '.join(path)}`", "", "```", called, "```", "", command.help or "", *table]


def _words(one: Any) -> str:
    words = one.opts[:1] if one.param_type_name == "option" else []
    return " ".join([*words, *([one.metavar] if one.metavar else [])])


def _row(one: Any) -> tuple[str, str, str]:
    meaning = " ".join((one.help or "").split())
    values = one.type_descriptor.annotation
    if isinstance(values, type) and issubclass(values, Enum):
        meaning += ": " + ", ".join(f"`{value.value}`" for value in values)
    if one.envvar:
        meaning += f" (`{one.envvar}`)"
    return f"`{_words(one)}`", meaning, _default(one)


def _default(one: Any) -> str:
    if one.required:
        return "required"
    value = getattr(one.default, "value", one.default)
    return "" if value is None or callable(value) or value is False else f"`{value}`"
