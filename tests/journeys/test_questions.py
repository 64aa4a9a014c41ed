"""The questions of real people: when they had them, they are among the three that are shown."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from botoxlog.catalog import load
from botoxlog.core.model import Journal
from botoxlog.forecast.questions.open_questions import questions_to_show
from botoxlog.forecast.snapshot import build_snapshot
from botoxlog.journal import decoder
from tests.journeys.test_stories import DAY_ZERO, JOURNEYS, TODAYS, commands, when

Run = Callable[..., Any]


def shown(journal: Journal, day: date) -> set[str]:
    """Return the topics of the three questions that the records up to a day raise on it."""
    until = journal._replace(
        sessions=tuple(item for item in journal.sessions if item.date.first <= day),
        checkins=tuple(item for item in journal.checkins if item.date.first <= day),
    )
    questions = questions_to_show(build_snapshot(until, load(), day).open_questions)
    return {topic for item in questions for topic in (item.topic, *item.also)}


def day(offset: int) -> date:
    """Return a day of a journey that is told in days from its first."""
    return DAY_ZERO + timedelta(days=offset)


@pytest.mark.unmeasured
@pytest.mark.parametrize(
    ("identity", "asks", "topic", "first", "last"),
    [
        # "How long can I wait before it bulks up? Can too much age the face?"
        ("jaw-28-31", "How long can I wait", "weak-muscle", day(270), day(1110)),
        ("jaw-28-31", "Over 40", "weak-muscle", day(270), day(1110)),
        # two rounds long, until a year after it was recorded
        ("migraine-5-rounds", "lasting droop", "eyelid-droop", date(2014, 12, 1),
         date(2015, 12, 20)),
        # at the visit after the one that held ten weeks
        ("glabella-10wk-to-6m", "Will this one give 6 months", "short-result", day(0), day(15)),
        ("glabella-10wk-to-6m", "What will keeping it up cost", "cost", day(0), day(15)),
        # begun at 23, from the third session on
        ("forehead-30-twice-yearly", "look older", "thin-skin", day(360), day(400)),
        ("dysport-50-first", "Why does my head ache", "side-effect", day(0), day(30)),
        ("every-3-and-a-half", "cheaper in the end", "cost", day(213), day(366)),
        # once it was over
        ("palms-1000", "worth it", "cost", date(2013, 3, 31), date(2013, 7, 26)),
        ("palms-1000", "worth it", "short-result", date(2013, 3, 31), date(2013, 7, 26)),
        # 150, 75 and 45 days
        ("lit-antibody-3", "resistant", "antibodies", day(360), day(365)),
    ],
)  # fmt: skip
def test_the_question_of_a_journey_is_there_when_its_owner_had_it(
    identity: str, asks: str, topic: str, first: date, last: date, run_inside: Run
) -> None:
    """On each day of that time, as far as the records of that day go."""
    journey = JOURNEYS[identity]
    assert any(asks in question for question in journey["questions"])
    for command in commands(identity):
        run_inside(*command, today=TODAYS[identity])
    if age := journey["person"].get("age_at_start"):
        begun = min(when(session) for session in journey["sessions"])
        run_inside("me", "--birth-year", str(int(begun[:4]) - age))
    text = run_inside("export", "--format", "toml").out
    journal = decoder.decode(decoder.parse(text), text, TODAYS[identity])
    missing = [
        each
        for days in range((last - first).days + 1)
        if topic not in shown(journal, each := first + timedelta(days=days))
    ]
    assert missing == []
