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
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[WORD]...", help='Only these areas, or "since" and a date: jaw since 2026.'
        ),
    ] = None,
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
        botoxlog stats 11s since 2026
    """
    from botoxlog.input import command_words, selection
    from botoxlog.reports.statistics import build_stats

    run: Run = context.obj
    opened = run.open()
    interpreter = run.interpreter(opened.journal, ask=can_ask(as_json=as_json))
    chosen = command_words.choose_areas("stats", words, interpreter, areas=area or (), since=since)
    snapshot = run.snapshot(opened.journal)
    areas = selection.treated_areas(snapshot, interpreter, chosen.areas)
    found = build_stats(snapshot, areas, chosen.first_day)
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
