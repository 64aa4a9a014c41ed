"""A notification by each system's own means, with no way for a text to become code."""

import os
import sys
from pathlib import Path

import pytest

from botoxlog.core.errors import CannotDoError
from botoxlog.reminders.desktop import notifier, notify

HOSTILE = "\"; touch /tmp/pwned; $(id) `id` %s & <b>bold</b> ' display dialog"


def test_on_linux() -> None:
    """notify-send, the text behind the end of options and without markup."""
    how = notifier("linux", "journal", HOSTILE)
    assert how.program == "notify-send"
    assert how.words == (
        "--app-name=journal",
        "--",
        "journal",
        "\"; touch /tmp/pwned; $(id) `id` %s &amp; &lt;b&gt;bold&lt;/b&gt; ' display dialog",
    )


def test_on_a_mac() -> None:
    """Osascript with a fixed script; title and text are its arguments."""
    how = notifier("darwin", "journal", HOSTILE)
    assert (how.program, how.words) == (
        "osascript",
        (
            "-e",
            "on run argv",
            "-e",
            "display notification (item 2 of argv) with title (item 1 of argv)",
            "-e",
            "end run",
            "journal",
            HOSTILE,
        ),
    )


def test_on_windows() -> None:
    """PowerShell with a fixed script; title and text are in its environment."""
    how, other = notifier("win32", "journal", HOSTILE), notifier("win32", "a", "b")
    assert how.program == "powershell"
    assert how.words == other.words
    assert "CreateToastNotifier" in how.words[-1]
    assert dict(how.environ) == {
        "BOTOXLOG_NOTICE_TITLE": "journal",
        "BOTOXLOG_NOTICE_TEXT": HOSTILE,
    }


linux = pytest.mark.skipif(sys.platform != "linux", reason="notify-send is Linux's")


@linux
def test_it_is_really_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program of that name on PATH gets the words as they are."""
    heard = tmp_path / "heard"
    program = tmp_path / "notify-send"
    program.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > {heard}\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}/usr/bin:/bin")
    notify("journal", "look\nbook ahead")
    assert heard.read_text() == "--app-name=journal\n--\njournal\nlook\nbook ahead\n"


@linux
@pytest.mark.parametrize(
    ("script", "says"),
    [
        (None, "notify-send is not installed"),
        ("#!/bin/sh\nexit 1\n", "could not show"),
        ("#!/no/such/shell\n", "could not show"),
    ],
)
def test_what_cannot_be_shown_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str | None, says: str
) -> None:
    """No such program, one that fails, one that cannot start."""
    if script:
        (tmp_path / "notify-send").write_text(script)
        (tmp_path / "notify-send").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(CannotDoError, match=says):
        notify("journal", "look")
