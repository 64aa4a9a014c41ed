"""How things stand with a side effect that a clause names: there, over, denied, only feared."""

import re

from botoxlog.catalog.findings import Standing
from botoxlog.catalog.symptoms.lexicon import Clause, Text
from botoxlog.catalog.symptoms.matching import Match
from botoxlog.catalog.symptoms.vocabulary import Span
from botoxlog.core.text import words_of

_DENIAL_REACH = 4
"""Most words between a denial and what it denies, small ones aside. Our choice."""

_BREAKS_DENIAL = words_of(
    """i im ive still now because so since why instead just only idea change doubt sure if
    whether"""
)
"""Words between "no" and a sign that end what is denied: "no change, still heavy"."""

_LEADING = frozenset(
    {"no", "not", "recovered", "cured", "fixed", "finished", "corrected", "got", "rid"}
)
"""First words of cues that may stand before what is over: "no longer heavy"."""

_NEAR = 3
"""Words behind a sign in which "I" and "me" say whose it is. Our choice."""

_NEARLY = words_of(
    """almost nearly mostly half partly partially largely practically virtually percent quite
    fully"""
)
"""Words before "gone" that leave something."""

_NEVER_QUITE = frozenset({"from", "isnt"})  # "far from normal"
_ONLY_WHEN = frozenset({"when", "if", "unless", "until", "while", "whenever"})

_NOT_OVER = frozenset({"all", "not", "never", "isnt", "yet", "still"})
"""Words before "over" with which nothing has ended: "all over", "not over"."""

_THIS = frozenset({"this", "it", "its"})
_TURNED = frozenset({"gone", "went", "down"})
_COMPARED = frozenset({"than", "like", "as", "since", "from", "same"})
_YEAR = re.compile(r"(?:19|20)\d\d")


def standing(text: Text, clause: Clause, match: Match, year: int) -> Standing:
    """Return how things stand with a sign in its clause; an earlier year than this is past."""
    mine = text.cues("mine", text.sentence(clause))  # "my aunt had it and now I do too"
    resolved = _resolved(text, clause, match)
    checks = (
        (Standing.OTHERS, not mine and _is_of_others(text, clause, match)),
        (Standing.DENIED, _is_denied(text, clause, match)),
        (Standing.FEARED, not mine and _is_feared(text, clause, match)),
        (Standing.PAST, _is_past(text, clause, match, year)),
        (Standing.RESOLVED, resolved is Standing.RESOLVED),
        (Standing.LESSER, resolved is Standing.LESSER or _is_lesser(text, clause, match)),
    )
    return next((name for name, holds in checks if holds), Standing.PRESENT)


def _is_lesser(text: Text, clause: Clause, match: Match) -> bool:
    """Whether it is less than it was; "not improved" is not."""
    denied = text.cues("denied", clause, match.used)
    return any(
        not any(0 <= span.start - other.end <= 1 for other in denied)
        for span in text.cues("lesser", clause, match.used)
    )


def _resolved(text: Text, clause: Clause, match: Match) -> Standing | None:
    """Return whether the clause says that a sign is over, or nearly so; None if neither."""
    last = clause.end - 1
    ends = text.said[last] == "over" and text.said[last - 1] not in _NOT_OVER
    if ends and last not in match.used and last > match.last:
        return Standing.RESOLVED
    for span in text.cues("resolved", clause, match.used):
        if span.start < match.first and not _leads(text, span, match):
            continue
        if span.end - 1 in match.used or "still" in text.said[max(0, span.start - 2) : span.start]:
            continue  # "brows have gone down"
        if text.said[span.end - 1] in _TURNED and _turns_into(text, span, match):
            continue
        before = range(max(clause.start, span.start - 2), span.start)
        undone = any(
            other.start in before and other.end <= span.end
            for name in ("is denied", "CANNOT")
            for other in text.spans.get(name, ())
        )
        if undone or _NEVER_QUITE.intersection(text.said[before.start : before.stop][-1:]):
            continue
        nearly = _NEARLY.intersection(text.said[before.start : before.stop])
        rest = text.said[span.end : span.end + 2]
        if nearly or any(word.isdigit() for word in text.said[before.start : before.stop]):
            return Standing.LESSER
        if _ONLY_WHEN.intersection(rest):
            return Standing.LESSER  # "gone if I close one eye"
        return Standing.RESOLVED
    return None


def _leads(text: Text, span: Span, match: Match) -> bool:
    """Whether a cue before a sign may be about it: "no longer heavy", "recovered from"."""
    between = text.said[span.end : match.first]
    return text.said[span.start] in _LEADING and span.end <= match.first and "and" not in between


def _turns_into(text: Text, span: Span, match: Match) -> bool:
    """Whether "gone" only says what became of it: "voice gone very nasal"."""
    following = [index for index in match.used if index >= span.end]
    return bool(following) and all(text.light[span.end : min(following)])


def _is_of_others(text: Text, clause: Clause, match: Match) -> bool:
    """Whether somebody else has it, and the clause has nothing of the person."""
    if text.said[clause.start] == "and" and clause.start:
        before = text.clause_before(clause)
        said_of = before and text.cues("others", before)
        if said_of and before and not (text.cues("me", clause) or text.cues("reporters", before)):
            return True  # "my father is ill and cannot swallow"
    for span in text.cues("others", clause, match.used):
        if span.start > match.first:
            continue
        after = Clause(span.end, clause.end, clause.sentence)
        near = after._replace(end=min(clause.end, match.last + _NEAR))
        if not (text.cues("reporters", after) or text.cues("me", near)):
            return True
    return False


def _is_denied(text: Text, clause: Clause, match: Match) -> bool:
    if text.said[clause.end - 1] == "n" and match.last < clause.end - 1:
        return True  # "headache n"
    resolving = text.cues("resolved", clause, match.used)
    for span in text.cues("denied", clause, match.used):
        within = any(r.start <= span.start and span.end <= r.end for r in resolving)
        if within or any(0 <= r.start - span.end <= 1 for r in resolving):
            continue  # "no longer", "not gone"
        after = [index for index in match.used if index >= span.end]
        if not after:
            if all(text.light[span.end : clause.end]):
                return True
            continue
        if text.said[span.start] == "without" and _cannot_before(text, clause, span):
            continue  # "cannot drink without choking"
        if _lists_inability(text, span, match, min(after)):
            continue  # "no headache no fever can't swallow"
        if _BREAKS_DENIAL.intersection(text.said[span.end : min(after)]):
            continue
        if text.apart(span.end - 1, min(after)) <= _DENIAL_REACH:
            return True
    return False


def _lists_inability(text: Text, denial: Span, match: Match, first: int) -> bool:
    """Whether a sign begins with "cannot" behind something else that is denied."""
    cannot = any(span.start == first for span in text.spans.get("CANNOT", ()))
    return cannot and match.first == first and not all(text.light[denial.end : first])


def _cannot_before(text: Text, clause: Clause, span: Span) -> bool:
    return any(clause.start <= other.start < span.start for other in text.spans.get("CANNOT", ()))


def _is_feared(text: Text, clause: Clause, match: Match) -> bool:
    """Whether it is feared, or told of a film, the news or what may happen to anybody."""
    if text.cues("told_of", text.sentence(clause)._replace(end=clause.end)):
        return True
    if not match.sign.urgent and text.cues("possible", clause, match.used):
        return True  # "may be slurring" is worth a question
    for span in text.cues("feared", clause, match.used):
        if span.start > match.last:
            continue
        between = Clause(span.end, match.first, clause.sentence)
        mine = text.cues("me", between) or _THIS.intersection(text.said[span.end : match.first])
        if not (match.sign.urgent and mine):
            return True  # "scared I can't breathe" is there
    return False


def _is_past(text: Text, clause: Clause, match: Match, year: int) -> bool:
    """Whether it is told of the past, and has not come back."""
    sentence = text.sentence(clause)
    if text.cues("returned", sentence._replace(start=clause.start)):
        return False
    for span in text.cues("past", clause, match.used):
        before = [word for word in text.said[max(0, span.start - 2) : span.start] if word != "the"]
        if not before or before[-1] not in _COMPARED:
            return True
    for index in range(sentence.start, sentence.end):
        word = text.said[index]
        inside = clause.start <= index < clause.end
        if _YEAR.fullmatch(word) and int(word) < year and (inside or text.is_date(index)):
            return not _COMPARED.intersection(text.said[max(0, index - 2) : index])
    return False
