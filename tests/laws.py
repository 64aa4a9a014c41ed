"""How many examples a law is tried on: few, the same each time, or many new ones in a long run."""

from hypothesis import HealthCheck, settings
from hypothesis.database import DirectoryBasedExampleDatabase, ReadOnlyDatabase

_FAILING = DirectoryBasedExampleDatabase("tests/failing")
"""Examples that a long run found; every run tries them again until the mistake is mended."""

settings.register_profile(
    "usual", deadline=None, database=ReadOnlyDatabase(_FAILING), print_blob=True
)
settings.register_profile(
    "long", deadline=None, database=_FAILING, print_blob=True, max_examples=2_000
)


def examples(usual: int, *, steps: int = 50, suppress: tuple[HealthCheck, ...] = ()) -> settings:
    """Return the settings of a law tried on `usual` examples, on twenty times as many if long.

    Args:
        usual: Examples in the usual run.
        steps: Steps at most of each example, where the law is a state machine.
        suppress: Health checks that the law fails for a good reason.
    """
    times = settings.default.max_examples // 100 if settings.default else 1
    return settings(
        max_examples=usual * times, stateful_step_count=steps, suppress_health_check=suppress
    )
