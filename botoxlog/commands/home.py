"""Bare `botoxlog`: where you stand, or how to begin."""

from botoxlog.commands.shared.run import Run
from botoxlog.commands.shared.screen import SCREEN, print_text, print_view, terminal_size
from botoxlog.core.text import rows

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
    """Show where every area stands; without a session, how to begin."""
    opened = run.open()
    snapshot = run.snapshot(opened.journal) if opened.journal.sessions else None
    if snapshot is None or not snapshot.areas:
        _print_first_steps()
        return
    from botoxlog.render.terminal.home import HomeView

    print_view(HomeView(snapshot))


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
