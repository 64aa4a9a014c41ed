"""`botoxlog stats`: how long results lasted, the units used and the costs."""

from typing import TYPE_CHECKING, Annotated

import typer

from botoxlog.commands.shared.run import JsonOption, Run, print_first_step
from botoxlog.commands.shared.screen import print_messages, print_view
from botoxlog.commands.shared.terminal import can_ask

if TYPE_CHECKING:
    from botoxlog.reports.statistics import Stats


def stats(
    context: typer.Context,
    area: Annotated[
        list[str] | None, typer.Option(help="Only this area. Repeat the option to add more.")
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(help="Only sessions since this date: 2024 or 2025-06.", metavar="DATE"),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """See how long results lasted, your total units and the costs.

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
    found = build_stats(snapshot, selection.treated_areas(snapshot, interpreter, area or ()), begin)
    if as_json:
        from botoxlog.render import json as out

        print(out.stats(found))
    elif snapshot.areas:
        _show_stats(found)
    else:
        print_first_step(opened)


def _show_stats(found: "Stats") -> None:
    from botoxlog.render.terminal.statistics import StatsView
    from botoxlog.reports.statistics_text import statistics_sections

    if sections := statistics_sections(found):
        print_view(StatsView(sections))
    else:
        print_messages("No session matches. For all sessions: botoxlog stats")
