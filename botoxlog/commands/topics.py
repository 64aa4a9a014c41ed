"""`botoxlog topics`: what may be worth raising with the surgeon."""

from typing import Annotated

import typer

from botoxlog.commands.shared import JsonOption, Run, load_reference, show


def topics(
    context: typer.Context,
    name: Annotated[str | None, typer.Argument(help="Only this one, in full.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Show what may be worth raising, each figure sourced.

    Examples:
        botoxlog topics
        botoxlog topics veins
    """
    from botoxlog import selection

    run: Run = context.obj
    reference = load_reference()
    chosen = selection.topics(reference, name)
    if as_json:
        from botoxlog.outputs import as_json as out

        print(out.topics(run.today, chosen, reference))
        return
    from botoxlog.views.lists import TopicsView

    show(TopicsView(chosen, reference))
