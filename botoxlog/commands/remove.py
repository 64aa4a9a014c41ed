"""`botoxlog remove`: remove records."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from botoxlog.commands.shared.changes import compare
from botoxlog.commands.shared.run import JsonOption, Run, load_catalog
from botoxlog.commands.shared.screen import print_messages, print_text, print_view
from botoxlog.commands.shared.terminal import can_ask, confirm_or_stop
from botoxlog.core.errors import BadInputError
from botoxlog.core.text import inert

if TYPE_CHECKING:
    from botoxlog.journal.differences import Changes


def remove(
    context: typer.Context,
    ids: Annotated[
        list[str],
        typer.Argument(metavar="ID...", help="The ids of the records. To see them: botoxlog log"),
    ],
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Remove without asking.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Remove records; botoxlog undo brings them back.

    Comments around a record are kept.

    Examples:
        botoxlog remove k7q2m9xd
        botoxlog remove k7q2m9xd p3r5t7v9 --yes
    """
    from botoxlog import store
    from botoxlog.journal import excerpts, toml_edit
    from botoxlog.journal.decoder import JournalText

    run: Run = context.obj
    text = run.text()
    data = store.parse(text, run.path)
    taken = {identity: excerpts.find(data, text, identity) for identity in ids}
    for identity, place in taken.items():
        excerpts.own_lines(text, place, identity)
    journal = run.open(quiet=True).journal
    changes = compare(run, text, toml_edit.without(text, data, list(taken.values()))[0])
    unread = [identity for identity in taken if excerpts.record(journal, identity) is None]
    print_messages(*excerpts.orphaned_touch_ups(journal, list(taken)))
    if not yes:
        if not can_ask(as_json=as_json):
            raise BadInputError(
                "Nothing was removed: this isn't a terminal, so you can't be asked to confirm.",
                "To remove without being asked, use --yes.",
            )
        _show_removed(changes, unread, "To remove")
        confirm_or_stop("Remove it?" if len(taken) == 1 else "Remove them?")
    store.remove(run.path, list(taken), JournalText(text, data))
    if as_json:
        from botoxlog.render import json as out

        print_text(out.removed(run.today, list(taken), changes))
    else:
        _show_removed(changes, unread, "Removed")


def _show_removed(changes: "Changes", unread: Sequence[str], lead: str) -> None:
    from botoxlog.render.terminal.lists import LinesView
    from botoxlog.reports.sentences import record_line

    catalog = load_catalog()
    lines = [(f"{lead} {inert(item.id or '-')}: ", record_line(item, catalog))
             for item in changes.removed]  # fmt: skip
    lines += [(f"{lead} {inert(known)}: ", "a record botoxlog can't read")
              for known in unread]  # fmt: skip
    print_view(LinesView(lines))
