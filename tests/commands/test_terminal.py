"""Talking with a person, and what happens where there is nobody to ask."""

import sys
from collections.abc import Callable
from contextlib import nullcontext

import pytest

from botoxlog.commands.shared.terminal import (
    ENTER,
    SPACE,
    Refuser,
    Terminal,
    can_ask,
    confirm_with_key_or_stop,
)
from botoxlog.core.errors import BadInputError, CannotDoError
from botoxlog.core.model import State

Type = Callable[..., list[str]]
Keys = Callable[..., list[str | type[BaseException]]]


@pytest.fixture
def types(monkeypatch: pytest.MonkeyPatch) -> Type:
    """Return a way to set what is typed next; it returns the list of prompts that are shown."""

    def set_answers(*answers: str | type[BaseException] | BaseException) -> list[str]:
        left, prompts = list(answers), list[str]()

        def answer(prompt: str) -> str:
            prompts.append(prompt)
            given = left.pop(0)
            if isinstance(given, str):
                return given
            raise given

        monkeypatch.setattr("builtins.input", answer)
        return prompts

    return set_answers


@pytest.fixture
def keys(monkeypatch: pytest.MonkeyPatch) -> Keys:
    """Return a way to set what is pressed next; it returns what is left of it."""

    def set_keys(*pressed: str | type[BaseException]) -> list[str | type[BaseException]]:
        left = list(pressed)

        def read() -> str:
            given = left.pop(0)
            if isinstance(given, str):
                return given
            raise given

        monkeypatch.setattr(
            "botoxlog.commands.shared.terminal._single_keys", lambda: nullcontext(read)
        )
        return left

    return set_keys


def test_a_default_is_shown_and_taken(types: Type) -> None:
    """Enter takes what is in brackets; what would steer the terminal is shown as its code."""
    prompts = types("", "20", "")
    asker = Terminal()
    assert asker.ask("Clinic", "a\x1b[2J") == "a\x1b[2J"
    assert asker.ask("Units", "24") == "20"
    assert asker.ask("Note", "") == ""
    assert prompts == ["Clinic [a<U+001B>[2J]: ", "Units [24]: ", "Note: "]


@pytest.mark.parametrize("key", [EOFError, KeyboardInterrupt])
def test_leaving(types: Type, key: type[BaseException]) -> None:
    """Ctrl-C and end of input end the command with exit code 1 and nothing written."""
    types(key)
    with pytest.raises(CannotDoError, match=r"Stopped\. Nothing was written\.") as error:
        Terminal().ask("Note", "")
    assert error.value.exit_code == 1


def test_an_answer_that_is_no_text_is_asked_again(
    types: Type, capsys: pytest.CaptureFixture[str]
) -> None:
    """Bytes that are not UTF-8 are no answer."""
    types(UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid start byte"), "ok")
    assert Terminal().ask("Note", "") == "ok"
    assert capsys.readouterr().out == "That was not UTF-8 text. Type it again.\n"


@pytest.mark.parametrize(
    ("answers", "picked"),
    [
        ([""], "glabella"),
        (["2"], "mouth-corners"),
        (["mouth-corners"], "mouth-corners"),
        (["0", "3", "-1", "٢", "x", " 2 "], "mouth-corners"),
    ],
)
def test_choosing_a_reading(
    types: Type, capsys: pytest.CaptureFixture[str], answers: list[str], picked: str
) -> None:
    """A reading is chosen by number or id, Enter takes the first; else it is said what to type."""
    types(*answers)
    assert Terminal().choose("frown", ["glabella", "mouth-corners"]) == picked
    asked = '"frown" can mean:\n  1  glabella (frown lines)\n  2  mouth-corners (mouth corners)\n'
    again = "Type a number from 1 to 2.\n" * (len(answers) - 1)
    assert capsys.readouterr().out == asked + again


@pytest.mark.parametrize(("answer", "meant"), [("1", "chin"), ("2", None)])
def test_a_near_miss(
    types: Type, capsys: pytest.CaptureFixture[str], answer: str, meant: str | None
) -> None:
    """A suggestion is taken, or none was meant."""
    types(answer)
    assert Terminal().did_you_mean("chinn", ["chin"]) == meant
    assert capsys.readouterr().out == (
        'botoxlog does not know "chinn". Did you mean:\n  1  chin\n  2  none of these\n'
    )


@pytest.mark.parametrize(
    ("answers", "yes"), [([""], False), (["n"], False), (["what?", "Y"], True)]
)
def test_a_new_area_is_kept_on_a_yes(
    types: Type, capsys: pytest.CaptureFixture[str], answers: list[str], yes: bool
) -> None:
    """Enter is no, because an unknown word is seldom a new area."""
    prompts = types(*answers)
    assert Terminal().is_area("gloop\x1b") is yes
    assert capsys.readouterr().out == 'botoxlog does not know "gloop<U+001B>".\n'
    assert set(prompts) == {"Is it a treated area, to be saved as you typed it? [y/N]: "}


def test_a_long_question_is_wrapped(
    types: Type, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only its last row goes to the line editor, which can then count its columns."""
    monkeypatch.setenv("COLUMNS", "20")
    prompts = types("")
    Terminal().ask("When (a day, or a month such as 2026-08)", "today")
    assert capsys.readouterr().out == "When (a day, or a\nmonth such as\n"
    assert prompts == ["2026-08) [today]: "]


@pytest.mark.parametrize(
    ("answers", "yes"),
    [([""], True), (["Y"], True), (["yes"], True), (["n"], False), (["what?", "No"], False)],
)
def test_yes_or_no(types: Type, answers: list[str], yes: bool) -> None:
    """Enter is yes; what is neither is asked again."""
    types(*answers)
    assert Terminal().confirm("Save?") is yes


ANSWERS = {"f": "full", "b": "back", "q": "stop", ENTER: "skipped", SPACE: "skipped"}


@pytest.mark.parametrize(
    ("pressed", "key"),
    [
        (["f"], "f"),
        (["F"], "f"),
        ([" "], " "),
        (["\n"], "\n"),
        (["\r"], "\n"),
        (["f\n"], "f"),  # a terminal that sends whole lines
        (["\x7f"], "b"),
        (["\x08"], "b"),
        (["\x1b"], "q"),
        (["\x1b[A", "\x1bOP", "\x1b[3~", "f"], "f"),  # arrows and function keys do nothing
        (["\x00H", "\xe0K", "f"], "f"),  # those of Windows
    ],
)
def test_a_single_key(
    keys: Keys, capsys: pytest.CaptureFixture[str], pressed: list[str], key: str
) -> None:
    """A key is an answer without Enter, and what it stands for is shown behind the question."""
    keys(*pressed)
    assert Terminal().key("Chin [f]", ANSWERS) == key
    assert capsys.readouterr().out == f"Chin [f] {ANSWERS[key]}\n"


@pytest.mark.parametrize(
    ("pressed", "typed", "said"),
    [
        (["u", "f", "\n"], "uf", '"u" is'),
        (["u", "\x1b[A", "\r"], "u\x1b[A", '"u" is'),
        (["fading", "\n"], "fading", '"fading" is'),
        (["fading\n"], "fading", '"fading" is'),
        (["\xe9", "\n"], "\xe9", '"\xe9" is'),
        (["\ufffd", "\n"], "\ufffd", '"\ufffd" is'),
        (["\t", "\n"], "", "That is"),
        (["ff", "g\n"], "ffg", '"ff" is'),
        (["ff\r"], "ff", '"ff" is'),
    ],
)
def test_what_is_no_key_is_read_up_to_enter(
    keys: Keys, capsys: pytest.CaptureFixture[str], pressed: list[str], typed: str, said: str
) -> None:
    """A letter that is no key, several at once and the rest of a word are no answers."""
    left = keys(*pressed)
    assert Terminal().key("Chin [f]", ANSWERS) == typed
    assert left == []
    assert capsys.readouterr().out == (
        f"Chin [f] \n{said} not one of the keys. Press Enter, then one key.\n"
    )


@pytest.mark.parametrize("key", [EOFError, KeyboardInterrupt, "", "\x03", "\x04", "f\x03"])
@pytest.mark.parametrize("before", [[], ["u"]])
def test_leaving_at_a_key(keys: Keys, key: str | type[BaseException], before: list[str]) -> None:
    """Ctrl-C, Ctrl-D and a terminal that is gone end the command with nothing written."""
    keys(*before, key)
    with pytest.raises(CannotDoError, match=r"Stopped\. Nothing was written\.") as error:
        Terminal().key("Chin [f]", ANSWERS)
    assert error.value.exit_code == 1


@pytest.mark.parametrize(
    ("pressed", "saves"),
    [(["y"], True), (["Y"], True), (["\r"], True), (["no\n", "\n"], True),
     (["n"], False), (["q"], False), (["\x1b"], False), ([" ", "\n", "n"], False)],
)  # fmt: skip
def test_saving_with_a_key(keys: Keys, pressed: list[str], saves: bool) -> None:
    """Enter and y save, n stops; what is neither, as a space too many, is asked again."""
    keys(*pressed)
    if saves:
        confirm_with_key_or_stop("Save?")
        return
    with pytest.raises(CannotDoError, match=r"Nothing was written\."):
        confirm_with_key_or_stop("Save?")


def test_a_key_on_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without termios, Typer reads the key."""
    monkeypatch.setitem(sys.modules, "termios", None)
    monkeypatch.setattr("typer.getchar", lambda: "f")
    assert Terminal().key("Chin [f]", ANSWERS) == "f"


def test_nobody_to_ask() -> None:
    """Two readings are refused with both; no guess is taken, and no new word is an area."""
    nobody = Refuser()
    with pytest.raises(BadInputError) as error:
        nobody.choose("frown\x1b", ["glabella", "mouth-corners"])
    assert error.value.sentence == (
        '"frown<U+001B>" can mean frown lines (glabella) or mouth corners (mouth-corners).'
    )
    assert error.value.hint == "Write glabella or mouth-corners."
    assert nobody.did_you_mean("chinn", ["chin"]) is None
    assert nobody.is_area("gloop") is False


def test_a_state_of_two_readings_is_refused_with_letters() -> None:
    """The word was typed already, so the hint is what has one meaning; each says what it is."""
    with pytest.raises(BadInputError) as error:
        Refuser().choose("forehead gone", [State.GONE, State.FULL])
    assert error.value.sentence == (
        '"forehead gone" can mean gone (all or most of it has worn off) or full (it works as it '
        "should)."
    )
    assert error.value.hint == "Write AREA=g or AREA=f."


@pytest.mark.parametrize("ends", [(True, True), (True, False), (False, True), (False, False)])
def test_a_person_is_at_both_ends(monkeypatch: pytest.MonkeyPatch, ends: tuple[bool, bool]) -> None:
    """Questions are asked only where both the keyboard and the screen are a terminal."""
    for name, is_terminal in zip(("stdin", "stdout"), ends, strict=True):
        stream = type("Stream", (), {"isatty": lambda _, answer=is_terminal: answer})()
        monkeypatch.setattr(f"botoxlog.commands.shared.terminal.sys.{name}", stream)
    assert can_ask() is all(ends)
    assert can_ask(as_json=True) is False
