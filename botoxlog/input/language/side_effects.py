"""The side effects that somebody tells in their own words: `--effect`, and answers to questions."""

import re
from collections.abc import Collection, Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from botoxlog.catalog import Catalog, Finding, Near, Standing
from botoxlog.catalog.lookup import SIDES
from botoxlog.core.errors import BadInputError
from botoxlog.core.model import CheckIn
from botoxlog.core.partial_dates import PartialDate
from botoxlog.core.text import clean, command_line, inert, join_words, words_of
from botoxlog.input.language.checkin_line import CheckInLine
from botoxlog.input.language.dates import FoundDate, date_at, parse_typed
from botoxlog.input.language.tokens import Token, tokens_of

if TYPE_CHECKING:
    from botoxlog.input.language.interpreter import Interpreter

_NOTHING = frozenset({"none", "no", "nothing", "nil", "no side effects", "none so far"})

_STEM = 4  # letters by which a word of a name is known again: "bruised"
_LONGEST_NAME = 3
"""Words that the name of a side effect has at most. Our choice."""

_NO_NAMES = words_of(
    """i me my it he she they we you did do does took take had have was were is are be been but or
    and yes no not ok okay so then also maybe mine sure see never always it's this that what how
    why when if please thanks note day today now out back"""
)
"""Words that no name of a side effect has: "took ibuprofen" goes into the note."""

_YEAR = "YEAR"
"""What stands for the year in a command that is shown, if the words have none."""

_ALL_OF_THEM = re.compile(r"\b(?:(?:all|every|of|the|my) )*side[ -]?effects?\b", re.IGNORECASE)

_ENDS = frozenset({"by", "until", "till", "to"})
_ON_RECORD = frozenset({Standing.PRESENT, Standing.RESOLVED})
_SAID_OF = {
    Standing.FEARED: "is not there yet",
    Standing.LESSER: "is less than it was",
    Standing.OTHERS: "is about somebody else",
}


class SideEffectText:
    """Reads side effects in their own words."""

    def __init__(self, interpreter: "Interpreter", open_effects: Collection[str] = ()) -> None:
        """Read beside an interpreter.

        Args:
            interpreter: It has the words, and asks where a word has several meanings.
            open_effects: Ids that were recorded and are not over.
        """
        self._interpreter, self._open = interpreter, open_effects
        self._catalog, self._today = interpreter.catalog, interpreter.today

    def read(self, typed: str) -> CheckInLine:
        """Return what a text says; what is not recognised is kept, and a notice says so.

        Raises:
            BadInputError: It is empty, or a word of it has several meanings and nobody answers.
        """
        kept = " ".join(typed.split())
        if not kept:
            raise BadInputError("The side effect is empty.", "Describe it in your own words.")
        if is_nothing(kept):
            return CheckInLine(remarks=("no side effects",))
        if kept.endswith(f" in {_YEAR}"):
            raise BadInputError(
                f'"{_YEAR}" stands for the year in which it was. Nothing was saved.',
                f'Write the year instead: "{inert(kept.removesuffix(_YEAR))}2019".',
            )
        if called := self._called(kept):
            return CheckInLine(effects=(called,))
        findings = self._catalog.symptoms.read(kept, year=self._today.year)
        if not findings and self._catalog.symptoms.says_over(kept):
            return self._unnamed_end(kept)
        if not findings:
            return self._unrecognised(kept)
        self._refuse_unclear_denial(kept, findings)
        told = [finding for finding in findings if finding.standing is Standing.PAST]
        dates = self._dates_in(kept) if told else ()
        if dates:
            return self._told(kept, findings, dates)
        for finding in told[:1]:
            command = recording_command(finding, kept, self._catalog, self._today)
            self._notice(
                f'"{inert(kept)}" is about the past, so it is only in the note. To record it: '
                f"{command}"
            )
        effects = self._ids(kept, findings, Standing.PRESENT)
        resolved = [one for one in self._over(findings) if one not in effects]
        others = tuple(self._others(kept))
        remark = self._remark(kept, findings, others, known=bool(effects or resolved))
        return CheckInLine(effects=(*effects, *others), resolved=tuple(resolved), remarks=remark)

    def of_a_day(self, typed: str, year: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the side effects that a text about a past day names, and those it says are over.

        Raises:
            BadInputError: A word has several meanings and nobody answers, or a denial has.
        """
        kept = " ".join(typed.split())
        if called := self._called(kept):
            return (called,), ()
        findings = self._catalog.symptoms.read(kept, year=year)
        self._refuse_unclear_denial(kept, findings)
        resolved = self._ids(kept, findings, Standing.RESOLVED)
        present = self._ids(kept, findings, Standing.PRESENT)
        past = self._ids(kept, findings, Standing.PAST)
        return tuple(dict.fromkeys((*present, *past, *resolved))), resolved

    def ends_recorded(self, text: str) -> bool:
        """Whether a text says of side effects on record, and of nothing else, that they are over.

        "Voice back to normal" is that after a breathy voice, and else how the result looks.
        """
        base = self._catalog.split_effect_side
        recorded = {base(one)[0] for one in self._open}
        symptoms = self._catalog.symptoms
        if not symptoms.only_ends(_ALL_OF_THEM.sub(" ", text)):
            return False
        if _ends_all(text) or not recorded:
            return _ends_all(text)  # of none that is on record it stays in the note
        findings = symptoms.read(text, year=self._today.year)
        if not findings:
            return len(recorded.intersection(symptoms.nearest(text))) == 1
        return all(
            finding.standing is Standing.RESOLVED and recorded.intersection(finding.readings)
            for finding in findings
        )

    def _others(self, kept: str) -> Iterator[str]:
        """Yield the parts that name no side effect and are short enough to be one; say so."""
        for part in self._catalog.symptoms.unrecognised(kept):
            words = part.casefold().replace("'", "").split()
            short = len(words) <= _LONGEST_NAME and _NO_NAMES.isdisjoint(words)
            where = "Saved as you typed it." if short else "It is in the note."
            self._notice(f'"{inert(part)}" is not a side effect botoxlog knows. {where}')
            if short:
                yield part

    def _called(self, kept: str) -> str | None:
        """Return the id of a text that is the id or the name of a side effect; no denial is."""
        named = self._catalog.symptoms.named(kept)
        if named is None or (named.side and not self._catalog.effects[named.effect].sides):
            return None
        return self._sided(named)[0]

    def _refuse_unclear_denial(self, kept: str, findings: Sequence[Finding]) -> None:
        """Refuse "no headache, bruise": the denial may be about both.

        Raises:
            BadInputError: A name follows a denial, with nothing but a comma between.
        """
        for one, other in pairwise(findings):
            between = kept[one.end : other.start].strip()
            rest = kept[other.end :].partition(",")[0].split()
            known = (one.standing, other.standing) == (Standing.DENIED, Standing.PRESENT)
            if known and between == "," and not rest and not other.urgent:
                raise BadInputError(
                    f'"{inert(kept)}" denies something, and it is not clear how far that reaches.',
                    'Put what is there first, or write "but": no headache, but a bruise.',
                )

    def _ids(self, kept: str, findings: Sequence[Finding], standing: Standing) -> tuple[str, ...]:
        of = [finding for finding in findings if finding.standing is standing]
        return tuple(dict.fromkeys(self._id(kept, finding) for finding in of))

    def _id(self, kept: str, finding: Finding) -> str:
        readings = self._sided(finding)
        typed = kept[finding.start : finding.end]
        return (
            readings[0]
            if len(readings) == 1
            else self._interpreter.clarifier.choose(typed, readings)
        )

    def _sided(self, finding: Finding) -> tuple[str, ...]:
        """Return the ids that a finding may have, with its side where they can have one."""
        return tuple(
            f"{one}-{finding.side}" if finding.side and self._catalog.effects[one].sides else one
            for one in finding.readings
        )

    def _over(self, findings: Sequence[Finding]) -> list[str]:
        """Return what is over: of several readings the one that is on record, else none."""
        over = []
        for finding in findings:
            if finding.standing is not Standing.RESOLVED:
                continue
            readings = self._sided(finding)
            base = self._catalog.split_effect_side
            on_record = [
                one for one in readings if base(one)[0] in {base(o)[0] for o in self._open}
            ]
            if len(readings) == 1 or len(on_record) == 1:
                over.append((on_record if len(readings) > 1 else readings)[0])
        return list(dict.fromkeys(over))

    def _remark(
        self, kept: str, findings: Sequence[Finding], others: Sequence[str], *, known: bool
    ) -> tuple[str, ...]:
        """Return the text for the note unless the ids say all of it, and say why it is there."""
        for finding in findings:
            if why := _SAID_OF.get(finding.standing):
                label = inert(self._catalog.effects[finding.effect].name)
                self._notice(f'"{inert(kept)}": {label} {why}, so it is only in the note.')
                break
        sided = all(
            finding.side is None or self._catalog.effects[finding.effect].sides
            for finding in findings
        )
        stands = {finding.standing for finding in findings}
        vague = any(self._is_vague(finding) for finding in findings)
        if vague or not (known and sided and stands <= _ON_RECORD):
            return (kept,)
        rest = kept
        for other in others:
            rest = rest.replace(other, "")
        loose = any(self._is_loose(finding, rest) for finding in findings)
        return (kept,) if loose or self._catalog.symptoms.unread(rest) else ()

    def _is_loose(self, finding: Finding, kept: str) -> bool:
        """Whether the name stands for several things and has no word of what was typed."""
        name = self._catalog.effects[finding.effect].name
        typed = {word[:_STEM] for word in kept.casefold().split()}
        return " or " in name and typed.isdisjoint(word[:_STEM] for word in name.split())

    def _is_vague(self, finding: Finding) -> bool:
        """Whether only the words tell if what was recorded may be an emergency, not its id."""
        effect = self._catalog.effects[finding.effect]
        worded = bool(effect.urgent_signs) and not effect.urgent
        return worded and finding.standing is Standing.PRESENT

    def _unnamed_end(self, kept: str) -> CheckInLine:
        """Return what ends with "lid normal again": the one on record of that part, if any."""
        if _ends_all(kept):
            return CheckInLine(resolved=tuple(sorted(self._open)), remarks=(kept,))
        words = set(kept.casefold().split())
        sides = {SIDES[word] for word in words & SIDES.keys()}
        own = [
            one
            for one in sorted(self._open)
            if self._catalog.effect(one) is None and set(one.casefold().split()) <= words
        ]
        if own:
            return CheckInLine(resolved=tuple(own), remarks=(kept,))
        near = self._catalog.symptoms.nearest(kept)
        base = self._catalog.split_effect_side
        over = tuple(
            one
            for one in sorted(self._open)
            if base(one)[0] in near and (not sides or base(one)[1] in {None, *sides})
        )
        if len(over) == 1:
            return CheckInLine(resolved=over, remarks=(kept,))
        self._notice(
            f'"{inert(kept)}" names no side effect that botoxlog knows, so it is only in the note.'
        )
        return CheckInLine(remarks=(kept,))

    def _unrecognised(self, kept: str) -> CheckInLine:
        found = self._catalog.find_effect(kept)
        near = found.suggestions if isinstance(found, Near) else ()
        if near and (meant := self._interpreter.clarifier.did_you_mean(kept, near)) is not None:
            return CheckInLine(effects=(meant,))
        sentence = f'"{inert(kept)}" is not a side effect botoxlog knows. Saved as you typed it.'
        if near:
            names = join_words([inert(self._catalog.effect_label(one)) for one in near], "or")
            sentence += f" The nearest that it knows: {names}."
        self._notice(sentence)
        return CheckInLine(effects=(kept,))

    # What is past

    def _told(
        self, kept: str, findings: Sequence[Finding], dates: Sequence[tuple[int, PartialDate]]
    ) -> CheckInLine:
        """Return a check-in of its own date for what is past, and the rest.

        Each side effect is of the date that stands nearest to it.
        """
        past = [finding for finding in findings if finding.standing is Standing.PAST]
        now = [finding for finding in findings if finding.standing is Standing.PRESENT]
        apart = bool(now) and max(one.end for one in past) <= min(one.start for one in now)
        cut = min(one.start for one in now) if apart else len(kept)
        groups: dict[PartialDate, list[Finding]] = {}
        for finding in past:
            _, when = min(dates, key=lambda date_at: abs(date_at[0] - finding.start))
            groups.setdefault(when, []).append(finding)
        told = []
        for when, group in groups.items():
            ids = self._ids(kept, group, Standing.PAST)
            note = clean(kept[:cut].rstrip(" ,;.:-"), "note")
            told.append(CheckIn(None, when, (), effects=ids, resolved=ids, note=note))
        effects = self._ids(kept, findings, Standing.PRESENT)
        rest = (kept[cut:],) if apart and self._catalog.symptoms.unread(kept[cut:]) else ()
        return CheckInLine(effects=effects, told=tuple(told), remarks=rest)

    def _dates_in(self, kept: str) -> tuple[tuple[int, PartialDate], ...]:
        """Return the dates of a text that lie before today, each with where it begins.

        One behind "by" or "until" is an end, and only counts if there is no other.
        """
        tokens = tokens_of(kept)
        at = 0
        dates: list[tuple[int, PartialDate]] = []
        ends: list[tuple[int, PartialDate]] = []
        while at < len(tokens):
            found = self._date_at(tokens, at)
            if found is None or found.date.last >= self._today - timedelta(days=1):
                at += 1
                continue
            before = tokens[at - 1].text if at else ""
            (ends if before in _ENDS else dates).append((tokens[at].start, found.date))
            at = found.end
        exact = min((date.last - date.first for _, date in dates), default=None)
        wide = [one for one in dates if exact is not None and one[1].last - one[1].first > exact]
        inner = [one for one in dates if one not in wide]
        return tuple(dates if len({date.first.year for _, date in dates}) > 1 else inner) or tuple(
            ends
        )

    def _date_at(self, tokens: Sequence[Token], at: int) -> FoundDate | None:
        token = tokens[at]
        if re.fullmatch(r"(?a)(?:19|20)\d\d", token.text):
            return FoundDate(
                parse_typed(token.text, self._today), at + 1, weekday=False, counted=False
            )
        try:
            return date_at(tokens, at, self._today)
        except BadInputError:
            return None

    def _notice(self, sentence: str) -> None:
        if sentence not in self._interpreter.notices:
            self._interpreter.notices.append(sentence)


def _ends_all(text: str) -> bool:
    """Whether a text is about all side effects: "all side effects gone", "no more side effects"."""
    return bool(_ALL_OF_THEM.search(text))


def is_nothing(typed: str) -> bool:
    """Whether a text says that there are no side effects."""
    return " ".join(typed.split()).casefold().rstrip(".!") in _NOTHING


def recording_hints(note: str | None, catalog: Catalog, today: date) -> list[str]:
    """Return how to record an emergency that a note tells of the past.

    In a note it stays words; on record it is what the next clinician reads first.
    """
    over = {Standing.PAST, Standing.RESOLVED}
    findings = catalog.symptoms.read(note, year=today.year) if note else ()
    told = {
        inert(catalog.effects[each.effect].name): recording_command(
            each, note or "", catalog, today
        )
        for each in reversed(findings)
        if each.urgent and each.standing in over
    }
    return [
        f"Your note tells of {name} that is over. To record it with its date: {command}"
        for name, command in reversed(told.items())
    ]


def recording_command(finding: Finding, text: str, catalog: Catalog, today: date) -> str:
    """Return the command that records what a text tells of the past, of the year beside it."""
    years = re.finditer(r"(?a)\b(?:19|20)\d\d\b", text)
    nearest = min(years, key=lambda year: abs(year.start() - finding.start), default=None)
    words = catalog.effects[finding.effect].name
    said = catalog.symptoms.read(f"{words} in {today.year - 1}", year=today.year)
    if [each.standing for each in said] != [Standing.PAST]:  # a name of several clauses
        words = text[finding.start : finding.end]
    return command_line("checkin --effect", f"{words} in {nearest.group() if nearest else _YEAR}")
