"""The person's mistakes, said in both languages. Our own bugs stay ordinary exceptions."""

from enum import IntEnum

from soat.model.messages import Message


class ExitCode(IntEnum):
    """What the `soat` command tells the shell (the contract's list)."""

    DONE = 0
    OUR_FAULT = 1
    WRONG_USAGE = 2
    INPUT_UNUSABLE = 3
    LIMIT_PASSED = 4


class SoatError(Exception):
    """A mistake that a person can mend: what happened, where, and what to do.

    Never put a personal value into any of the three: they reach logs and screens.
    """

    exit_code = ExitCode.OUR_FAULT

    def __init__(self, what: Message, where: str, remedy: Message) -> None:
        super().__init__(f"{what.en} ({where}) {remedy.en}")
        self.what, self.where, self.remedy = what, where, remedy


class WrongUsage(SoatError):
    """The command was given something that it cannot mean."""

    exit_code = ExitCode.WRONG_USAGE


class InputUnusable(SoatError):
    """A file cannot be used at all; nothing was written."""

    exit_code = ExitCode.INPUT_UNUSABLE


class LimitPassed(SoatError):
    """A declared limit was passed, such as too many rejected rows; nothing was written."""

    exit_code = ExitCode.LIMIT_PASSED


class MachineTrouble(SoatError):
    """The machine, not the data, stopped us: disk full, too little memory. Nothing was written."""
