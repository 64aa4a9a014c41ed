"""Laws of the typed line: it is read as its pieces or refused, however it is put and cut."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from botoxlog.catalog import load
from botoxlog.core.errors import BadInputError
from botoxlog.core.model import AreaState, CheckIn, Dose, Journal, Session, State
from botoxlog.core.partial_dates import PartialDate, parse_iso
from botoxlog.input.language.interpreter import Interpreter, Typed
from botoxlog.reports.sentences import record_line
from tests.conftest import TODAY
from tests.laws import examples

UNKNOWN = "xqzzy"
AREAS = {
    "11s": "glabella",
    "frown lines": "glabella",
    "forehead": "forehead",
    "crow's feet": "crows-feet",
    "my chin": "chin",
    "jaw": "masseter",
    "left jaw": "masseter-left",
    "armpits": "underarms",
    "neck bands": "platysma",
    "bunny lines": "bunny-lines",
}
PRODUCTS = {"dysport": "dysport", "Xeomin": "xeomin", "daxi": "daxxify", "letybo": "letybo"}
DATES = {
    "yesterday": "2026-11-22",
    "3 weeks ago": "2026-11-02",
    "on 5 Oct 2026": "2026-10-05",
    "2026-08-01": "2026-08-01",
    "in august": "2026-08",
    "early september": "2026-09-01/2026-09-10",
    "in 2019": "2019",
    "last friday": "2026-11-20",
}
MONEY = {"$420": (420, "USD"), "350 euros": (350, "EUR"), "paid £99.50": (99.5, "GBP")}
PEOPLE = {"by Dr Lee": "Dr Lee", "with nurse Kelly": "nurse Kelly", "Dr. Okafor": "Dr. Okafor"}
CLINICS = {"at Elm Street": "Elm Street", "at Glow Medspa": "Glow Medspa"}
LOTS = {"lot C1234": "C1234", "batch no. 44/B": "44/B"}
STATES = {
    "still full": State.FULL,
    "fading": State.FADING,
    "worn off": State.GONE,
    "wearing off": State.FADING,
    "kicking in": State.KICKING_IN,
    "partly working": State.PARTIAL,
    "no effect": State.NO_EFFECT,
}
EFFECTS = {"headache": "headache", "a rash": "skin-eruption", "spock brow": "brow-peaking"}
UNITS = st.integers(1, 300) | st.sampled_from([2.5, 12.5, 0.5])


class Nobody:
    """Answers nothing: every question is a refusal."""

    def choose(self, word: str, readings: Sequence[str]) -> str:
        """Refuse."""
        raise BadInputError(f'"{word}" has several readings: {readings}')

    def did_you_mean(self, word: str, suggestions: Sequence[str]) -> str | None:
        """Mean none of them."""

    def is_area(self, word: str) -> bool:  # noqa: ARG002 - the same for every word
        """Say no."""
        return False


def reader(*records: Session) -> Interpreter:
    """Return an interpreter beside these sessions, with nobody to ask."""
    return Interpreter(load(), Journal(sessions=records), TODAY, Nobody())


def read(line: str, *records: Session) -> Session:
    """Return the session that a line says."""
    return reader(*records).session([line], Typed())


@st.composite
def doses(draw: st.DrawFn) -> tuple[str, Dose]:
    """Return an area with its units, in one of the ways to say it."""
    typed, area = draw(st.sampled_from(sorted(AREAS.items())))
    units = draw(UNITS)
    form = draw(
        st.sampled_from(["{a} {u}", "{a}={u}", "{a}: {u} units", "{u} units in {a}", "{u}u {a}"])
    )
    return form.format(a=typed, u=f"{units:g}"), Dose(area, units)


def one_of(table: Mapping[str, Any]) -> st.SearchStrategy[tuple[str, Any] | None]:
    """Return a phrase of a table with its meaning, or None for no such phrase."""
    return st.none() | st.sampled_from(sorted(table.items(), key=lambda item: item[0]))


@st.composite
def sentences(
    draw: st.DrawFn, between: Sequence[str] = (", ", "; ", " ")
) -> tuple[list[str], Session]:
    """Return the pieces of a line in any order, and the session that they say."""
    named = draw(st.lists(doses(), min_size=1, max_size=4))
    bases = [load().split_side(dose.area)[0] for _, dose in named]
    assume(len(set(bases)) == len(bases))
    product, when = draw(one_of(PRODUCTS)), draw(one_of(DATES))
    paid, person = draw(one_of(MONEY)), draw(one_of(PEOPLE))
    clinic, lot = draw(one_of(CLINICS)), draw(one_of(LOTS))
    order = draw(
        st.permutations([*named, *filter(None, (product, when, paid, person, clinic, lot))])
    )
    parts = [order[0][0]]
    for phrase, _ in order[1:]:
        parts += [draw(st.sampled_from(between)), phrase]
    said = [meaning for _, meaning in order if isinstance(meaning, Dose)]
    cost: tuple[Any, Any] = paid[1] if paid else (None, None)
    return parts, Session(
        id=None,
        date=parse_date(when[1]) if when else PartialDate.of_day(TODAY),
        doses=tuple(said),
        product=product[1] if product else None,
        injector=person[1] if person else None,
        clinic=clinic[1] if clinic else None,
        lot=lot[1] if lot else None,
        cost=cost[0],
        currency=cost[1],
    )


def parse_date(iso: str) -> PartialDate:
    """Return a date as the journal spells it."""
    return parse_iso(iso)


@given(sentences())
@examples(150)
def test_a_sentence_is_read_as_its_pieces_or_refused(
    sentence: tuple[list[str], Session],
) -> None:
    """Known pieces in any order, with commas or blanks: what they say, or nothing at all."""
    parts, meant = sentence
    try:
        found = read("".join(parts))
    except BadInputError:
        return
    assert found == meant


@given(sentences(between=(", ", "; ")))
@examples(80)
def test_a_sentence_with_commas_is_never_refused(sentence: tuple[list[str], Session]) -> None:
    """Where a comma parts all pieces, there is one reading, and it is taken."""
    parts, meant = sentence
    assert read("".join(parts)) == meant


@given(sentences(between=(", ",)), st.integers(0, 60))
@examples(150)
def test_an_unknown_word_is_refused_by_name(
    sentence: tuple[list[str], Session], place: int
) -> None:
    """One unknown word anywhere but inside or right behind a name or a lot ends in its refusal."""
    words = "".join(sentence[0]).split(" ")
    place %= len(words) + 1
    assume(not in_a_name(words, place))
    line = " ".join([*words[:place], UNKNOWN, *words[place:]])
    with pytest.raises(BadInputError) as refusal:
        read(line)
    assert UNKNOWN in f"{refusal.value.sentence} {refusal.value.hint}"


def in_a_name(words: list[str], place: int) -> bool:
    """Whether a place is inside or right behind a name, a clinic or a lot."""
    begins = {"by", "with", "at", "lot", "batch", "Dr."}
    for index in range(place - 1, -1, -1):
        if words[index].casefold() in {word.casefold() for word in begins}:
            return True
        if words[index].endswith((",", ";")):
            return False
    return False


@given(sentences(), st.lists(st.booleans(), min_size=40, max_size=40))
@examples(80)
def test_quoting_never_changes_the_meaning(
    sentence: tuple[list[str], Session], cuts: list[bool]
) -> None:
    """The same words give the same record or the same refusal, however the shell cut them."""
    words = "".join(sentence[0]).split(" ")
    cut: list[str] = [words[0]]
    for word, apart in zip(words[1:], cuts * 3, strict=False):
        if apart:
            cut.append(word)
        else:
            cut[-1] += f" {word}"

    def outcome(arguments: list[str]) -> Session | str:
        try:
            return reader().session(arguments, Typed())
        except BadInputError as error:
            return error.sentence

    assert outcome(cut) == outcome([" ".join(words)]) == outcome(words)


@given(sentences(between=(", ",)))
@examples(80)
def test_what_was_understood_reads_back_the_same(sentence: tuple[list[str], Session]) -> None:
    """The line that is shown after saving gives the same record when it is typed."""
    saved = sentence[1]._replace(id="k7q2m9xd")
    assert read(record_line(saved, load()), saved) == saved._replace(id=None)


SITES = {"biceps": "arm", "brachialis": "arm", "fcu": "arm", "procerus": "glabella", "scm": "neck"}


@given(
    st.lists(st.sampled_from(sorted(SITES)), min_size=1, max_size=5, unique=True),
    st.lists(st.integers(1, 200), min_size=5, max_size=5),
    st.sampled_from(["", "left ", "right "]),
)
@examples(100)
def test_muscles_add_up_and_read_back(names: list[str], units: list[int], side: str) -> None:
    """Muscles of one area and side are one dose: their sum, with each of them kept."""
    arm = [name for name in names if SITES[name] == "arm"]
    assume(arm)
    said = units[: len(arm)]
    assume(len(arm) < 3 or all(2 * one != sum(said) for one in said))  # it could be a total
    line = ", ".join(f"{side}{name} {units[index]}" for index, name in enumerate(arm))
    session = read(line)
    (dose,) = session.doses
    assert dose.area == (f"arm-{side.strip()}" if side else "arm")
    assert dose.units == sum(said)
    assert [(site.name, site.units) for site in dose.sites] == list(zip(arm, units, strict=False))
    saved = session._replace(id="k7q2m9xd")
    assert read(record_line(saved, load()), saved) == session


# Check-ins

TREATED = Session(
    "aaaa2345",
    parse_iso("2026-09-01"),
    tuple(Dose(area, 20) for area in ("glabella", "forehead", "chin", "masseter", "underarms")),
    "botox",
)
SEEN = ("11s", "forehead", "my chin", "jaw", "left jaw", "armpits")


def look(line: str) -> CheckIn:
    """Return the check-in that a line says, of the five areas that were treated."""
    [found] = reader(TREATED).checkins(
        [line], on=None, effects=(), note=None, active=lambda _: TREATED.areas
    )
    return found


@st.composite
def looks(draw: st.DrawFn) -> tuple[list[str], CheckIn]:
    """Return the pieces of a line about how areas look, and the check-in that they say."""
    typed = draw(st.lists(st.sampled_from(SEEN), min_size=1, max_size=4, unique=True))
    bases = [load().split_side(AREAS[area])[0] for area in typed]
    assume(len(set(bases)) == len(bases))
    seen: list[tuple[str, Any]] = []
    for area in typed:
        words, state = draw(st.sampled_from(sorted(STATES.items())))
        join = draw(st.sampled_from([" ", " is ", "=", ": "]))
        seen.append((f"{area}{join}{words}", AreaState(AREAS[area], state)))
    effect, when = draw(one_of(EFFECTS)), draw(one_of(DATES))
    order = draw(st.permutations([*seen, *filter(None, (effect, when))]))
    parts = ", ".join(phrase for phrase, _ in order)
    return [parts], CheckIn(
        None,
        parse_iso(str(when[1])) if when else PartialDate.of_day(TODAY),
        tuple(meaning for _, meaning in order if isinstance(meaning, AreaState)),
        (str(effect[1]),) if effect else (),
    )


@given(looks())
@examples(120)
def test_a_check_in_is_read_as_its_pieces_or_refused(sentence: tuple[list[str], CheckIn]) -> None:
    """States, side effects and a date in any order: what they say, or nothing at all."""
    (line,), meant = sentence
    try:
        found = look(line)
    except BadInputError:
        return
    assert found == meant


@given(looks(), st.integers(0, 40))
@examples(120)
def test_an_unknown_word_of_a_check_in_is_refused_by_name(
    sentence: tuple[list[str], CheckIn], place: int
) -> None:
    """One unknown word anywhere ends in its refusal."""
    words = sentence[0][0].split(" ")
    place %= len(words) + 1
    line = " ".join([*words[:place], UNKNOWN, *words[place:]])
    with pytest.raises(BadInputError) as refusal:
        look(line)
    assert UNKNOWN in f"{refusal.value.sentence} {refusal.value.hint}"


@given(looks())
@examples(80)
def test_a_check_in_reads_back_the_same(sentence: tuple[list[str], CheckIn]) -> None:
    """The line that is shown after saving gives the same check-in when it is typed."""
    assert look(record_line(sentence[1], load())) == sentence[1]


@given(st.text(max_size=60))
@examples(120)
def test_no_text_ends_in_another_error(text: str) -> None:
    """Whatever is typed is read or refused."""
    for command in (read, look):
        with suppress(BadInputError):
            command(text)


def test_today_is_a_monday() -> None:
    """The dates above were worked out by hand for this day."""
    assert date(2026, 11, 23) == TODAY
