"""Users of the application at their work: who clicks what, and how long the answer took.

Each is a thread with a connection and a session of its own, signed in through the page as people
are. Between two clicks they look at what they got for about as long as a fast clerk does.
"""

import random
import re
import time
from dataclasses import dataclass, field
from http.client import HTTPConnection
from threading import Thread
from urllib.parse import urlencode

_THINKING_SECONDS = (0.5, 1.5)
_PATIENCE_SECONDS = 120
_LINK = re.compile(r'href="(/cases/[0-9a-f]{24}/[^"]*)"')
_FIELD = re.compile(r'name="([a-z_]+)" value="([^"]*)"')
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')

# What is clicked, and how often of a hundred times.
CLICKS = {
    "cases": 25,
    "case": 30,
    "search": 10,
    "home": 10,
    "figures": 10,
    "lists": 5,
    "save": 10,
}


@dataclass
class Clerk:
    """One user: the name to sign in with, and the milliseconds of every click by its kind."""

    port: int
    name: str
    password: str
    chance: random.Random
    surnames: tuple[str, ...]
    took: dict[str, list[float]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._line = HTTPConnection("127.0.0.1", self.port, timeout=_PATIENCE_SECONDS)
        self._cookies: dict[str, str] = {}
        self._cases: list[str] = []
        self._token = ""

    def sign_in(self) -> None:
        """As people do it; the password's check is slow on purpose and not measured."""
        self._asked("GET", "/sign-in/")
        status, _ = self._asked(
            "POST", "/sign-in/", {"login": self.name, "username": self.name, **self._secret()}
        )
        if status != 302:
            raise RuntimeError(f"{self.name} could not sign in: {status}")
        self._noted("cases", "/cases/")

    def _secret(self) -> dict[str, str]:
        return {"password": self.password}

    def work(self, until: float) -> None:
        """Click until the time is over."""
        while time.monotonic() < until:
            time.sleep(self.chance.uniform(*_THINKING_SECONDS))
            kind = self.chance.choices(list(CLICKS), list(CLICKS.values()))[0]
            self._click(kind)

    def _click(self, kind: str) -> None:
        if kind == "cases":
            page = self.chance.randint(1, 40)
            self._noted(kind, f"/cases/?state=open&page={page}")
        elif kind == "search":
            self._noted(kind, "/cases/", {"text": self.chance.choice(self.surnames)})
        elif kind == "case" and self._cases:
            self._noted(kind, self.chance.choice(self._cases))
        elif kind == "save" and self._cases:
            self._save(self.chance.choice(self._cases))
        elif kind in ("home", "figures", "lists"):
            self._noted(kind, {"home": "/", "figures": "/figures/", "lists": "/lists/"}[kind])

    def _save(self, address: str) -> None:
        """Another phone: the record is verified again before the page comes back."""
        _, text = self._noted("case", address)
        fields = dict(_FIELD.findall(text.partition('id="fields"')[2].partition("</form>")[0]))
        if "version" not in fields:
            return
        phone = f"09{self.chance.randrange(10**8):08d}"
        form = {"kind": "edit_fields", "version": fields["version"], "phone": phone}
        self._noted("save", address.partition("?")[0] + "judge/", form)

    def _noted(
        self, kind: str, address: str, form: dict[str, str] | None = None
    ) -> tuple[int, str]:
        began = time.perf_counter()
        status, text = self._asked("POST" if form else "GET", address, form)
        self.took.setdefault(kind, []).append((time.perf_counter() - began) * 1000)
        if status not in (200, 302):
            self.faults.append(f"{kind}: {status}")
        found = _LINK.findall(text)
        self._cases = list(dict.fromkeys(found)) or self._cases
        return status, text

    def _asked(
        self, method: str, address: str, form: dict[str, str] | None = None
    ) -> tuple[int, str]:
        cookies = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        headers = {"Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded"}
        body = urlencode({**form, "csrfmiddlewaretoken": self._token}) if form else None
        self._line.request(method, address, body, headers)
        answer = self._line.getresponse()
        text = answer.read().decode()
        for told in answer.headers.get_all("Set-Cookie", []):
            name, _, value = told.partition(";")[0].partition("=")
            self._cookies[name] = value
        token = _TOKEN.search(text)
        self._token = token.group(1) if token else self._token
        return answer.status, text


def all_at_work(clerks: list[Clerk], seconds: float) -> None:
    """Everybody signs in, then all work at once."""
    for clerk in clerks:
        clerk.sign_in()
    until = time.monotonic() + seconds
    threads = [Thread(target=clerk.work, args=(until,)) for clerk in clerks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def floor_milliseconds(port: int, times: int) -> list[float]:
    """The floor: a page that asks the database nothing, by one user alone."""
    line = HTTPConnection("127.0.0.1", port, timeout=_PATIENCE_SECONDS)
    took = []
    for _ in range(times):
        began = time.perf_counter()
        line.request("GET", "/sign-in/")
        line.getresponse().read()
        took.append((time.perf_counter() - began) * 1000)
    return took
