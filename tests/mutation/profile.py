"""How Hypothesis works for mutants: the same examples every time, few of them, nothing remembered, no shrinking."""

from hypothesis import HealthCheck, Phase, settings

EXAMPLES = 40


def register() -> None:
    """Make the profile known; HYPOTHESIS_PROFILE=mutation chooses it."""
    settings.register_profile(
        "mutation",
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
