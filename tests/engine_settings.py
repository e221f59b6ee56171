"""How Hypothesis runs tests that start the whole engine: few large examples, and no shrinking.

An example costs about a second, so shrinking one would take minutes; the failing profile is named
by the assertion itself.
"""

from hypothesis import HealthCheck, Phase, settings


def countries_tried(examples: int) -> settings:
    """Settings for so many generated countries."""
    return settings(
        max_examples=examples,
        phases=(Phase.explicit, Phase.generate),
        suppress_health_check=list(HealthCheck),
    )
