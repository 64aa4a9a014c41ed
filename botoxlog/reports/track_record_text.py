"""The track record of the forecasts in words, the same wherever it was asked for."""

from botoxlog.core.text import plain_number, plural
from botoxlog.forecast.track_record import FIXED_DAYS, TrackRecord
from botoxlog.reports.sentences import capital


def track_record_text(found: TrackRecord) -> str:
    """Return what became of the windows and likely dates, "" where there are too few to tell."""
    numbers = found.inside, found.expected, found.missed, found.missed_fixed
    if None in numbers:
        return ""
    inside, expected, missed, missed_fixed = (number or 0.0 for number in numbers)
    which = "" if found.ends == found.results else f"for the {found.ends} with both ends known, "
    likely = capital(f"{which}the likely date missed by {plural(round(missed), 'day')} on average")
    return (
        f"Of your {found.results} results that can be judged, {plain_number(round(inside, 1))} "
        f"ended inside the window given on the day of the session; {expected:.1f} were expected. "
        f"{likely}; {FIXED_DAYS} days would have missed by {missed_fixed:.0f}."
    )
