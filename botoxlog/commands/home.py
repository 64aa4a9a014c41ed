"""Bare `botoxlog`: where you stand, or how to begin."""

from botoxlog.commands.shared.run import Run
from botoxlog.commands.shared.screen import SCREEN, print_text, print_view, terminal_size
from botoxlog.core.text import rows
from botoxlog.forecast.snapshot import Snapshot

_FIRST_STEPS = (
    ("botoxlog demo", "try it on an example journal"),
    ("botoxlog add", "log a session by answering questions"),
    ("botoxlog add 11s=20 -p botox --on yesterday", "log a session in one line"),
    ("botoxlog import diary.csv", "add sessions from a spreadsheet"),
    ("botoxlog checkin 11s=fading", "record how an area looks now"),
    ("botoxlog timeline", "see what still works, and for how long"),
    ("botoxlog remind", "see what is due"),
    ("botoxlog brief", "get one page for your next visit"),
)


def home(run: Run) -> None:
    """Show where every area stands; without a session, the next visit and how to begin."""
    opened = run.open()
    journal = opened.journal
    recorded = journal.sessions or journal.checkins or journal.appointments or journal.stopped
    snapshot = run.snapshot(journal) if recorded else None
    if snapshot is None or not snapshot.areas:
        if snapshot is not None:
            _print_visits(snapshot)
        _print_first_steps()
        return
    from botoxlog.render.terminal.home import HomeView

    print_view(HomeView(snapshot))


def _print_visits(snapshot: Snapshot) -> None:
    """Print the visits of a journal without a session, and how to see what else is in it."""
    from botoxlog.reports import home_text

    width, _ = terminal_size()
    if snapshot.appointments:
        _print(f"next visit: {home_text.next_visit(snapshot)}", width, 2)
    for label, text in home_text.visit_lines(snapshot):
        _print(f"{label}: {text}", width, 2)
    _print("Your journal has no session yet. To see what is in it: botoxlog log", width)
    print_text("")


def _print_first_steps() -> None:
    """Print the first commands with what each is for, side by side where there is room."""
    width, _ = terminal_size()
    lead = max(len(command) for command, _ in _FIRST_STEPS)
    wide = not SCREEN.plain and max(lead + 4 + len(use) for _, use in _FIRST_STEPS) <= width
    about = "botoxlog keeps your botulinum-toxin sessions and forecasts when each result wears off."
    _print(about, width)
    print_text("")
    for command, use in _FIRST_STEPS:
        if wide:
            print_text(f"  {command:<{lead}}  {use}")
        elif SCREEN.plain:
            print_text(f"{command}: {use}")
        else:
            _print(f"  {command}", width, 4)
            _print(f"    {use}", width, 4)
    print_text("")
    _print("To list all commands: botoxlog --help. For help with one: botoxlog add --help", width)


def _print(text: str, width: int, indent: int = 0) -> None:
    for row in [text] if SCREEN.plain else rows(text, width, indent):
        print_text(row)
