"""How the forecasts turned out, in words."""

import pytest

from botoxlog.forecast.track_record import TrackRecord
from botoxlog.reports.track_record_text import track_record_text


@pytest.mark.parametrize(
    ("found", "text"),
    [
        (
            TrackRecord(8, 6.0, 6.44, 8, 12.4, 19.2),
            (
                "Of your 8 results that can be judged, 6 ended inside the window given on the day "
                "of the session; 6.4 were expected. The likely date missed by 12 days on average; "
                "90 days would have missed by 19."
            ),
        ),
        (
            TrackRecord(9, 6.58, 7.0, 6, 1.2, 0.9),
            (
                "Of your 9 results that can be judged, 6.6 ended inside the window given on the "
                "day of the session; 7.0 were expected. For the 6 with both ends known, the "
                "likely date missed by 1 day on average; 90 days would have missed by 1."
            ),
        ),
        (TrackRecord(9, None, None, 4, None, None), ""),
        (TrackRecord(0, None, None, 0, None, None), ""),
    ],
)
def test_it_says_how_many_were_inside_and_how_far_the_likely_date_was(
    found: TrackRecord, text: str
) -> None:
    """Counts with a tenth where a result counts in part, days as whole days, too few not at all."""
    assert track_record_text(found) == text
