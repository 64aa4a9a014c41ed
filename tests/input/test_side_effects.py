"""Side effects in one's own words: what `--effect` and lines record, keep, and say."""

import json

import pytest

from botoxlog.core.errors import BadInputError
from botoxlog.core.model import CheckIn, Dose
from tests.conftest import Program
from tests.input.lines import day, interpreter, session


def tell(typed: str, *, line: str = "", note: str | None = None) -> tuple[list[CheckIn], list[str]]:
    """Return the check-ins of a text, after a session on 1 November 2026, and the notices."""
    reader = interpreter(session("2026-11-01", Dose("glabella")))
    found = reader.checkins(
        [line] if line else [],
        on=None,
        effects=[typed] if typed else [],
        note=note,
        active=lambda _: ("glabella",),
    )
    return found, reader.notices


@pytest.mark.parametrize(
    ("typed", "effects", "resolved", "note"),
    [
        ("droopy eyelid", ("eyelid-ptosis",), (), None),
        ("my left eyelid droops", ("eyelid-ptosis-left",), (), None),
        ("slightly droopy eyelid", ("eyelid-ptosis",), (), "slightly droopy eyelid"),
        ("mild ptosis, left side", ("eyelid-ptosis-left",), (), "mild ptosis, left side"),
        ("headache and bruise", ("headache", "injection-site-reaction"), (), None),
        ("headache gone", (), ("headache",), None),
        ("headache for two days, gone now", (), ("headache",), "headache for two days, gone now"),
        ("no droop", (), (), "no droop"),
        ("brow not heavy any more", (), (), "brow not heavy any more"),
        ("brow no longer heavy", (), ("brow-ptosis",), None),
        ("droop much better than last time", (), (), "droop much better than last time"),
        ("heavier brow than last time", ("brow-ptosis",), (), "heavier brow than last time"),
        ("worried about ptosis", (), (), "worried about ptosis"),
        ("my sister lost her voice", (), (), "my sister lost her voice"),
        ("lid normal again", (), (), "lid normal again"),
        ("chewing not a problem", (), (), "chewing not a problem"),
        ("none", (), (), "no side effects"),
        ("hair falling out", ("hair falling out",), (), None),
        ("headache, hair loss", ("headache", "hair loss"), (), None),
        ("over-relaxation", ("over-relaxation",), (), None),
        ("eyelid-ptosis-left", ("eyelid-ptosis-left",), (), None),
        ("bladder-control", ("bladder-control",), (), None),
        ("weak hand, arm or leg", ("lasting-weakness",), (), None),
        (
            "nothing wrong apart from double vision",
            ("double-vision",),
            (),
            "nothing wrong apart from double vision",
        ),
        ("double vision almost gone", (), (), "double vision almost gone"),
        ("left and right eyelid droop", ("eyelid-ptosis",), (), None),
        (
            "left the clinic with a headache",
            ("headache",),
            (),
            "left the clinic with a headache",
        ),
        ("trouble swallowing by april", ("dysphagia",), (), "trouble swallowing by april"),
        # the words of what may be an emergency or not, unless they are its id or name
        ("can't pass urine", ("urinary-retention",), (), "can't pass urine"),
        ("stiff neck", ("neck-weakness",), (), "stiff neck"),
        ("drooling", ("perioral-weakness",), (), "drooling"),
        ("hives", ("skin-eruption",), (), "hives"),
        ("weak left hand", ("lasting-weakness-left",), (), "weak left hand"),
        ("weak neck or shoulders", ("neck-weakness",), (), None),
        ("voice-change", ("voice-change",), (), None),
        ("Weak hand, arm or leg", ("lasting-weakness",), (), None),
        ("weak hand arm or leg", ("lasting-weakness",), (), None),
        ("flu-like illness or tiredness", ("flu-like",), (), None),
        ("double vision", ("double-vision",), (), None),
        ("seeing double", ("double-vision",), (), None),
        ("stiff neck gone", (), ("neck-weakness",), None),
    ],
)
def test_what_is_recorded(
    typed: str, effects: tuple[str, ...], resolved: tuple[str, ...], note: str | None
) -> None:
    """What is there and what is over by id; what is denied, feared or less only in the note."""
    [found], _ = tell(typed)
    assert (found.effects, found.resolved, found.note) == (effects, resolved, note)


@pytest.mark.parametrize(
    ("typed", "notice"),
    [
        (
            "hair falling out",
            '"hair falling out" is not a side effect botoxlog knows. Saved as you typed it.',
        ),
        (
            "eyelid weird",
            (
                '"eyelid weird" is not a side effect botoxlog knows. Saved as you typed it. The '
                "nearest that it knows: drooping eyelid, heavy or lower brow or other eye open "
                "too wide."
            ),
        ),
        (
            "headache, then I slept for most of it",
            '"then I slept for most of it" is not a side effect botoxlog knows. It is in the note.',
        ),
        (
            "worried about ptosis",
            '"worried about ptosis": drooping eyelid is not there yet, so it is only in the note.',
        ),
        (
            "droop much better than last time",
            (
                '"droop much better than last time": drooping eyelid is less than it was, so it is '
                "only in the note."
            ),
        ),
        ("droopy eyelid", None),
    ],
)
def test_what_is_not_recorded_is_said(typed: str, notice: str | None) -> None:
    """Nothing is dropped in silence: what was not recognised, and why it is only in the note."""
    _, notices = tell(typed)
    assert notices == ([notice] if notice else [])


@pytest.mark.parametrize(
    ("typed", "when", "effects"),
    [
        ("in 2014 I could hardly swallow for three weeks", "2014", ("dysphagia",)),
        ("in march 2021 I had double vision", "2021-03", ("double-vision",)),
        ("droopy left eyelid last year, in may 2025", "2025-05", ("eyelid-ptosis-left",)),
        ("2014: couldn't swallow", "2014", ("dysphagia",)),
        ("14 Feb 2014 double vision for a week", "2014-02-14", ("double-vision",)),
    ],
)
def test_the_past_is_a_check_in_of_its_own_date(
    typed: str, when: str, effects: tuple[str, ...]
) -> None:
    """With its date, what it was, that it is over, and the words."""
    [found], _ = tell(typed)
    expected = CheckIn(None, day(when), (), effects=effects, resolved=effects, note=typed)
    assert found == expected


def test_the_past_beside_the_present() -> None:
    """What is told of the past does not take the day of the rest."""
    found, _ = tell("in 2014 I could hardly swallow", line="11s full")
    assert [(record.date.iso, record.effects) for record in found] == [
        ("2014", ("dysphagia",)),
        ("2026-11-23", ()),
    ]


def test_past_and_present_in_one_text() -> None:
    """What was then is over; what is now is not."""
    found, _ = tell("in 2014 I could hardly swallow, now only a headache")
    assert [(record.date.iso, record.effects, record.resolved) for record in found] == [
        ("2014", ("dysphagia",), ("dysphagia",)),
        ("2026-11-23", ("headache",), ()),
    ]


@pytest.mark.parametrize(
    ("effect", "line"),
    [
        ("breathy voice", "my voice is back to normal"),
        ("drooping left eyelid", "left eyelid no longer drooping"),
        ("uneven smile", "smile is back to normal"),
        ("weak chewing", "chewing is back to normal"),
        ("headache", "all side effects gone"),
    ],
)
def test_back_to_normal_is_about_what_is_on_record(
    program: Program, effect: str, line: str
) -> None:
    """In words too: where a side effect of that part is open, it is over, and no result is."""
    program("add", "voice=5", "-p", "botox", "--on", "2026-11-01")
    program("checkin", "--effect", effect, "--on", "2026-11-05")
    done = program("checkin", line)
    [_, first, last] = json.loads(program("log", "--json").out)["records"]
    assert (done.code, last["resolved"], last["state"]) == (0, first["effects"], {})


def test_back_to_normal_is_of_the_date_in_the_line(program: Program) -> None:
    """The date is that of the end, and no word of it is lost."""
    program("add", "voice=5", "-p", "botox", "--on", "2026-11-01")
    program("checkin", "--effect", "breathy voice", "--on", "2026-11-05")
    done = program("checkin", "my voice is back to normal 20 nov 2026")
    [*_, last] = json.loads(program("log", "--json").out)["records"]
    assert (done.code, last["date"], last["resolved"]) == (0, "2026-11-20", ["voice-change"])
    assert "is not a side effect botoxlog knows" not in done.err


@pytest.mark.parametrize(
    ("line", "state", "resolved"),
    [
        # of an area that is treated for its looks it may be the result, and is asked
        ("11s back to normal", {"glabella": "gone"}, []),
        ("voice worn off", {"larynx": "gone"}, []),
        ("11s full voice back to normal", {"glabella": "full", "larynx": "gone"}, []),
        ("forehead back to normal", None, None),
        # nothing beside the end of a side effect is lost
        ("11s full eyelid no longer drooping", None, None),
        ("forehead no longer moves", None, None),
        ("11s full no more side effects", None, None),
        ("11s full; in 2014 I could hardly swallow", None, None),
        ("11s fading, double vision in 2014", None, None),
    ],
)
def test_what_stands_beside_the_end_of_a_side_effect(
    program: Program, line: str, state: dict[str, str] | None, resolved: list[str] | None
) -> None:
    """A line that says more than that is taken whole, or refused; None is a refusal."""
    program("add", "11s=20", "forehead=10", "voice=5", "-p", "botox", "--on", "2026-11-01")
    program("checkin", "--effect", "breathy voice", "--on", "2026-11-05")
    program("checkin", "--effect", "heavy brow", "--on", "2026-11-06")
    done = program("checkin", line)
    records = json.loads(program("log", "--json").out)["records"][3:]
    if state is None:
        assert (done.code, records) == (2, [])
    else:
        assert [(last["state"], last["resolved"]) for last in records] == [(state, resolved)]


def test_a_refused_line_about_a_side_effect_says_how_to_record_it(program: Program) -> None:
    """The hint has the whole line, not the one word that was not understood, and it works."""
    program("add", "migraine=155", "-p", "botox", "--on", "2025-03-12")
    line = "eyebrow and eyelid droop, 20 mar 2025"
    refused = program("checkin", line)
    assert (refused.code, refused.err.splitlines()[-1]) == (
        2,
        f'As a side effect in your own words: botoxlog checkin --effect "{line}"',
    )
    program("checkin", "--effect", line)
    last = json.loads(program("log", "--json").out)["records"][-1]
    assert (last["date"], set(last["effects"])) == ("2025-03-20", {"brow-ptosis", "eyelid-ptosis"})


def test_a_command_that_is_shown_has_no_year_of_its_own(program: Program) -> None:
    """Where the note has no date, YEAR stands for it, and is refused as it is."""
    shown = program("checkin", "--note", "years ago I fainted").err
    assert 'botoxlog checkin --effect "fainting in YEAR"' in shown
    assert program("checkin", "--effect", "fainting in YEAR").code == 2
    shown = program("checkin", "--note", "in 2019 my arm was weak for a month").err
    assert 'botoxlog checkin --effect "arm was weak in 2019"' in shown
    program("checkin", "--effect", "arm was weak in 2019")
    last = json.loads(program("log", "--json").out)["records"][0]
    assert (last["date"], last["effects"]) == ("2019", ["lasting-weakness"])


def test_each_is_of_the_date_beside_it() -> None:
    """Two years in one sentence are two check-ins."""
    found, _ = tell("in 2014 double vision, in 2016 trouble swallowing")
    assert [(record.date.iso, record.effects) for record in found if record.date.iso < "2026"] == [
        ("2014", ("double-vision",)),
        ("2016", ("dysphagia",)),
    ]


def test_the_past_that_is_back_is_there_now() -> None:
    """What was over and came back may be an emergency now."""
    found, _ = tell("in 2014 I couldn't swallow and now again")
    assert found[-1].effects == ("dysphagia",)


def test_a_date_in_the_words_and_another_beside_them() -> None:
    """Two dates for one thing are refused."""
    reader = interpreter(session("2026-11-01", Dose("glabella")))
    with pytest.raises(BadInputError):
        reader.checkins(
            [],
            on="2015",
            effects=["double vision in 2014"],
            note=None,
            active=lambda _: ("glabella",),
        )


def test_own_words_end_by_themselves(program: Program) -> None:
    """A side effect kept as typed is over when somebody says so of the same words."""
    program("add", "11s=20", "--on", "2026-11-01")
    program("checkin", "--effect", "purple ears")
    program("checkin", "--effect", "purple ears gone")
    [_, _, last] = json.loads(program("log", "--json").out)["records"]
    assert last["resolved"] == ["purple ears"]


def test_a_line_about_an_emergency_is_kept() -> None:
    """Words that no line would take are kept if they may describe an emergency."""
    [found], _ = tell("", line="in 2014 I could hardly swallow for three weeks")
    assert (found.date.iso, found.effects) == ("2014", ("dysphagia",))
    [found], _ = tell("", line="cannot get tea past my tonsils")
    assert (found.effects, found.note) == (("dysphagia",), "cannot get tea past my tonsils")


def test_a_line_with_a_state_beside_an_emergency_is_asked_apart() -> None:
    """The state would be lost, so the line is refused, with what to type."""
    with pytest.raises(BadInputError) as refused:
        tell("", line="11s fading and I cannot swallow my tea")
    assert refused.value.hint == (
        'Log the side effect by itself: botoxlog checkin "cannot swallow"'
    )


def test_a_note_of_the_past_says_how_to_record_it() -> None:
    """In a note it stays a note; the command that would record it is shown."""
    [found], notices = tell("", note="in 2014 I could hardly swallow for three weeks")
    assert (found.effects, found.resolved) == ((), ())
    assert notices == [
        (
            "Your note tells of trouble swallowing that is over. To record it with its date: "
            'botoxlog checkin --effect "trouble swallowing in 2014"'
        )
    ]


def test_what_is_past_comes_first_on_the_sheet(program: Program) -> None:
    """The next clinician reads it before anything else, told as a side effect or in a note."""
    program("add", "11s=20", "-p", "botox", "--on", "2026-11-01")
    program("checkin", "--effect", "in 2014 I could hardly swallow for three weeks")
    sheet = json.loads(program("brief", "--json").out)
    assert sheet["raise"][0]["topic"] == "serious-reaction"
    assert sheet["raise"][0]["why"] == ["In 2014: trouble swallowing, since over."]
    program("undo")
    program("checkin", "--note", "double vision after the last one in 2019, gone in a week")
    sheet = json.loads(program("brief", "--json").out)
    assert sheet["raise"][0]["why"] == ["In a note of 23 Nov 2026: double vision, which is over."]


def test_the_end_of_the_one_that_is_on_record(program: Program) -> None:
    """A part that is well again ends the one side effect of it on record; else it is a note."""
    program("add", "11s=20", "-p", "botox", "--on", "2026-11-01")
    program("checkin", "--effect", "droopy left lid", "--on", "2026-11-10")
    done = program("checkin", "--effect", "lid normal again")
    assert "drooping eyelid left resolved" in done.out
    done = program("checkin", "--effect", "lid normal again")
    assert "only in the note" in " ".join(done.err.split())
