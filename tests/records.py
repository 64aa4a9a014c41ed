"""Records for the tests of reading and writing: the documented example, and any for Hypothesis."""

from datetime import date, time, timedelta

from hypothesis import strategies as st

from botoxlog.core.model import (
    Appointment,
    AreaState,
    CheckIn,
    Discussed,
    Dose,
    Outcome,
    Session,
    Site,
    State,
    Stopped,
)
from botoxlog.core.partial_dates import PartialDate

_TODAY = date(2026, 11, 23)

EXAMPLE = """\
format = 1

[person]                    # optional
birth_year = 1988
goals = "softer frown"

[[session]]
id = "k7q2m9xd"
date = 2026-08-01
product = "botox-cosmetic"
purpose = "lines"
lot = "C1234"
expiry = 2027-03-31
cost = 420.0
currency = "USD"
mood = "unknown keys are kept"
areas = ["forehead"]

[session.units]
glabella = 20
masseter-left = 25

[[checkin]]
id = "cccccccc"
date = 2026-11-02
effects = ["eyelid-ptosis"]

[checkin.state]
glabella = "fading"

[[discussed]]
id = "dddddddd"
date = 2026-11-10
topic = "weak-muscle"
outcome = "asked"
"""

# No surrogates: they are no text that a file can hold.
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip)
DATES = st.one_of(
    st.dates(date(1970, 1, 1), _TODAY).map(PartialDate.of_day),
    st.builds(PartialDate.of_month, st.integers(1970, 2025), st.integers(1, 12)),
    st.builds(PartialDate.of_year, st.integers(1970, 2025)),
    st.builds(
        lambda first, days: PartialDate(first, first + timedelta(days=days)),
        st.dates(date(1970, 1, 1), _TODAY),
        st.integers(1, 400),
    ),
)
AMOUNTS = st.integers(1, 10_000) | st.floats(0.01, 1e6)
UNITS = st.none() | AMOUNTS


def _dose(area: str, units: float | None) -> st.SearchStrategy[Dose]:
    """Return one area with any sites; if they have units, the area has some too."""
    names = st.lists(TEXTS, unique=True, max_size=2).map(lambda all_: tuple(map(Site, all_)))
    measured = st.dictionaries(TEXTS, AMOUNTS, max_size=2).map(
        lambda sites: tuple(Site(*item) for item in sites.items())
    )
    sites = names if units is None else names | measured
    return st.builds(Dose, st.just(area), st.just(units), sites)


SESSIONS = st.builds(
    Session,
    id=TEXTS,
    date=DATES,
    doses=st.dictionaries(TEXTS, UNITS, min_size=1, max_size=4).flatmap(
        lambda doses: st.tuples(*(_dose(area, units) for area, units in doses.items()))
    ),
    product=st.none() | TEXTS,
    purpose=st.none() | TEXTS,
    injector=st.none() | TEXTS,
    clinic=st.none() | TEXTS,
    lot=st.none() | TEXTS,
    expiry=st.none() | DATES,
    cost=st.none() | st.floats(0, 1e9),
    currency=st.none() | TEXTS,
    touch_up_of=st.none() | TEXTS,
    appointment=st.none() | TEXTS,
    note=st.none() | TEXTS,
)
CHECKINS = st.builds(
    CheckIn,
    id=TEXTS,
    date=DATES,
    states=st.dictionaries(TEXTS, st.sampled_from(State), max_size=3).map(
        lambda states: tuple(AreaState(area, state) for area, state in states.items())
    ),
    effects=st.lists(TEXTS, max_size=3).map(tuple),
    resolved=st.lists(TEXTS, max_size=3).map(tuple),
    note=st.none() | TEXTS,
)
DISCUSSED = st.builds(
    Discussed,
    id=TEXTS,
    date=DATES,
    topic=TEXTS,
    outcome=st.sampled_from(Outcome),
    note=st.none() | TEXTS,
)
AREAS = st.lists(TEXTS, max_size=3).map(tuple)
TIMES = st.builds(time, st.integers(0, 23), st.integers(0, 59))
APPOINTMENTS = st.builds(
    Appointment,
    id=TEXTS,
    date=st.dates(date(1970, 1, 1), date(2099, 12, 31)).map(PartialDate.of_day),
    time=st.none() | TIMES,
    areas=AREAS,
    injector=st.none() | TEXTS,
    clinic=st.none() | TEXTS,
    note=st.none() | TEXTS,
)
STOPPED = st.builds(Stopped, id=TEXTS, date=DATES, areas=AREAS, note=st.none() | TEXTS)
RECORDS = st.one_of(SESSIONS, CHECKINS, DISCUSSED, APPOINTMENTS, STOPPED)
