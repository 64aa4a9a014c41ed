"""`botoxlog stats`: how long results lasted, how the forecasts did, the units and the costs."""

from typing import TYPE_CHECKING, Annotated

import typer

from botoxlog.commands.shared.run import JsonOption, Run, print_first_step
from botoxlog.commands.shared.screen import print_messages, print_text, print_view
from botoxlog.commands.shared.terminal import can_ask

if TYPE_CHECKING:
    from collections.abc import Iterable

    from botoxlog.reports.statistics_text import Section


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
    from botoxlog.forecast.track_record import track_record
    from botoxlog.input import command_words, selection
    from botoxlog.reports.statistics import build_stats

    run: Run = context.obj
    opened = run.open()
    interpreter = run.interpreter(opened.journal, ask=can_ask(as_json=as_json))
    chosen = command_words.choose_areas("stats", words, interpreter, areas=area or (), since=since)
    snapshot = run.snapshot(opened.journal)
    areas = selection.treated_areas(snapshot, interpreter, chosen.areas)
    found = build_stats(snapshot, areas, chosen.first_day)
    turned_out = track_record(snapshot, areas, chosen.first_day)
    if as_json:
        from botoxlog.render import json as out

        print_text(out.stats(found, turned_out))
    elif snapshot.areas:
        from botoxlog.reports.statistics_text import statistics_sections, track_record_section

        record = track_record_section(turned_out, areas, some=found.some)
        _show_stats((*statistics_sections(found), *record))
    else:
        print_first_step(opened)


def _show_stats(sections: "Iterable[Section]") -> None:
    from botoxlog.render.terminal.statistics import StatsView

    if sections := tuple(sections):
        print_view(StatsView(sections))
    else:
        print_messages("No session matches. For all sessions: botoxlog stats")
