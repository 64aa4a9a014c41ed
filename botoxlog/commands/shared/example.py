"""The example journal that ships with botoxlog; its dates move with today."""

import re
from datetime import date
from pathlib import Path

from botoxlog.core.model import Journal
from botoxlog.core.partial_dates import add_days
from botoxlog.journal import decoder

WRITTEN_ON = date(2026, 11, 23)
"""The day the example was written for. Its dates are moved by the days from this to today."""

_DAY = r"\b\d{4}-\d{2}-\d{2}\b"


def example_text(today: date) -> str:
    """Return the text of the example journal, with its dates moved to end around `today`."""
    text = Path(__file__).with_name("example.toml").read_text(encoding="utf-8")
    later = (today - WRITTEN_ON).days
    return re.sub(
        _DAY, lambda day: add_days(date.fromisoformat(day.group()), later).isoformat(), text
    )


def example_journal(today: date) -> Journal:
    """Return the example journal."""
    text = example_text(today)
    return decoder.decode(decoder.parse(text), text, today)
