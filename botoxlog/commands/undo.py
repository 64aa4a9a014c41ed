"""`botoxlog undo`: reverse the last changes that botoxlog made."""

from itertools import pairwise
from typing import TYPE_CHECKING, Annotated

import typer

from botoxlog.commands.shared.changes import compare, print_changes
from botoxlog.commands.shared.run import JsonOption, Run, load_catalog
from botoxlog.commands.shared.screen import print_messages, print_text, print_view
from botoxlog.core.errors import BadInputError, CannotDoError
from botoxlog.core.text import plural

if TYPE_CHECKING:
    from botoxlog.journal.differences import Changes

_MOST_LISTED = 10


def undo(
    context: typer.Context,
    count: Annotated[
        int, typer.Argument(metavar="[STEPS]", min=1, help="How many changes to undo.")
    ] = 1,
    redo: Annotated[bool, typer.Option("--redo", help="Apply again what undo reversed.")] = False,
    listed: Annotated[
        bool, typer.Option("--list", help="List the changes that can be undone, changing nothing.")
    ] = False,
    forget: Annotated[
        bool, typer.Option("--forget", help="Delete the undo history of this journal.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Undo the last changes that botoxlog made.

    It works if nothing else has changed the journal since, and restores the file exactly. To
    reapply the change: botoxlog undo --redo

    Examples:
        botoxlog undo
        botoxlog undo --list
        botoxlog undo --redo
    """
    from botoxlog import store

    run: Run = context.obj
    if redo + listed + forget > 1:
        raise BadInputError(
            "You can't use --redo, --list and --forget together.", "Choose one of them."
        )
    if forget:
        steps = plural(store.clear_undo(run.path), "step")
        print_messages(f"Deleted {steps} of undo history. The journal was not changed.")
        return
    if listed:
        _list_steps(run, as_json=as_json)
        return
    done: list[Changes] = []
    stopped: CannotDoError | None = None
    try:
        for _ in range(count):
            before, after = store.undo(run.path, redo=redo)
            done.append(compare(run, before, after))
    except CannotDoError as error:
        if not done:
            raise
        stopped = error
    if as_json:
        from botoxlog.render import json as out

        print_text(out.undone(run.today, done, store.undo_count(run.path)))
    else:
        for changes in done:
            print_changes(changes, "Restored")
    if stopped is not None:
        verb = "redone" if redo else "undone"
        raise CannotDoError(
            f"Only {len(done)} of {count} changes were {verb}. {stopped.sentence}", stopped.hint
        )


def _list_steps(run: Run, *, as_json: bool) -> None:
    from botoxlog import store
    from botoxlog.commands.shared.changes import change_lines
    from botoxlog.render.terminal.lists import LinesView

    texts = store.earlier_texts(run.path, _MOST_LISTED)
    count = store.undo_count(run.path)
    steps = [compare(run, old, new) for new, old in pairwise(texts)]
    if as_json:
        from botoxlog.render import json as out

        print_text(out.undone(run.today, steps, count))
        return
    if not steps:
        print_messages(f"There is nothing to undo in {run.path}.")
    for number, changes in enumerate(steps, 1):
        lines = change_lines(changes, load_catalog())
        print_view(LinesView([(f"{number}  {lead}", text) for lead, text in lines]))
    if (more := count - len(steps)) > 0:
        print_messages(f"... and {plural(more, 'earlier change')}.")
