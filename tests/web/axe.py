"""What axe finds wrong with a page for people who do not see, hear or point as others do."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

GRAVE = ("serious", "critical")


def violations(page: Page) -> list[str]:
    """Each grave violation with where it stands. The page's context must bypass its CSP: axe is
    put into it as a script."""
    found = Axe().run(page).response["violations"]
    return [
        f"{one['id']}: {one['help']} · {' '.join(map(str, node['target']))} · {node['html'][:120]}"
        for one in found
        if one["impact"] in GRAVE
        for node in one["nodes"]
    ]


def scrolls_sideways(page: Page) -> bool:
    """Whether the page is wider than the window: what is wide must scroll in a box of its own."""
    wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    return bool(page.evaluate(wide))
