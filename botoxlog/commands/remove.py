"""`botoxlog remove`: take records out."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from botoxlog.commands.shared.changes import compare
from botoxlog.commands.shared.journal_text import text_of
from botoxlog.commands.shared.run import (
    JsonOption,
    Run,
    can_ask,
    load_catalog,
    show,
    stop_unless_confirmed,
    tell,
)
from botoxlog.core.errors import BadInputError
from botoxlog.core.text import inert

if TYPE_CHECKING:
    from botoxlog.journal.differences import Changes


def remove(
    context: typer.Context,
    ids: Annotated[list[str], typer.Argument(metavar="ID...", help="As botoxlog log shows them.")],
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Take records out; botoxlog undo puts them back.

    Comments around a record stay.

    Examples:
        botoxlog remove k7q2m9xd
        botoxlog remove k7q2m9xd p3r5t7v9 --yes
    """
    from botoxlog import store
    from botoxlog.journal import excerpts, toml_edit

    run: Run = context.obj
    text = text_of(run)
    data = store.parse(text, run.path)
    taken = {identity: excerpts.find(data, text, identity) for identity in ids}
    for identity, place in taken.items():
        excerpts.own_lines(text, place, identity)
    journal = run.open(quiet=True).journal
    changes = compare(run, text, toml_edit.without(text, data, list(taken.values()))[0])
    unread = [identity for identity in taken if excerpts.record(journal, identity) is None]
    tell(*excerpts.orphaned_touch_ups(journal, list(taken)))
    if not yes:
        if not can_ask(as_json=as_json):
            raise BadInputError(
                "Nobody can be asked whether to take it out. Nothing was written.",
                "Say --yes to take it out without being asked.",
            )
        _show_removed(changes, unread, "To take out")
        stop_unless_confirmed("Take it out?" if len(taken) == 1 else "Take them out?")
    store.remove(run.path, list(taken), store.Contents(text, data))
    if as_json:
        from botoxlog.render import json as out

        print(out.removed(run.today, list(taken), changes))
    else:
        _show_removed(changes, unread, "Taken out")


def _show_removed(changes: "Changes", unread: Sequence[str], lead: str) -> None:
    from botoxlog.render.terminal.lists import PairsView
    from botoxlog.reports.sentences import record_line

    catalog = load_catalog()
    pairs = [(f"{lead} {inert(item.id or '-')}", record_line(item, catalog))
             for item in changes.removed]  # fmt: skip
    pairs += [(f"{lead} {inert(known)}", "a record that makes too little sense to be shown")
              for known in unread]  # fmt: skip
    show(PairsView(pairs))
