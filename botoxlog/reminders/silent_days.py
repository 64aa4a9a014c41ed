"""On which days nothing will be due, as long as the journal stays as it is."""

from collections.abc import Callable

from botoxlog.core.model import Journal, Record
from botoxlog.core.partial_dates import add_days
from botoxlog.forecast.snapshot import Snapshot, build_snapshot

DAYS_AHEAD = 6
"""How many days after a silent one are tried. Each takes 2 to 6 ms; more would make the first shell
after a change slow. Our choice."""


def silent_days(
    journal: Journal, snapshot: Snapshot, is_silent: Callable[[Snapshot], bool]
) -> list[str]:
    """Return the days, as 2026-11-23, from a silent one on up to the first that is not.

    Each is tried, because a forecast also depends on how long a result has not been seen to end.

    Args:
        journal: The journal as it was read on the day of the snapshot.
        snapshot: The journal on a day that is silent.
        is_silent: Whether there is nothing to say.
    """
    days = [snapshot.today.isoformat()]
    if not _reads_alike_later(journal, snapshot):
        return days
    for ahead in range(1, DAYS_AHEAD + 1):
        later = build_snapshot(journal, snapshot.catalog, add_days(snapshot.today, ahead))
        if not is_silent(later):
            break
        days.append(later.today.isoformat())
    return days


def _reads_alike_later(journal: Journal, snapshot: Snapshot) -> bool:
    """Whether the file would be read as the same journal on any later day.

    A record of a later day than this one is left out, or counts as of the day on which it is read.
    """
    dated: tuple[Record, ...] = (
        *journal.sessions,
        *journal.checkins,
        *journal.discussed,
        *journal.stopped,
    )
    return not journal.problems and all(one.date.first <= snapshot.today for one in dated)
