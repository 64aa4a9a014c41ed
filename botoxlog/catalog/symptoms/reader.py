"""Read the side effects that a text names."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from botoxlog.catalog.findings import Finding, Standing, SymptomWords
from botoxlog.catalog.lookup import SIDES, SidedLookup, take_side, tokens
from botoxlog.catalog.symptoms.lexicon import OF_DATES, Clause, Lexicon, Text
from botoxlog.catalog.symptoms.matching import FILLING, STANDINGS, Match, Matcher, leaves_out
from botoxlog.catalog.symptoms.signs import Sign
from botoxlog.catalog.symptoms.standing import standing
from botoxlog.catalog.symptoms.vocabulary import Span
from botoxlog.core.text import words_of

if TYPE_CHECKING:
    from botoxlog.catalog.checkin_entries import Effect

NO_YEAR = 9999
"""With it every year in a text is past."""

LONGEST_READ = 20_000
"""The characters of a text that are read: eight pages, more than anybody writes of one day."""

_LONGEST_PART = 1_000
_SENTENCE_END = re.compile(r"[.!?\n]\s+")

_SHORT = 3  # words of a clause that only names something
_ACROSS = (2, 3)  # clauses over which an urgent sign may be told
_DENYING = frozenset({"denies", "deny", "denied", "negative", "free", "none"})
_OR = frozenset({"or", "nor"})
_SIDED = (
    *("EYELID", "EYE", "BROW", "CHEEK", "JAW", "TEMPLE"),
    *("MOUTH", "SHOULDER", "ARM", "HAND", "LEG"),
)
_NO_SIDES = frozenset(
    {("left", "the"), ("left", "work"), ("left", "home"), ("left", "early")}
    | {("right", word) for word in ("after", "away", "now", "before", "then", "at", "as", "when")}
)
"""Words that are no side: "left the clinic", "right after"."""

_EMPTY = words_of(
    """a an the my our i me im ive is are am was were be been being it its there theres have has
    had got feel feels feeling felt look looks looking looked seem seems get gets getting of on in
    at and side that this with from also"""
)
"""Small words that say nothing; others, such as "slightly", are worth keeping."""


class _Told(NamedTuple):
    """A sign, the clause that tells it, and how things stand with it."""

    clause: Clause
    match: Match
    standing: Standing


class SymptomReader:
    """Reads the side effects that a text names."""

    def __init__(
        self,
        words: SymptomWords,
        signs: Sequence[Sign],
        functions: Mapping[str, str],
        names: SidedLookup,
        effects: Mapping[str, "Effect"],
    ) -> None:
        """Prepare.

        Args:
            words: The vocabulary.
            signs: Every sign.
            functions: For concepts that are a function of the body, such as "SWALLOW", the side
                effect that is denied where somebody says that it works.
            names: The side effects by id and name: what the program prints, it reads.
            effects: The side effects by id.
        """
        self._names, self._effects = names, effects
        self._lexicon = Lexicon(words, signs)
        self._matcher = Matcher(signs)
        self._functions = functions

    def read(self, text: str, *, year: int = NO_YEAR) -> list[Finding]:
        """Return what a text names, in its order.

        Args:
            text: What somebody wrote.
            year: The year in which it was written; an earlier one in the text is past.
        """
        named = self.named(text)
        findings = [
            finding._replace(start=at + finding.start, end=at + finding.end)
            for at, part in _parts(text)
            for finding in self._read(part, year)
        ]
        if named and all(named.effect != finding.effect for finding in findings):
            return [named]
        return findings

    def _read(self, text: str, year: int) -> list[Finding]:
        said = Text(text, self._lexicon)
        works = not self._functions.keys().isdisjoint(said.spans)
        told = self._told(said, year) if works or self._matcher.possible(said) else []
        telling = frozenset(each.clause for each in told)
        findings = [
            Finding(
                match.sign.readings,
                _side(said, clause, match, telling),
                how,
                match.sign.urgent,
                said.words[match.first].start,
                said.words[match.last].end,
                local=match.sign.local,
            )
            for clause, match, how in told
        ]
        return sorted(findings, key=lambda finding: finding.start)

    def named(self, text: str) -> Finding | None:
        """Return the side effect whose id or name, with a side or without, is the whole text."""
        words = tokens(text)
        side, rest = take_side(words)
        ids = self._names.exact(words) or self._names.exact(rest)
        if not ids:
            return None
        effect = self._effects[ids[0]]
        how, end = Standing.PRESENT, len(text)
        return Finding(ids, side, how, effect.urgent, 0, end, local=effect.local)

    def names(self, words: Sequence[str]) -> tuple[str, ...]:
        """Return the ids that words may mean if they are one sign, from first to last."""
        if not all(self._lexicon.may_be_of_sign(word) for word in (*words[:1], *words[-1:])):
            return ()  # what most words are: a line tries every run of them
        said = Text(" ".join(words), self._lexicon)
        if not said.words or said.idiom:
            return ()
        whole, last = said.whole, len(said.words) - 1
        full = [
            match
            for match in self._matcher.matches(said, whole)
            if (match.first, match.last) == (0, last) and not leaves_out(said, match)
        ]
        if len(full) != 1 or standing(said, whole, full[0], NO_YEAR) is not Standing.PRESENT:
            return ()
        return full[0].sign.readings

    def unread(self, text: str) -> list[str]:
        """Return the words of a text that are neither of a sign, empty, nor say that it is over."""
        if self.named(text):
            return []
        said = Text(text, self._lexicon)
        used = said.cue_words(("resolved",), said.whole) | {
            index
            for clause in said.clauses
            for match in self._matcher.matches(said, clause)
            for index in match.used
        }
        return [
            word
            for index, word in enumerate(said.said)
            if index not in used and word not in SIDES and word not in _EMPTY
        ]

    def unrecognised(self, text: str) -> list[str]:
        """Return the parts of a text that name no side effect and say something else."""
        if self.named(text):
            return []
        said = Text(text, self._lexicon)
        parts = []
        for clause in said.clauses:
            weighty = any(
                not (said.light[index] or word in SIDES or word in FILLING or word[0].isdigit())
                for index, word in enumerate(said.said)
                if clause.start <= index < clause.end
            )
            bare = any(_says_only(said, name, clause) for name in (*STANDINGS, "returned"))
            dated = any(said.is_date(index) for index in range(clause.start, clause.end))
            known = self._matcher.matches(said, clause) or self._working(said, clause, ())
            if weighty and not (bare or dated or known):
                first, last = said.words[clause.start], said.words[clause.end - 1]
                parts.append(text[first.start : last.end])
        return parts

    def says_over(self, text: str) -> bool:
        """Whether a text without a side effect says that something is over, less or not there."""
        said = Text(text, self._lexicon)
        denied = any(span.start == 0 for span in said.cues("denied", said.whole))
        return denied or any(said.cues(name, said.whole) for name in ("resolved", "lesser"))

    def only_ends(self, text: str) -> bool:
        """Whether a text says of parts of the body or side effects that they are well, no more."""
        said = Text(text, self._lexicon)
        over = said.cue_words(("resolved", "good"), said.whole)
        of_signs = {
            index
            for clause in said.clauses
            for match in self._matcher.matches(said, clause)
            for index in match.used
        }
        return bool(over) and all(
            index in over | of_signs or said.light[index] or word in SIDES or said.names_part(index)
            for index, word in enumerate(said.said)
        )

    def nearest(self, text: str) -> tuple[str, ...]:
        """Return the side effects about the parts of the body that a text names."""
        spans = Text(text, self._lexicon).spans
        ranked: dict[str, float] = {}
        for sign in self._matcher.signs:
            here = [any(one in spans for one in term.concepts) for term in sign.terms]
            parts = self._lexicon.parts.intersection(sign.terms[0].concepts)
            if parts & spans.keys() and len(here) > 1 and len(sign.readings) == 1:
                effect = sign.readings[0]
                ranked[effect] = max(ranked.get(effect, 0.0), sum(here) / len(here))
        return tuple(sorted(ranked, key=lambda effect: -ranked[effect]))

    def _told(self, said: Text, year: int) -> list[_Told]:
        told: list[_Told] = []
        over: set[int] = set()  # sentences under a heading such as "gone:"
        for clause in said.clauses:
            matches = self._matcher.matches(said, clause)
            if not matches and _says_only(said, "returned", clause):
                told = _back(told, clause)
            elif not matches and _heads(said, clause):
                over.add(clause.sentence)
            elif not matches and _says_only(said, "resolved", clause) and not _still(said, clause):
                told = _ended(said, told, clause)
            elif not matches and _denies_what_was_said(said, clause):
                told = [
                    each._replace(standing=Standing.DENIED)
                    if each.clause.end == clause.start
                    else each
                    for each in told
                ]
            else:
                told += [
                    _Told(clause, match, _of_the_same(said, told, clause, found))
                    for match in matches
                    for found in (standing(said, clause, match, year),)
                ]
                told += self._working(said, clause, matches)
                if said.cues("all_over", clause):
                    told = _ended(said, told, clause)
        told += self._across(said, told, year)
        told = [
            each._replace(standing=Standing.RESOLVED)
            if each.standing is Standing.PRESENT and each.clause.sentence in over
            else each
            for each in told
        ]
        return [
            each._replace(standing=Standing.DENIED)
            if each.standing is Standing.PRESENT and _in_denied_list(said, each.clause)
            else each
            for each in told
        ]

    def _across(self, said: Text, told: Iterable[_Told], year: int) -> list[_Told]:
        """Return urgent signs that are told over several clauses: "neck. head. cannot hold."."""
        taken = {index for each in told for index in each.match.used}
        added = []
        for size in _ACROSS:
            for group in zip(*(said.clauses[at:] for at in range(size)), strict=False):
                short = all(clause.end - clause.start <= _SHORT + 1 for clause in group[:-1])
                if not short and any(c.sentence != group[0].sentence for c in group):
                    continue
                whole = Clause(group[0].start, group[-1].end, group[0].sentence)
                for match in self._matcher.matches(said, whole, urgent_only=True):
                    cues = (said.cues(name, whole, match.used) for name in ("denied", "resolved"))
                    if not match.used & taken and not any(cues):
                        taken |= match.used
                        added.append(_Told(whole, match, standing(said, whole, match, year)))
        return added

    def _working(self, said: Text, clause: Clause, matches: Iterable[Match]) -> list[_Told]:
        """Return the functions that a clause says work: "swallowing fine"."""
        good, again = said.cues("good", clause), said.cues("resolved", clause)
        able = {"can", "able", "again"}.intersection(said.said[clause.start : clause.end])
        able_again = "again" in able and len(able) > 1  # "I can swallow again"
        if not (good or again or able_again) or said.cues("denied", clause):
            return []
        used = {index for match in matches for index in match.used}
        how = Standing.RESOLVED if again or able_again else Standing.DENIED
        if how is Standing.RESOLVED and "almost" in said.said[clause.start : clause.end]:
            how = Standing.LESSER
        found = {}
        for concept, effect in self._functions.items():
            for span in said.spans.get(concept, ()):
                if clause.holds(span) and not used.intersection(range(*span)):
                    found[effect] = _Told(clause, _function(effect, span), how)
        return list(found.values())


def _parts(text: str) -> Iterator[tuple[int, str]]:
    """Yield where each part of a text begins, and the part: it ends with a sentence if it can.

    What reading a part takes grows with the square of its length.
    """
    at = 0
    while len(text) - at > _LONGEST_PART and at < LONGEST_READ:
        ends = [found.end() for found in _SENTENCE_END.finditer(text, at, at + _LONGEST_PART)]
        space = text.rfind(" ", at, at + _LONGEST_PART) + 1
        end = ends[-1] if ends else space if space > at else at + _LONGEST_PART
        yield at, text[at:end]
        at = end
    if at < LONGEST_READ:
        yield at, text[at:]


def _of_the_same(said: Text, told: Sequence[_Told], clause: Clause, how: Standing) -> Standing:
    """Return how things stand in a list: "my aunt has this, weak arms", "in 2014 a and a b"."""
    before = told[-1] if told else None
    if (
        how is Standing.PRESENT
        and before is not None
        and before.standing is Standing.PAST
        and before.clause.sentence == clause.sentence
        and not said.cues("present", clause)
    ):
        return Standing.PAST
    goes_on = (
        before is not None
        and before.standing is Standing.OTHERS
        and before.clause.end == clause.start
        and clause.end - clause.start <= 2 * _SHORT
        and not said.cues("me", clause)
    )
    return Standing.OTHERS if goes_on and how is Standing.PRESENT else how


def _function(effect: str, span: Span) -> Match:
    return Match(Sign((effect,)), frozenset(range(*span)), span.start, span.end - 1)


def _says_only(said: Text, name: str, clause: Clause) -> bool:
    """Whether a clause only says how what was told before stands: "gone in a day"."""
    cues = said.cue_words((name,), clause)
    return bool(cues) and all(
        index in cues
        or said.light[index]
        or said.said[index][0].isdigit()
        or said.said[index] in FILLING | OF_DATES
        for index in range(clause.start, clause.end)
    )


def _still(said: Text, clause: Clause) -> bool:
    return "still" in said.said[clause.start : clause.end]


def _heads(said: Text, clause: Clause) -> bool:
    """Whether a clause is a heading that says of its sentence that all is over: "gone: ..."."""
    first = said.sentence(clause).start == clause.start
    return first and said.is_heading(clause) and _says_only(said, "resolved", clause)


def _denies_what_was_said(said: Text, clause: Clause) -> bool:
    """Whether a clause is "no" or "none of it"; "never had that" says how new it is."""
    return said.said[clause.start] != "never" and _says_only(said, "denied", clause)


def _ended(said: Text, told: Sequence[_Told], clause: Clause) -> list[_Told]:
    """Return what was told before a clause such as "gone now", as over."""
    everything = {"all", "both"}.intersection(said.said[clause.start : clause.end])
    return [
        each._replace(standing=Standing.RESOLVED)
        if each.standing is Standing.PRESENT and (everything or each.clause == told[-1].clause)
        else each
        for each in told
    ]


def _back(told: Sequence[_Told], clause: Clause) -> list[_Told]:
    """Return what was told before "but came back", as there again."""
    gone = {Standing.RESOLVED, Standing.PAST, Standing.LESSER}
    return [
        each._replace(standing=Standing.PRESENT)
        if each.standing in gone and each.clause.end == clause.start
        else each
        for each in told
    ]


def _in_denied_list(said: Text, clause: Clause) -> bool:
    """Whether a clause goes on with a denied list: "no headache, bruise or droop"."""
    clauses = [each for each in said.clauses if each.sentence == clause.sentence]
    if clause not in clauses:
        return False
    at = clauses.index(clause)
    for index in range(at - 1, -1, -1):
        short = all(c.end - c.start <= _SHORT for c in clauses[index + 1 : at + 1])
        denied = said.cues("denied", clauses[index])
        if not denied:
            continue
        if said.cues("resolved", clauses[index]) or said.cues("denied", clause):
            return False
        if any(said.said[span.start] in _DENYING for span in denied):
            return short
        return _ends_in_or(said, clauses[index + 1 :], at - index)
    return False


def _ends_in_or(said: Text, clauses: Sequence[Clause], least: int) -> bool:
    """Whether short clauses, at least so many, end with one that has "or"."""
    for count, clause in enumerate(clauses, start=1):
        if _OR.intersection(said.said[clause.start : clause.end]):
            return count >= least
        if clause.end - clause.start > _SHORT:
            return False
    return False


def _side(said: Text, clause: Clause, match: Match, telling: frozenset[Clause]) -> str | None:
    """Return the side nearest to a sign; that of the next clause if this one has no sign."""
    words = said.said[clause.start : clause.end]
    if {"both", "either"}.intersection(words) or _names_both(words):
        return None
    sides = [
        (min(abs(index - used) for used in match.used), SIDES[said.said[index]])
        for index in range(clause.start, clause.end)
        if _names_side(said, clause, index)
    ]
    if sides:
        return min(sides)[1]
    following = next((each for each in said.clauses if each.start == clause.end), None)
    if following is None or following in telling or following.sentence != clause.sentence:
        return None
    named = {
        SIDES[said.said[index]]
        for index in range(following.start, following.end)
        if _names_side(said, following, index)
    }
    return named.pop() if len(named) == 1 else None


def _names_both(words: Sequence[str]) -> bool:
    """Whether "left and right" stand together."""
    return any(
        words[at] in SIDES and words[at + 1] == "and" and words[at + 2] in SIDES
        for at in range(len(words) - 2)
    )


def _names_side(said: Text, clause: Clause, index: int) -> bool:
    """Whether a word is a side, and not the one that it is compared with."""
    word = said.said[index]
    if word not in SIDES or "than" in said.said[clause.start : index]:
        return False
    follows = said.said[index + 1] if index + 1 < len(said.said) else ""
    if (word, follows) in _NO_SIDES or said.said[index - 1] in {"not", "than"}:
        return False
    return len(word) > 1 or clause.end - clause.start == 1 or _is_side_letter(said, index)


def _is_side_letter(said: Text, index: int) -> bool:
    """Whether "l" or "r" stands beside a part of the body, or ends with "on"."""
    if said.breaks_before(index + 1) and index and said.said[index - 1] in {"on", "the"}:
        return True
    return any(
        index in {span.start - 1, span.end}
        for concept in _SIDED
        for span in said.spans.get(concept, ())
    )
