"""How good the forecast is, on simulated people whose truth is known.

    python bench/forecast.py [--people 1500] [--seed 1] [--only worlds]

Each world is one way in which people may be. Every simulated person keeps a diary as people do: a
check-in now and then, some missing, some results without any, some dates known to the month only,
and the next session whenever it suits, worn off or not. The program reads the whole diary through
the same `build_snapshot` that every command uses, just after the person's latest session. Its
forecast is compared with how long that result really lasts.

    fixed 90 days      the usual rule of thumb (180 for glands)
    own mean           the mean of the person's past results: the midpoint of the two check-ins
                       between which a result wore off, or the interval if treated again before
    botoxlog           the forecast
    true level         the person's true median for this session, which no diary shows
    world known        the same model, given this world's true spreads and drift: its best

First: the forecast for a new user against what people felt, as published, and how people then
differ. Last: how often a trend is called clear with one and without one, and what the window is
worth once results have fallen; what results in another area add; and the time it takes.

Printed: mean absolute error in days (MAE); its ratio to each alternative's; the share of results
inside the 50% and 80% windows; the mean width of the 80% window; and CRPS, a proper score in days
for the whole distribution (lower is better; for a single date it is the absolute error).
"""

import argparse
import math
import random
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import chain
from statistics import fmean, median
from unittest.mock import patch

from botoxlog.catalog import PublishedFigure, Role, load
from botoxlog.core.model import AreaState, CheckIn, Dose, Journal, Session, State
from botoxlog.core.partial_dates import PartialDate
from botoxlog.forecast import forecast as forecasting
from botoxlog.forecast import personal_model
from botoxlog.forecast.forecast import Conditions, Forecast, PastResult, forecast, personal_evidence
from botoxlog.forecast.personal_model import Regularity, Result, Shift, Variation, learn
from botoxlog.forecast.snapshot import build_snapshot
from botoxlog.forecast.survival import CheckinDates, DurationBounds, Survival
from botoxlog.forecast.trend import TrendKind, find_trend

FIRST_DAY = date(2016, 1, 4)
AREA, PRODUCT = "glabella", "botox-cosmetic"
FIXED_DAYS, FIXED_SWEAT_DAYS = 90, 180
USUAL_DAYS = 112
"""The median for which the pace of the diaries is set."""
CRPS_STEP = 12
CRPS_DAYS = 1200
MONTH_ONLY, NO_CHECKINS, MISSED_CHECKIN = 0.1, 0.05, 0.125
"""Shares of sessions dated to the month, of results without check-ins, of check-ins left out."""


@dataclass(frozen=True, slots=True)
class World:
    """How the people of one world are; everything in log-days.

    Attributes:
        between: How much people differ, as a sd.
        within: How much one person's results scatter, as a sd.
        drift: How far the level moves each session, on average over people.
        wander: How far it moves at random each session, as a sd.
        tails: Degrees of freedom of the scatter, a Student's t; None for a normal.
        drifts: How people's drifts differ, as a sd.
        steps: The chance of a step of the level at each session (see `STEP`).
        failed: The share of sessions that fail, and last `FAILED` of what they would.
        mistaken: The share of results called gone at `MISTAKEN` of how long they last.
        area: The area treated, all with `PRODUCT`.
    """

    between: float
    within: float
    drift: float = 0.0
    wander: float = 0.0
    tails: int | None = None
    drifts: float = 0.0
    steps: float = 0.0
    failed: float = 0.0
    mistaken: float = 0.0
    area: str = AREA


WORLDS = {
    "no trend": World(0.31, 0.31),
    "stable": World(0.38, 0.22),
    "noisy": World(0.22, 0.38),
    "lengthening 3 %": World(0.31, 0.28, drift=0.03),
    "shortening 3 %": World(0.31, 0.28, drift=-0.03),
    "shrinking 10 %": World(0.31, 0.28, drift=-0.10),
    "heavy tails": World(0.31, 0.22, tails=4),
}
"""As people are told to be: a total spread near 0.44, about half of it between and half within
people. The trends are those that people report; no source shows a fall of 10% a session."""

STEP = Shift(-0.7, 0.3)
"""5 months, then 2.5, then 1.5; 6 months, then 2."""

FAILED, MISTAKEN = 0.4, (0.5, 0.8)

MUSCLES = World(0.30, 0.31, drifts=0.015)
GLANDS = World(0.65, 0.35, drift=0.03, drifts=0.04, area="underarms")
PUBLISHED = {
    "muscles": MUSCLES,
    "muscles, 3 % steps": replace(MUSCLES, steps=0.03),
    "muscles, 10 % failed": replace(MUSCLES, failed=0.10),
    "muscles, 10 % called gone early": replace(MUSCLES, mistaken=0.10),
    "glands": GLANDS,
    "glands, 3 % steps": replace(GLANDS, steps=0.03),
    "glands, 10 % called gone early": replace(GLANDS, mistaken=0.10),
}
"""As published: how people differ and scatter, and how their results drift. Steps and failures are
as published but for their number: of steps it is six times what is published, so that there is
something to see."""

HARDER = {
    "very regular": World(0.40, 0.14),
    "very noisy": World(0.25, 0.45),
    "wandering 8 %": World(0.33, 0.22, wander=0.08),
    "shrinking 15 %": World(0.33, 0.20, drift=-0.15),
    "heavier tails": World(0.33, 0.20, tails=3),
}
"""Further from it, to see where the forecast fails; not part of the averages."""


@dataclass(frozen=True, slots=True)
class Life:
    """One simulated person.

    Attributes:
        journal: Their diary, up to the day of their latest session.
        lasts: How long that session's result will last, in days.
        level: Their true median for it, in days.
        past: The naive duration of each earlier session, in days.
    """

    journal: Journal
    lasts: float
    level: float
    past: list[float]


def lives(world: World, people: int, sessions: tuple[int, int], seed: str) -> Iterator[Life]:
    """Yield simulated people; `sessions` is the least and the most of their earlier sessions."""
    rng = random.Random(seed)
    prior = load().prior("onabotulinumtoxina", world.area, None)
    assert prior is not None
    for _ in range(people):
        yield _live(world, math.log(prior.median_days), rng.randint(*sessions), rng)


def _live(world: World, centre: float, earlier: int, rng: random.Random) -> Life:
    level = centre + rng.gauss(0, world.between)
    drift = world.drift + (rng.gauss(0, world.drifts) if world.drifts else 0.0)
    day = FIRST_DAY + timedelta(rng.randint(0, 365))
    pace = math.exp(centre) / USUAL_DAYS
    sessions: list[Session] = []
    checkins: list[CheckIn] = []
    past: list[float] = []
    for number in range(earlier):
        lasts = _lasts(world, level, rng)
        month_only = rng.random() < MONTH_ONLY
        sessions.append(_session(world.area, number, day, month_only=month_only))
        interval = round(rng.randint(84, 160) * pace)
        called = lasts
        if world.mistaken and rng.random() < world.mistaken:
            called *= rng.uniform(*MISTAKEN)
        seen = list(_checkins(called, interval, rng, pace))
        checkins += [_checkin(world.area, day + timedelta(after), state) for after, state in seen]
        if seen:
            past.append(_naive(seen, interval))
        day += timedelta(interval)
        level += drift + rng.gauss(0, world.wander)
        if world.steps and rng.random() < world.steps:
            level += rng.gauss(STEP.mean, STEP.sd)
    sessions.append(_session(world.area, earlier, day, month_only=False))
    journal = Journal(sessions=tuple(sessions), checkins=tuple(checkins))
    return Life(journal, _lasts(world, level, rng), math.exp(level), past)


def _lasts(world: World, level: float, rng: random.Random) -> float:
    scatter = rng.gauss(0, world.within)
    if world.tails:
        chi = sum(rng.gauss(0, 1) ** 2 for _ in range(world.tails)) / world.tails
        scatter /= math.sqrt(chi)
    if world.failed and rng.random() < world.failed:
        scatter += math.log(FAILED)
    return math.exp(level + scatter)


def _checkins(
    lasts: float, interval: int, rng: random.Random, pace: float = 1.0
) -> Iterator[tuple[int, State]]:
    """Yield check-ins as diaries have them: every 10 to 35 days, one in eight left out.

    Where results last longer they come `pace` times as far apart.
    """
    if rng.random() < NO_CHECKINS:
        return
    fades_from = rng.uniform(0.65, 0.9) * lasts
    after = 0
    while after < interval:
        after = min(after + round(rng.randint(10, 35) * pace), interval)
        if rng.random() < MISSED_CHECKIN and after < interval:
            continue
        gone = after >= lasts
        yield after, State.GONE if gone else State.FADING if after >= fades_from else State.FULL
        if gone:
            return


def _naive(seen: Sequence[tuple[int, State]], interval: int) -> float:
    last, state = seen[-1]
    if state is not State.GONE:
        return interval
    return (last + (seen[-2][0] if len(seen) > 1 else 0)) / 2


def _session(area: str, number: int, day: date, *, month_only: bool) -> Session:
    when = PartialDate.of_month(day.year, day.month) if month_only else PartialDate.of_day(day)
    return Session(f"s{number}", when, (Dose(area, 20),), PRODUCT)


def _checkin(area: str, day: date, state: State) -> CheckIn:
    return CheckIn(None, PartialDate.of_day(day), (AreaState(area, state),))


# --- one person measured ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Measured:
    """The scores of one person's forecast; errors, widths and CRPS in days."""

    fixed: float
    own: float
    ours: float
    true: float
    world: float
    in_half: bool
    in_most: bool
    width: float
    crps: float
    world_in_most: bool


def measured(life: Life, world: World) -> Measured:
    """Score the forecasts of one person's current result."""
    start = life.journal.sessions[-1].date.first
    ours = _forecast(life)
    with _knowing(world):
        best = _forecast(life)
    q25, q75 = ours.survival.quantiles((0.25, 0.75))
    early, likely, late = ((day - start).days for day in (ours.early, ours.likely, ours.late))
    fixed = FIXED_DAYS if world.area == AREA else FIXED_SWEAT_DAYS
    own = fmean(life.past) if life.past else fixed
    return Measured(
        fixed=abs(life.lasts - fixed),
        own=abs(life.lasts - own),
        ours=abs(life.lasts - likely),
        true=abs(life.lasts - life.level),
        world=abs(life.lasts - (best.likely - start).days),
        in_half=(q25 - start).days <= life.lasts <= (q75 - start).days,
        in_most=early <= life.lasts <= late,
        width=late - early,
        crps=_crps(ours.survival, start, life.lasts),
        world_in_most=(best.early - start).days <= life.lasts <= (best.late - start).days,
    )


def _forecast(life: Life) -> Forecast:
    today = life.journal.sessions[-1].date.first
    (area,) = build_snapshot(life.journal, load(), today).areas
    assert area.forecast is not None
    return area.forecast


@contextmanager
def _knowing(world: World) -> Iterator[None]:
    """Tell the model how the people of this world are, instead of what it assumes."""
    tails = world.tails
    within = world.within * (math.sqrt(tails / (tails - 2)) if tails else 1.0)
    told = Variation(within, world.between, world.drift)
    steps = world.steps or 1e-12
    failed = max(world.failed, world.mistaken, 0.001)
    with (
        patch.object(forecasting, "variation", lambda _: told),
        patch.object(personal_model, "REGULARITIES", (Regularity(1.0, 1.0),)),
        patch.object(personal_model, "DRIFT", world.drifts / within),
        patch.object(personal_model, "WANDER", world.wander / within),
        patch.object(
            personal_model,
            "_LOG_CHANCES",
            ((personal_model.NO_JUMP, math.log1p(-steps)), (STEP, math.log(steps))),
        ),
        patch.object(personal_model, "FAILURE_RATE", failed),
    ):
        yield


def _crps(survival: Survival, start: date, lasts: float) -> float:
    total = 0.0
    for day in range(CRPS_STEP // 2, CRPS_DAYS, CRPS_STEP):
        chance = survival.chance_by(start + timedelta(day))
        total += CRPS_STEP * (chance - (day >= lasts)) ** 2
    return total


# --- tables ----------------------------------------------------------------------------------


def _row(name: str, found: Sequence[Measured]) -> list[float]:
    def mean(field: str) -> float:
        return fmean(float(getattr(one, field)) for one in found)

    ours = mean("ours")
    cells = [
        ours,
        ours / mean("fixed"),
        ours / mean("own"),
        ours / mean("true"),
        ours / mean("world"),
        100 * mean("in_half"),
        100 * mean("in_most"),
        100 * mean("world_in_most"),
        mean("width"),
        mean("crps"),
    ]
    print(f"| {name} | " + " | ".join(_number(cell) for cell in cells) + " |", flush=True)
    return cells


def _number(cell: float) -> str:
    return f"{cell:.3g}"


COLUMNS = (
    "world", "MAE", "of fixed 90", "of own mean", "of true level", "of world known",
    "% in 50", "% in 80", "world known: % in 80", "width of 80", "CRPS",
)  # fmt: skip


def _table(worlds: dict[str, World], sessions: tuple[int, int], people: int, seed: int) -> None:
    print("\n| " + " | ".join(COLUMNS) + " |\n|" + "---|" * len(COLUMNS))
    with ProcessPoolExecutor() as pool:
        jobs = [(world, name, sessions, people, seed) for name, world in worlds.items()]
        results = list(pool.map(_world, jobs))
    rows = [_row(name, found) for name, found in zip(worlds, results, strict=True)]
    cells = [fmean(column) for column in zip(*rows, strict=True)]
    print("| **mean of the worlds** | " + " | ".join(_number(cell) for cell in cells) + " |")


def _world(job: tuple[World, str, tuple[int, int], int, int]) -> list[Measured]:
    world, name, sessions, people, seed = job
    return [measured(life, world) for life in lives(world, people, sessions, f"{seed} {name}")]


# --- against what is published ----------------------------------------------------------------

LAST_DAY = 3000
"""No simulated or published result lasts longer."""


def _published(people: int, seed: int) -> None:
    """Print what the forecast of a new user comes to, and how their people differ, as published."""
    catalog = load()
    print(
        "\nA new user, against what people felt\n\n| row | area, product | published | botoxlog |"
    )
    print("|---|---|---|---|")
    for row in catalog.published.values():
        if row.role is not Role.REPRODUCE:
            continue
        for area in row.areas:
            survival = _first(row.families[0], area, row.cause)
            label = f"{catalog.area_label(area)}, {_brand(row)}"
            print(f"| {row.id} | {label} | {_measured(row)} | {_measure(row, survival)} |")
    print("\nHow people differ, and the results of one\n\n| row | what | published | botoxlog |")
    print("|---|---|---|---|")
    for name, what, published, ours in _shares(20 * people, random.Random(seed)):
        print(f"| {name} | {what} | {published}% | {100 * ours:.1f}% |")


TREATMENTS = [1] * 105 + [2] * 118 + [3] * 117 + [4] * 83 + [5] * 46 + [6] * 33
"""How many people had so many treatments of the bladder, as published (row `oab_counts`)."""

SAME_DAYS = 24
"""Results in underarms that differ by less are called the same: people round to months."""

HALF_YEAR, YEAR, TWENTY_WEEKS = 183, 365, 140

ARM_LEAST = 84
"""No interval in the arm was shorter, by protocol."""


def _shares(people: int, rng: random.Random) -> Iterator[tuple[str, str, float, float]]:
    """Yield a published row, what it says in words, its percentage and the model's share."""
    lives = _lifetimes("bladder", "overactive bladder", TREATMENTS, people, rng)
    medians = [median(lasts) for lasts in lives]
    own = "of people have a median of their own of"
    half = fmean(one <= HALF_YEAR for one in medians)
    year = fmean(one > YEAR for one in medians)
    yield "oab_pp", f"{own} at most {HALF_YEAR} days", 34.2, half
    yield "oab_pp", f"{own} more than {YEAR} days", 28.5, year
    lives = _lifetimes("underarms", None, range(3, 9), people, rng)
    gains = [lasts[-1] - lasts[0] for lasts in lives]
    longer = fmean(gain >= SAME_DAYS for gain in gains)
    shorter = fmean(gain <= -SAME_DAYS for gain in gains)
    yield "ua_within (a check)", "have a last result longer than the first", 62, longer
    yield "ua_within (a check)", "have a shorter one", 20, shorter
    lives = _lifetimes("arm", None, range(1, 6), people, rng)
    waits = [[max(ARM_LEAST, days) for days in lasts] for lasts in lives]
    every = fmean(days >= TWENTY_WEEKS for days in chain.from_iterable(waits))
    once = fmean(any(days >= TWENTY_WEEKS for days in lasts) for lasts in waits)
    yield "arm_kan_140 (a check)", "of intervals are 20 weeks or longer", 11.6, every
    yield "arm_kan_140 (a check)", "of people have one such interval", 29.4, once


def _lifetimes(
    area: str, purpose: str | None, sessions: Sequence[int], people: int, rng: random.Random
) -> list[list[float]]:
    """Return how long the results of each of these people last, in days, as the model has it."""
    prior = load().prior("onabotulinumtoxina", area, purpose)
    assert prior is not None
    within, between, gain = forecasting.variation(prior)
    lives = []
    for _ in range(people):
        level = math.log(prior.median_days) + rng.gauss(0, between)
        lives.append(
            [
                math.exp(level + number * gain + rng.gauss(0, within))
                for number in range(rng.choice(sessions))
            ]
        )
    return lives


def _brand(row: PublishedFigure) -> str:
    families = load().durations.families
    return "any" if len(row.families) > 1 else families[row.families[0]].name


def _measured(row: PublishedFigure) -> str:
    if row.quantity == "share_still_working":
        return f"{row.value}% on day {row.day}"
    return f"{row.quantity.removesuffix('_days')} {row.value} days"


def _measure(row: PublishedFigure, survival: Survival) -> str:
    if row.quantity == "share_still_working" and row.day:
        return f"{1 - survival.chance_by(FIRST_DAY + timedelta(row.day)):.1%}"
    if row.quantity == "median_days":
        return f"{(survival.quantile(0.5) - FIRST_DAY).days}"
    days = range(LAST_DAY)
    return f"{sum(1 - survival.chance_by(FIRST_DAY + timedelta(day)) for day in days):.1f}"


def _first(family: str, area: str, purpose: str | None) -> Survival:
    prior = load().prior(family, area, purpose)
    found = forecast(
        personal_evidence(Conditions(family, None, prior), ()),
        PartialDate.of_day(FIRST_DAY),
        CheckinDates(),
    )
    assert isinstance(found, Forecast)
    return found.survival


# --- trends -----------------------------------------------------------------------------------

TRENDS = {
    "no trend": WORLDS["no trend"],
    "stable": WORLDS["stable"],
    "noisy": WORLDS["noisy"],
    "very regular": HARDER["very regular"],
    "muscles": MUSCLES,
    "lengthening 6 %": World(0.31, 0.20, drift=0.06),
    "shrinking 10 %": WORLDS["shrinking 10 %"],
    "shrinking 15 %": HARDER["shrinking 15 %"],
}
FALLS = {
    "150, then 75 and 45": ([150], [75, 45]),
    "150 twice, then 75 and 45": ([150] * 2, [75, 45]),
    "150 four times, then 75 and 45": ([150] * 4, [75, 45]),
    "150 four times, then 75": ([150] * 4, [75, 75]),
    "215 five times, then 75": ([215] * 5, [75, 75]),
}
"""Published losses of effect: what results lasted before, and the two after."""


def _trends(people: int, seed: int) -> None:
    print("\nTrends called clear, once or more over ten sessions\n\n| world | longer | shorter |")
    print("|---|---|---|")
    for name, world in TRENDS.items():
        rng = random.Random(f"{seed} drift {name}")
        called = [_called(_careers(world, 10, rng), rng) for _ in range(people)]
        shares = [fmean(kind in kinds for kinds in called) for kind in TrendKind]
        print(f"| {name} | {shares[0]:.1%} | {shares[1]:.1%} |", flush=True)
    print("\nA loss of effect, as published, when its second short result has worn off\n")
    print(
        "| days that results lasted | scatter | called clear | that result was inside 80 % |\n"
        "|---|---|---|---|"
    )
    for name, (before, after) in FALLS.items():
        for within in (0.15, 0.30):
            rng = random.Random(f"{seed} fall {name} {within}")
            clear: list[bool] = []
            inside: list[bool] = []
            for _ in range(people):
                lasts = [days * math.exp(rng.gauss(0, within)) for days in [*before, *after]]
                results = [Result(_diary(one, rng), USUAL_DAYS) for one in lasts]
                clear.append(TrendKind.SHORTER in _trend_kinds(results, len(lasts)))
                early, late = _window(results[:-1])
                inside.append(early <= lasts[-1] <= late)
            print(f"| {name} | {within} | {fmean(clear):.0%} | {fmean(inside):.0%} |", flush=True)


def _careers(world: World, sessions: int, rng: random.Random) -> list[float]:
    level = math.log(USUAL_DAYS) + rng.gauss(0, world.between)
    drift = world.drift + rng.gauss(0, world.drifts)
    return [_lasts(world, level + drift * place, rng) for place in range(sessions)]


def _called(lasts: Sequence[float], rng: random.Random) -> set[TrendKind]:
    """Return which trends were called clear after any of these sessions."""
    results = [Result(_diary(days, rng), USUAL_DAYS) for days in lasts]
    return {kind for count in range(1, len(results) + 1) for kind in _trend_kinds(results, count)}


def _trend_kinds(results: Sequence[Result], count: int) -> set[TrendKind]:
    """Return the trend that is called clear once so many results are over, if there is one."""
    past = results[: count - 1]
    found = find_trend(past, results[count - 1], learn(FROWN, past))
    return {found.kind} if found and found.clear else set()


def _window(past: Sequence[Result]) -> tuple[float, float]:
    """Return the 80% window of the next result, in days."""
    survival = Survival((FIRST_DAY,), learn(FROWN, past)[-1].predictive(USUAL_DAYS))
    early, late = survival.quantiles((0.1, 0.9))
    return (early - FIRST_DAY).days, (late - FIRST_DAY).days


FROWN = Variation(within=0.31, between=0.31)


def _diary(lasts: float, rng: random.Random) -> DurationBounds:
    working = gone = fading = None
    for after, state in _checkins(lasts, rng.randint(84, 160), rng):
        if state is State.GONE:
            gone = after
        else:
            working = after
            if state is State.FADING and fading is None:
                fading = after
    return DurationBounds(working, gone, fading)


# --- another area -----------------------------------------------------------------------------


def _other_area(people: int, seed: int) -> None:
    print("\nA first session of one area, six earlier ones of another\n")
    print("| what the areas have in common | MAE alone | MAE with the other | in 80 % | width |")
    print("|---|---|---|---|---|")
    prior = load().prior("onabotulinumtoxina", AREA, None)
    conditions = Conditions("onabotulinumtoxina", 20, prior)
    start = PartialDate.of_day(FIRST_DAY)
    for shared in (0.0, 0.5, 1.0):
        rng = random.Random(f"{seed} kin {shared}")
        rows = []
        for _ in range(people):
            person = rng.gauss(0, 0.31 * math.sqrt(shared))
            levels = [
                math.log(112) + person + rng.gauss(0, 0.31 * math.sqrt(1 - shared))
                for _ in range(2)
            ]
            past = [
                PastResult(conditions, _diary(_lasts(EVEN, levels[0], rng), rng)) for _ in range(6)
            ]
            lasts = _lasts(EVEN, levels[1], rng)
            evidence = personal_evidence(conditions, past).cross_area()
            new = personal_evidence(conditions, ())
            alone = forecast(new, start, CheckinDates())
            others = [("the other", evidence)] if evidence else []
            both = forecast(new, start, CheckinDates(), others)
            assert isinstance(alone, Forecast)
            assert isinstance(both, Forecast)
            low, likely, high = (
                (day - FIRST_DAY).days for day in (both.early, both.likely, both.late)
            )
            rows.append(
                (
                    abs(lasts - (alone.likely - FIRST_DAY).days),
                    abs(lasts - likely),
                    100.0 * (low <= lasts <= high),
                    high - low,
                )
            )
        cells = " | ".join(_number(fmean(column)) for column in zip(*rows, strict=True))
        print(f"| {shared:.0%} | {cells} |", flush=True)


EVEN = WORLDS["no trend"]


# --- time -------------------------------------------------------------------------------------


def _speed(_people: int, seed: int) -> None:
    rng = random.Random(seed)
    prior = load().prior("onabotulinumtoxina", AREA, None)
    conditions = Conditions("onabotulinumtoxina", 20, prior)
    print("\n| earlier sessions | ms an area, best of 50 |\n|---|---|")
    for sessions in (0, 8, 40):
        past = [
            PastResult(conditions, _diary(_lasts(EVEN, math.log(112), rng), rng)) for _ in range(40)
        ]
        taken = []
        for _ in range(50):
            begun = time.perf_counter()
            forecast(
                personal_evidence(conditions, past[:sessions]),
                PartialDate.of_day(FIRST_DAY),
                CheckinDates(),
            )
            taken.append(time.perf_counter() - begun)
        print(f"| {sessions} | {1000 * min(taken):.2f} |")


def main() -> None:
    """Print every table."""
    options = argparse.ArgumentParser(description="How good the forecast is.")
    options.add_argument("--people", type=int, default=1500, help="in each world")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--only", choices=PARTS, action="append", help="print only this part")
    chosen = options.parse_args()
    for part in chosen.only or PARTS:
        PARTS[part](chosen.people, chosen.seed)


def _worlds(people: int, seed: int) -> None:
    for title, worlds, sessions in (
        ("As published; with 4 to 8 earlier sessions", PUBLISHED, (4, 8)),
        ("As published; with none", PUBLISHED, (0, 0)),
        ("As people report; with 4 to 8 earlier sessions", WORLDS, (4, 8)),
        ("With none", WORLDS, (0, 0)),
        ("With one or two", WORLDS, (1, 2)),
        ("Harder worlds, 4 to 8 earlier sessions", HARDER, (4, 8)),
    ):
        print(f"\n{title}; {people} people a world, seed {seed}")
        _table(worlds, sessions, people, seed)


PARTS = {
    "published": _published,
    "worlds": _worlds,
    "trends": _trends,
    "other-area": _other_area,
    "speed": _speed,
}


if __name__ == "__main__":
    main()
