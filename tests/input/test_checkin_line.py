"""What the words of one line say about a check-in."""

import pytest

from botoxlog.core.errors import BadInputError
from botoxlog.core.model import Dose
from tests.input.lines import Answers, interpreter, read_checkin, session, states

AFTER_EQUALS = (
    'After "=", write a state or its letter: none (n), kicking-in (k), full (f), partial (p), '
    "fading (w), gone (g), no-effect (x)."
)

MINE = ("glabella", "masseter", "crows-feet")


@pytest.mark.parametrize(
    ("line", "seen"),
    [
        ("11s fading", [("glabella", "fading")]),
        ("11s is wearing off", [("glabella", "fading")]),
        ("11s: fading", [("glabella", "fading")]),
        ("gone 11s", [("glabella", "gone")]),
        ("11s worn off", [("glabella", "gone")]),
        ("11s partial", [("glabella", "partial")]),
        ("jaw no effect", [("masseter", "no-effect")]),
        ("fully frozen 11s", [("glabella", "full")]),
        ("11s gone jaw full", [("glabella", "gone"), ("masseter", "full")]),
        ("full 11s, fading jaw", [("glabella", "full"), ("masseter", "fading")]),
        ("11s and jaw full", [("glabella", "full"), ("masseter", "full")]),
        ("11s=f jaw=w", [("glabella", "full"), ("masseter", "fading")]),
        ("11s=g, jaw=x", [("glabella", "gone"), ("masseter", "no-effect")]),
        ("11s=n jaw=k", [("glabella", "none"), ("masseter", "kicking-in")]),
        ("11s=p", [("glabella", "partial")]),
        ("11s = wearing off", [("glabella", "fading")]),
        ("all=gone", [("glabella", "gone"), ("masseter", "gone"), ("crows-feet", "gone")]),
        ("all but jaw full", [("glabella", "full"), ("crows-feet", "full")]),
        ("all fading except jaw", [("glabella", "fading"), ("crows-feet", "fading")]),
        ("all full, jaw fading",
         [("glabella", "full"), ("crows-feet", "full"), ("masseter", "fading")]),
        ("left jaw fading", [("masseter-left", "fading")]),
        ("jaw left fading right full", [("masseter-left", "fading"), ("masseter-right", "full")]),
        ("left jaw full, right jaw fading",
         [("masseter-left", "full"), ("masseter-right", "fading")]),
        ("both jaw full", [("masseter", "full")]),
    ],
)  # fmt: skip
def test_the_states_of_areas(line: str, seen: list[tuple[str, str]]) -> None:
    """Each area is given its state in words, or by a letter after "="; "all" leaves out others."""
    assert states(read_checkin(line, *MINE)) == seen


def test_what_was_never_treated_there_is_a_side_effect() -> None:
    """Drooling is what the salivary glands are treated for, and anywhere else a side effect."""
    assert read_checkin("drooling", "glabella").effects == ("perioral-weakness",)
    assert states(read_checkin("drooling again", "salivary")) == [("salivary", "fading")]
    with pytest.raises(BadInputError):
        read_checkin("drooling", "salivary")


@pytest.mark.parametrize(
    ("line", "state"),
    [
        ("jaw 50% gone", "fading"),
        ("jaw 30% worn off", "fading"),
        ("jaw 80% left", "fading"),
        ("jaw 95% left", "fading"),
        ("jaw 100% left", "full"),
        ("jaw 100% gone", "gone"),
        ("jaw 0% left", "gone"),
    ],
)
def test_a_percentage_that_says_of_what(line: str, state: str) -> None:
    """What is left, or what has worn off, is a state."""
    assert states(read_checkin(line, "masseter")) == [("masseter", state)]


@pytest.mark.parametrize(
    ("line", "treated", "state"),
    [
        ("clenching again", "masseter", "fading"),
        ("clenching completely back", "masseter", "gone"),
        ("no clenching", "masseter", "full"),
        ("not clenching", "masseter", "full"),
        ("underarms sweating again", "underarms", "fading"),
        ("clenching stopped", "masseter", "full"),
        ("underarms dry", "underarms", "full"),
        ("11s frozen", "glabella", "full"),
        ("11s smooth", "glabella", "full"),
        ("11s can't move", "glabella", "full"),
        ("jaw slightly faded", "masseter", "fading"),
        ("migraines again", "migraine-pattern", "fading"),
        ("no migraines", "migraine-pattern", "full"),
        ("no migraines this time", "migraine-pattern", "full"),
    ],
)
def test_a_complaint_says_how_a_result_is(line: str, treated: str, state: str) -> None:
    """What the area is treated for is back, or it is not there, in words that fit the area."""
    found = read_checkin(line, treated, "glabella")
    assert (states(found), found.effects) == ([(treated, state)], ())


@pytest.mark.parametrize("line", ["gone", "fading"])
def test_a_state_alone_is_about_the_only_area(line: str) -> None:
    """With one result that may be active there is no doubt which is meant."""
    assert states(read_checkin(line, "masseter")) == [("masseter", line)]
    assert states(read_checkin(f"only the left is {line}", "masseter")) == [("masseter-left", line)]


@pytest.mark.parametrize("line", ["frown lines gone", "11s lines are gone", "lines gone"])
@pytest.mark.parametrize("answer", ["gone", "full"])
def test_gone_of_lines_is_asked_about(line: str, answer: str) -> None:
    """The lines may be gone, which is the full effect, or the result."""
    assert states(read_checkin(line, "glabella", given=[answer])) == [("glabella", answer)]
    with pytest.raises(BadInputError, match="two readings"):
        read_checkin(line, "glabella")


@pytest.mark.parametrize(("day", "asked"), [("day 13", True), ("day 14", False)])
def test_gone_in_the_first_two_weeks_is_asked_about(day: str, asked: bool) -> None:
    """Before results are judged, "gone" may be said of the lines; "worn off" never is."""
    assert states(read_checkin(f"11s worn off {day}", "glabella")) == [("glabella", "gone")]
    if asked:
        with pytest.raises(BadInputError, match="two readings"):
            read_checkin(f"11s gone {day}", "glabella")
    else:
        assert states(read_checkin(f"11s gone {day}", "glabella")) == [("glabella", "gone")]


@pytest.mark.parametrize(
    ("line", "effects", "resolved", "note"),
    [
        ("headache", ("headache",), (), None),
        ("spock brow, headache", ("brow-peaking", "headache"), (), None),
        ("left droopy eyelid", ("eyelid-ptosis-left",), (), None),
        ("droopy eyelid left", ("eyelid-ptosis-left",), (), None),
        ("left eyelid droopy", ("eyelid-ptosis-left",), (), None),
        ("bruise on forehead", ("injection-site-reaction",), (), "bruise on forehead"),
        ("headache for two days", ("headache",), (), "for two days"),
        ("bruise left jaw", ("injection-site-reaction-left",), (), "bruise left jaw"),
        ("left jaw bruise", ("injection-site-reaction-left",), (), "left jaw bruise"),
        ("jaw bruise left", ("injection-site-reaction-left",), (), "jaw bruise left"),
        ("bad headache", ("headache",), (), "bad headache"),
        ("headache gone", (), ("headache",), None),
        ("headache stopped", (), ("headache",), None),
        ("headache went away", (), ("headache",), None),
        ("headache and bruise gone", (), ("headache", "injection-site-reaction"), None),
        ("droopy eyelid resolved", (), ("eyelid-ptosis",), None),
        ("no headache", (), (), "no headache"),
        ("no side effects", (), (), "no side effects"),
    ],
)
def test_side_effects(
    line: str, effects: tuple[str, ...], resolved: tuple[str, ...], note: str | None
) -> None:
    """Each has its side, may be over or denied, and its place is kept in the note."""
    alone = read_checkin(line, *MINE)
    assert (alone.states, alone.effects, alone.resolved, alone.note) == (
        (),
        effects,
        resolved,
        note,
    )
    beside = read_checkin(f"{line}, jaw full", *MINE)
    assert (states(beside), beside.effects, beside.resolved, beside.note) == (
        [("masseter", "full")],
        effects,
        resolved,
        note,
    )


@pytest.mark.parametrize(
    ("line", "iso"),
    [
        ("11s full", "2026-11-23"),
        ("11s full yesterday", "2026-11-22"),
        ("11s full day 10", "2026-08-11"),
        ("day 0 11s none", "2026-08-01"),
        ("11s full week 2", "2026-08-15"),
        ("11s full at 3 months", "2026-11"),
        ("11s full 12 weeks ago", "2026-08-31"),
    ],
)
def test_the_date_of_a_checkin(line: str, iso: str) -> None:
    """It is today, or a date in the line, or a day counted from the session."""
    assert read_checkin(line, *MINE).date.iso == iso


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("sideways", '"sideways" was not understood'),
        ("wobble 11s full", '"wobble" was not understood. .* Understood so far: frown lines full'),
        ("11s full 2 weeks", '"2 weeks" was not understood'),
        ("11s w", '"w" was not understood'),
        ("11s", "has no state that botoxlog knows"),
        ("11s=", "has no state that botoxlog knows"),
        ("gone", "names no area"),
        ("11s full fading", '"full" and "fading" are two states'),
        ("11s working, 11s fading", "named twice"),
        ("11s not full", '"not" says what is not so'),
        ("11s=70%", "could mean what is left or what has worn off"),
        ("11s 100%", "could mean that it works fully or that it has worn off"),
        ("jaw 5% left", "two readings"),
        ("11s=nothing", "two readings"),
        ("11s=worked for 2 months", "is how long it lasted, not how it looks"),
        ("chin fading", "no session of chin up to that day"),
        ("chin=w", "no session of chin up to that day"),
        ("all=f chin=w", "no session of chin up to that day"),
        ("all except chin full", "no session of chin up to that day"),
        ("jaw full except left", '"left": it isn\'t clear which state that side has'),
        ("jaw=f except left", '"left": it isn\'t clear which state that side has'),
        ("jaw full but left", '"left": it isn\'t clear which state that side has'),
        ("jaw except left full", '"left": it isn\'t clear which state that side has'),
        ("jaw fading other than right", '"right": it isn\'t clear which state that side has'),
        ("all=f except 11s headache", "could leave out an area"),
        ("all full except jaw and 11s headache", "could leave out an area"),
        ("all=f except jaw with headache", "could leave out an area"),
        ("all full but jaw headache", "could leave out an area"),
        ("jaw left=w jaw=f", "jaw is named as a whole and also by one side"),
        ("jaw full, left jaw fading", "jaw is named as a whole and also by one side"),
        ("left jaw fading, both jaws full", "jaw is named as a whole and also by one side"),
        ("all but jaw=f", 'A "=" behind jaw could be the state of jaw or of all the others'),
        ("all except jaw=f", 'A "=" behind jaw could be the state of jaw or of all the others'),
        ("lines gone", "could be about several areas"),
        ("spasms again", "fits no area whose result may be working"),
        ("sweating again", "two readings"),
        ("11s full tomorrow", "still to come"),
        ("is the jaw full", "asks something"),
        ("11s may be full", '"may be" leaves open what is so'),
        ("11s was full", '"was" is about the past, and the line has no date'),
        ("jaw dry", '"dry" is not how a result looks in the jaw'),
        ("11s still there", "two readings"),
        ("11s strong", "two readings"),
        ("11s back", "two readings"),
        ("11s mostly gone", "two readings"),
        ("love it", "says nothing about a result"),
        ("11s full yesterday, jaw full today", "more than one date"),
        ("droopy eyelid 11s gone", "could be about the side effect or the result"),
    ],
)
def test_what_is_refused(line: str, says: str) -> None:
    """What does not say how which area is doing is not saved."""
    with pytest.raises(BadInputError, match=says):
        read_checkin(line, *MINE)


def test_what_was_so_on_a_day_is_saved() -> None:
    """With a date "was" says how it looked then."""
    found = read_checkin("11s was full in october", *MINE)
    assert (states(found), found.date.iso) == ([("glabella", "full")], "2026-10")


@pytest.mark.parametrize(
    ("line", "on", "notices"),
    [
        ("11s full day 10", None, ["day 10"]),
        ("11s full 2 weeks after", None, ["2 weeks after"]),
        ("11s full", "day 10", ["day 10"]),
        ("11s full day 10", "2026-08-11", ["day 10"]),
        ("11s full day 10", "day 10", ["day 10"]),
        ("11s full yesterday", None, []),
        ("11s full", "3 weeks ago", []),
    ],
)
def test_says_which_session_a_date_is_counted_from(
    line: str, on: str | None, notices: list[str]
) -> None:
    """A day counted from the session shows which session that is, once."""
    reader = interpreter(session("2026-08-01", Dose("glabella")))
    reader.checkins([line], on=on, effects=(), note=None, active=lambda _: ("glabella",))
    counted = [f'"{words}" is counted from the session on Sat 1 Aug 2026.' for words in notices]
    assert reader.notices == counted


@pytest.mark.parametrize(
    ("letter", "state"),
    [
        ("n", "none"),
        ("k", "kicking-in"),
        ("f", "full"),
        ("p", "partial"),
        ("w", "fading"),
        ("g", "gone"),
        ("x", "no-effect"),
    ],
)
@pytest.mark.parametrize("line", ["11s={}", "11s = {}", "frown lines={}", "jaw=f, 11s={}"])
def test_a_letter_behind_an_equals_sign(letter: str, state: str, line: str) -> None:
    """The letters of the questions are states there, in either case."""
    for typed in (letter, letter.upper()):
        found = dict(states(read_checkin(line.format(typed), *MINE)))
        assert found["glabella"] == state


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("11s=d", AFTER_EQUALS),
        ("11s=\N{LATIN SMALL LETTER E WITH ACUTE}", AFTER_EQUALS),
        ("11s=ff", AFTER_EQUALS),
        ("jaw=f 11s=q", AFTER_EQUALS),
        ("all=z", AFTER_EQUALS),
        ("11s f", 'A letter needs "=" before it, such as "11s=f".'),
        ("jaw: W", 'A letter needs "=" before it, such as "11s=w".'),
        ("all x", 'A letter needs "=" before it, such as "11s=x".'),
    ],
)
def test_a_letter_that_is_no_state_is_refused(line: str, hint: str) -> None:
    """It is named, with the letters that there are; without "=" no letter is a state."""
    with pytest.raises(BadInputError) as refused:
        read_checkin(line, *MINE)
    named = line.replace("=", " ").split()[-1]
    assert refused.value.sentence.startswith(f'"{named}" was not understood. Nothing was saved.')
    assert refused.value.hint == hint


@pytest.mark.parametrize(
    ("line", "seen"),
    [
        ("all=full", ["full", "full", "full"]),
        ("all=F", ["full", "full", "full"]),
        ("ALL fading", ["fading", "fading", "fading"]),
        ("everything gone", ["gone", "gone", "gone"]),
        ("all of them full", ["full", "full", "full"]),
        ("all three full", ["full", "full", "full"]),
        ("all three areas are full", ["full", "full", "full"]),
        ("all=full jaw=fading", ["full", "fading", "full"]),
        ("jaw=w all=f", ["full", "fading", "full"]),
        ("all=f jaw=w 11s=g", ["gone", "fading", "full"]),
        ("all gone except jaw", ["gone", None, "gone"]),
        ("all gone except jaw and 11s", [None, None, "gone"]),
        ("all=full but not the jaw", ["full", None, "full"]),
        ("all full except jaw fading", ["full", "fading", "full"]),
        ("jaw fading, the rest full", ["full", "fading", "full"]),
    ],
)
def test_all_is_every_running_result(line: str, seen: list[str | None]) -> None:
    """One state for each; an area that is named has its own, wherever it stands."""
    found = dict(states(read_checkin(line, *MINE)))
    assert [found.get(area) for area in MINE] == seen


@pytest.mark.parametrize(
    ("line", "left", "right"),
    [
        ("all=f jaw left=w", "fading", "full"),
        ("all full, left jaw fading", "fading", "full"),
        ("jaw left fading, the rest full", "fading", "full"),
        ("all=f except jaw left=w", "fading", "full"),
        ("all full except left jaw", None, "full"),
        ("all full except jaw left", None, "full"),
        ("all full except right jaw", "full", None),
    ],
)
def test_all_is_the_other_side_of_a_side_that_is_named(
    line: str, left: str | None, right: str | None
) -> None:
    """Of an area of which one side is named or left out, "all" is the other side."""
    found = dict(states(read_checkin(line, *MINE)))
    assert (found.get("masseter-left"), found.get("masseter-right")) == (left, right)
    assert "masseter" not in found
    assert (found["glabella"], found["crows-feet"]) == ("full", "full")


@pytest.mark.parametrize("line", ["all full", "all=f", "jaw full", "jaw=f"])
def test_areas_in_everyday_words_are_those_of_the_catalog(line: str) -> None:
    """A session of "jaw", written by hand, is one of the masseter, in words and after "="."""
    reader = interpreter(session("2026-08-01", Dose("jaw")))
    [found] = reader.checkins(
        [line], on=None, effects=(), note=None, active=lambda _: ("masseter",)
    )
    assert states(found) == [("masseter", "full")]
    assert list(reader.entry_checks.checkin_warnings(found)) == []


def test_all_gone_with_a_new_result() -> None:
    """Only the new one is asked about, by its name; with a state of its own it is not."""
    new = session("2026-11-16", Dose("forehead"))
    old = session("2026-08-01", Dose("glabella"))

    def read(line: str, *given: str) -> tuple[list[tuple[str, str]], Answers]:
        reader = interpreter(old, new, given=given)
        [found] = reader.checkins(
            [line], on=None, effects=(), note=None, active=lambda _: ("glabella", "forehead")
        )
        assert isinstance(reader.clarifier, Answers)
        return states(found), reader.clarifier

    seen, answers = read("all gone", "full")
    assert seen == [("glabella", "gone"), ("forehead", "full")]
    assert answers.asked == [("forehead gone", ("gone", "full"))]
    seen, answers = read("all=gone forehead=f")
    assert seen == [("glabella", "gone"), ("forehead", "full")]
    assert answers.asked == []


@pytest.mark.parametrize("line", ["both areas full", "all four gone", "all five areas fading"])
def test_all_of_another_number_is_refused(line: str) -> None:
    """Three results are running: it isn't clear which are meant."""
    with pytest.raises(
        BadInputError, match=r"frown lines, jaw and crow's feet\. Nothing was saved"
    ):
        read_checkin(line, *MINE)


def test_a_whole_face_has_no_armpits() -> None:
    """It is every result where all are of the face, and else refused with what is running."""
    assert states(read_checkin("whole face full", *MINE)) == [(area, "full") for area in MINE]
    with pytest.raises(BadInputError, match="may not be all of frown lines and underarms"):
        read_checkin("whole face full", "glabella", "underarms")


def test_both_sides_of_one_area_are_one_or_two() -> None:
    """Words such as "both areas" may count the sides apart, or the areas."""
    sides = ("masseter-left", "masseter-right")
    wanted = [(side, "full") for side in sides]
    assert states(read_checkin("both areas full", *sides)) == wanted
    more = read_checkin("both areas full", *sides, "glabella")
    assert states(more) == [*wanted, ("glabella", "full")]


@pytest.mark.parametrize(
    ("line", "note"),
    [
        ("all side effects gone", "all side effects gone"),
        ("all my side effects are gone", "all my side effects are gone"),
        ("side effects gone", "side effects gone"),
        ("no more side effects", "no more side effects"),
        ("side effects: none", "side effects: none"),
    ],
)
def test_side_effects_that_are_over_are_no_result(line: str, note: str) -> None:
    """With none on record it stays in the note, and no area is called worn off."""
    for treated in (MINE, MINE[:1]):
        found = read_checkin(line, *treated)
        assert (found.states, found.effects, found.resolved, found.note) == ((), (), (), note)


@pytest.mark.parametrize(
    "line",
    [
        "11s full, side effects gone",
        "11s full, side effects: all gone",
        "all my face is droopy",
        "all my face is full",
    ],
)
def test_what_is_not_said_of_all_results_is_refused(line: str) -> None:
    """Side effects beside a result, and words for several areas, write nothing."""
    with pytest.raises(BadInputError):
        read_checkin(line, *MINE)


@pytest.mark.parametrize("line", ["all=gone", "all fading", "everything gone", "all but jaw full"])
def test_nothing_active_is_said(line: str) -> None:
    """With "all" and no result that may be active, there is nothing to save."""
    reader = interpreter()
    with pytest.raises(BadInputError, match=r"none of your results .* Nothing was saved\."):
        reader.checkins([line], on=None, effects=(), note=None, active=lambda _: ())
    assert reader.clarifier == Answers()
