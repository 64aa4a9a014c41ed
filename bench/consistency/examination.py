"""All laws on one case."""

from random import Random

from bench.consistency import (
    changes,
    echoes,
    events,
    marks,
    plans,
    questions,
    sheets,
    states,
    statistics,
    steps,
    track_records,
    trends,
    visits,
    windows,
)
from bench.consistency.case import Case
from bench.consistency.surfaces import surfaces


def examine(case: Case, chance: Random) -> None:
    """Check every law on one journal and day.

    What is looked at only now and then is chosen by `chance`: the order of those checks is part of
    what a seed means.
    """
    told = surfaces(case)
    if told is None:
        return
    echoes.check_doctor(case, told)
    for area in told.areas.values():
        windows.check(case, area)
        steps.check(case, area)
        states.check(case, told, area)
        marks.check(case, told, area)
        trends.check(case, area)
        echoes.check(case, area)
    states.check_resting(case, told)
    steps.check_remind(case, told)
    marks.check_legend(case, told)
    marks.check_scale(case, told)
    questions.check(case, told)
    statistics.check(case, told)
    sheets.check(case, told)
    events.check(case, told)
    echoes.check_json(case, told)
    echoes.check_saved(case, told, chance)
    plans.check(case, told)
    changes.check_answers(case, told, chance)
    sheets.check_effects(case, told, chance)
    echoes.check_lines(case, told, chance)
    if told.areas:
        area = chance.choice(list(told.areas.values()))
        echoes.check_detail(case, told, area)
        changes.check(case, told, area, chance)
        track_records.check(case, told)
        visits.check(case, told, area)
