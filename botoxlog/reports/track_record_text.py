"""The track record of the forecasts in words, the same wherever it was asked for."""

from botoxlog.core.text import plain_number, plural
from botoxlog.forecast.track_record import FIXED_DAYS, TrackRecord
from botoxlog.reports.sentences import capital


def track_record_text(found: TrackRecord) -> str:
    """Return what became of the windows and likely dates, "" where there are too few to tell."""
    return " ".join(part for part in (_windows(found), _likely_dates(found)) if part)


def _windows(found: TrackRecord) -> str:
    if found.inside is None or found.expected is None:
        return ""
    return (
        f"Of your {found.results} results that can be judged, "
        f"{plain_number(round(found.inside, 1))} ended inside the window given on the day of the "
        f"session; {found.expected:.1f} were expected."
    )


def _likely_dates(found: TrackRecord) -> str:
    if found.missed is None or found.missed_fixed is None:
        return ""
    which = "" if found.ends == found.results else f"for the {found.ends} with both ends known, "
    missed = plural(round(found.missed), "day")
    return capital(
        f"{which}the likely date missed by {missed} on average; "
        f"{FIXED_DAYS} days would have missed by {found.missed_fixed:.0f}."
    )
