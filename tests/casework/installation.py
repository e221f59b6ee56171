"""An application of its own beside that of the tests: its database stays, and it can be killed."""

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.command import SOAT, Outcome, environment, run_words

SCRIPT = """
import json, sys
from importlib import import_module
from soat.cli.application import application_room
application_room("judging")
room, act = sys.argv[1].rsplit(".", 1)
told = [json.loads(word) for word in sys.argv[2:]]
print(json.dumps(getattr(import_module(f"tests.casework.{room}"), act)(*told)))
"""


@dataclass(frozen=True)
class Installation:
    """Its home folder, in which its SQLite database lies, and further variables of its own."""

    home: Path
    settings: Mapping[str, str] = field(default_factory=dict)

    def soat(self, *words: object) -> str:
        """What the command says; it must end well."""
        done = run_words((*SOAT, *map(str, words)), self.home, self._variables())
        assert done.code == 0, done.err
        return done.out

    def call(self, act: str, *told: object) -> Any:
        """What a function of a file beside this one answers in a process of its own."""
        done = self.begin(act, *told)
        assert done.code == 0, done.err
        return json.loads(done.out.splitlines()[-1])

    def begin(self, act: str, *told: object) -> Outcome:
        """The same, however it ends."""
        words = (sys.executable, "-c", SCRIPT, act, *(json.dumps(one) for one in told))
        return run_words(words, self.home, self._variables())

    @contextmanager
    def served(self, port: int) -> Iterator[None]:
        """`soat serve` runs meanwhile."""
        server = subprocess.Popen(
            (*SOAT, "serve", "--port", str(port)),
            cwd=self.home,
            env=self._variables(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            yield
        finally:
            server.terminate()
            server.wait(60)

    def _variables(self) -> dict[str, str]:
        ours = {"SOAT_DEMO": "1", "SOAT_HOME": str(self.home), "DATABASE_URL": ""}
        variables = {**environment(), **ours, **self.settings}
        del variables["PYTHONWARNINGS"]
        return variables
