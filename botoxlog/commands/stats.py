"""`botoxlog stats`: how long results lasted, how much was used, what it cost."""

from typing import TYPE_CHECKING, Annotated

import typer

from botoxlog.commands.shared.run import JsonOption, Run, can_ask, show, tell, tell_first_step

if TYPE_CHECKING:
    from botoxlog.reports.statistics import Stats


def stats(
    context: typer.Context,
    area: Annotated[
        list[str] | None, typer.Option(help="Only this area; may be given again.")
    ] = None,
    since: Annotated[
        str | None, typer.Option(help="Only sessions since: 2024, 2025-06.", metavar="DATE")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Show how long results lasted, how much, what it cost.

    Examples:
        botoxlog stats
        botoxlog stats --area 11s --since 2026
    """
    from botoxlog.input import selection
    from botoxlog.reports.statistics import build_stats

    run: Run = context.obj
    opened = run.open()
    interpreter = run.interpreter(opened.journal, ask=can_ask(as_json=as_json))
    begin = interpreter.when(since).first if since is not None else None
    snapshot = run.snapshot(opened.journal)
    found = build_stats(snapshot, selection.lanes(snapshot, interpreter, area or ()), begin)
    if as_json:
        from botoxlog.render import json as out

        print(out.stats(found))
    elif snapshot.areas:
        _show_stats(found)
    else:
        tell_first_step(opened)


def _show_stats(found: "Stats") -> None:
    from botoxlog.render.terminal.statistics import StatsView
    from botoxlog.reports.statistics_text import statistics_sections

    if sections := statistics_sections(found):
        show(StatsView(sections))
    else:
        tell("No session fits.")
