"""The calendar file that `remind --ics` and the daily job keep up to date."""

from pathlib import Path
from typing import TYPE_CHECKING

from botoxlog.commands.shared.screen import print_file, print_messages
from botoxlog.core.errors import CannotDoError, reason

if TYPE_CHECKING:
    from botoxlog.forecast.snapshot import Snapshot
    from botoxlog.render.ics import Feed


def write_ics(snapshot: "Snapshot", target: str, *, detailed: bool, quiet: bool = False) -> None:
    """Write the calendar to a file, or to stdout if the target is "-".

    Raises:
        CannotDoError: The file could not be read or written.
    """
    if target == "-":
        print_file(_feed(snapshot, None, detailed=detailed).text)
        return
    file = Path(target).expanduser()
    feed = _refresh(snapshot, file, detailed=detailed)
    if not quiet:
        changes = {"new": feed.new, "moved": feed.moved, "cancelled": feed.cancelled}
        changed = ", ".join(f"{count} {word}" for word, count in changes.items() if count)
        entries = "1 entry" if feed.entries == 1 else f"{feed.entries} entries"
        print_messages(f"{file}: {entries}, {changed or 'nothing changed'}.")


def _refresh(snapshot: "Snapshot", file: Path, *, detailed: bool) -> "Feed":
    from botoxlog.core.private_files import save_private

    if file.exists() and not file.is_file():  # reading a pipe would never end
        raise CannotDoError(
            f"{file} is not a regular file. Nothing was written.", "Choose another file name."
        )
    try:
        earlier = file.read_bytes().decode("utf-8")
    except FileNotFoundError:
        earlier = None
    except (OSError, UnicodeDecodeError) as error:
        why = reason(error) if isinstance(error, OSError) else "not UTF-8 text"
        raise CannotDoError(
            f"{file} could not be read: {why}. Nothing was written.", "Choose another file name."
        ) from None
    try:
        feed = _feed(snapshot, earlier, detailed=detailed)
    except CannotDoError as error:
        raise CannotDoError(f"{file}: {error.sentence}", error.hint) from None
    if feed.text != earlier:
        save_private(file, feed.text, replace=True)
    return feed


def _feed(snapshot: "Snapshot", earlier: str | None, *, detailed: bool) -> "Feed":
    from botoxlog.reminders.calendar_events import calendar_events
    from botoxlog.render.ics import render

    return render(calendar_events(snapshot), snapshot.today, earlier, detailed=detailed)
