"""`botoxlog undo`: take back the last changes that this program made."""

from itertools import pairwise
from typing import TYPE_CHECKING, Annotated

import typer

from botoxlog.commands.shared.changes import compare, show_changes
from botoxlog.commands.shared.run import JsonOption, Run, load_catalog, show, tell
from botoxlog.core.errors import BadInputError, CannotDoError
from botoxlog.core.text import plural

if TYPE_CHECKING:
    from botoxlog.journal.differences import Changes

_MOST_LISTED = 10


def undo(
    context: typer.Context,
    count: Annotated[
        int, typer.Argument(metavar="[STEPS]", min=1, help="How many changes to take back.")
    ] = 1,
    redo: Annotated[bool, typer.Option("--redo", help="Put back what was taken back.")] = False,
    listed: Annotated[
        bool, typer.Option("--list", help="Show what can be taken back, change nothing.")
    ] = False,
    forget: Annotated[
        bool, typer.Option("--forget", help="Delete what undo keeps of this journal.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Take back the last changes this program made.

    Only where nothing else has changed the journal since. The journal becomes what it was, to the
    byte; undo --redo puts the change back.

    Examples:
        botoxlog undo
        botoxlog undo --list
        botoxlog undo --redo
    """
    from botoxlog import store

    run: Run = context.obj
    if redo + listed + forget > 1:
        raise BadInputError(
            "--redo, --list and --forget exclude each other.", "Choose one of them."
        )
    if forget:
        tell(f"{plural(store.clear_undo(run.path), 'step')} forgotten. The journal is as it was.")
        return
    if listed:
        _list_steps(run, as_json=as_json)
        return
    done: list[Changes] = []
    short: CannotDoError | None = None
    try:
        for _ in range(count):
            before, after = store.undo(run.path, redo=redo)
            done.append(compare(run, before, after))
    except CannotDoError as error:
        if not done:
            raise
        short = error
    if as_json:
        from botoxlog.render import json as out

        print(out.undone(run.today, done, store.undo_count(run.path)))
    else:
        for changes in done:
            show_changes(changes, "Put back")
    if short is not None:
        said = f"{plural(len(done), 'change')} of {count}, and no further: {short.sentence}"
        raise CannotDoError(said, short.hint)


def _list_steps(run: Run, *, as_json: bool) -> None:
    from botoxlog import store
    from botoxlog.commands.shared.changes import change_lines
    from botoxlog.render.terminal.lists import PairsView

    texts = store.earlier_texts(run.path, _MOST_LISTED)
    count = store.undo_count(run.path)
    steps = [compare(run, old, new) for new, old in pairwise(texts)]
    if as_json:
        from botoxlog.render import json as out

        print(out.undone(run.today, steps, count))
        return
    if not steps:
        tell(f"There is nothing to take back in {run.path}.")
    for number, changes in enumerate(steps, 1):
        lines = change_lines(changes, load_catalog())
        show(PairsView([(f"{number}  {lead}", text) for lead, text in lines]))
    if (more := count - len(steps)) > 0:
        tell(f"... and {plural(more, 'change')} before these.")
