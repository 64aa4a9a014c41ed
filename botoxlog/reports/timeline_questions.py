"""The questions on the timeline: which are shown, with which number, and what is said of them."""

from collections.abc import Sequence
from typing import NamedTuple

from botoxlog.core.text import plural
from botoxlog.forecast.area_forecast import AreaForecast
from botoxlog.forecast.questions.open_questions import (
    OpenQuestion,
    QuestionStatus,
    questions_about,
    questions_to_show,
)
from botoxlog.forecast.snapshot import Snapshot
from botoxlog.reports.question_text import raised_lines, research

SHORT = 130
"""Characters of reasons under a question that is shown in short. Our choice: two rows or so."""


class TimelineQuestions(NamedTuple):
    """The questions of a timeline; those shown are numbered from 1.

    Attributes:
        heading: The heading above them.
        shown: The numbered questions, most useful first.
        waiting: The other open questions.
        full: Whether each is shown in full, with the words to ask.
    """

    heading: str = ""
    shown: tuple[OpenQuestion, ...] = ()
    waiting: tuple[OpenQuestion, ...] = ()
    full: bool = False

    def numbers(self, area: AreaForecast, snapshot: Snapshot) -> list[str]:
        """Return the numbers of the questions that are about an area."""
        return [
            str(number)
            for number, item in enumerate(self.shown, start=1)
            if item.areas and questions_about([item], [area], snapshot.catalog)
        ]

    def mark(self, area: AreaForecast, snapshot: Snapshot) -> str:
        """Return what follows the name of an area, " ?1,3", or "" if no question is about it."""
        numbers = self.numbers(area, snapshot)
        return f" ?{','.join(numbers)}" if numbers else ""

    def lines(self, question: OpenQuestion) -> tuple[str, ...]:
        """Return what is said of a question under its title, a sentence or two each."""
        if self.full:
            return tuple(raised_lines(question))
        kept = [question.why[0]]
        while (
            len(kept) < len(question.why)
            and len(" ".join([*kept, question.why[len(kept)]])) <= SHORT
        ):
            kept.append(question.why[len(kept)])
        left = len(question.why) - len(kept)
        more = f"{plural(left, 'more reason')}." if left else ""
        return tuple(part for part in (*kept, more, research(question)) if part)

    @property
    def rest(self) -> str:
        """How many more questions wait, "" if none does."""
        more = len(self.waiting)
        verb = "waits" if more == 1 else "wait"
        return f"{plural(more, 'more question')} {verb}." if more else ""

    @property
    def how_to_ask(self) -> str:
        """How many more questions wait, and the command that says what to ask."""
        return f"{self.rest} What to ask, in words: botoxlog timeline --long".strip()


NO_QUESTIONS = TimelineQuestions()
"""A timeline without questions, as on the sheet for a visit, which has its own."""


def timeline_questions(
    snapshot: Snapshot, areas: Sequence[AreaForecast] | None = None, *, full: bool = False
) -> TimelineQuestions:
    """Return the questions for a timeline.

    Args:
        snapshot: The journal on a day.
        areas: The areas that were asked for; None for all.
        full: Whether to show every question rather than the most useful few.
    """
    opened = snapshot.open_questions if areas is None else snapshot.questions_about(areas)
    shown = questions_to_show(opened)
    others = tuple(item for item in opened if item not in shown)
    heading = f"To raise with your {_clinician(snapshot)}"
    if full:
        return TimelineQuestions(heading, (*shown, *others), (), full)
    return TimelineQuestions(heading, shown, others, full)


def question_count(snapshot: Snapshot) -> int:
    """Return how many questions are open and not deferred to a later visit."""
    return sum(item.status != QuestionStatus.WAITING for item in snapshot.open_questions)


def count_text(snapshot: Snapshot) -> str:
    """Return how many questions there are for the next visit, "" if there is none."""
    count = question_count(snapshot)
    return f"{plural(count, 'question')} for your next visit: botoxlog timeline" if count else ""


def _clinician(snapshot: Snapshot) -> str:
    """Return who treats this person, in a word: a surgeon where all that is treated is lines."""
    purposes = {snapshot.case.purpose(area) for area in snapshot.areas}
    return "surgeon" if purposes == {"lines"} else "clinician"
