"""`botoxlog timeline`: what still works, and when it wears off."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from botoxlog.commands.shared.output_file import check_name, need_sessions, save_file
from botoxlog.commands.shared.run import JsonOption, Run, print_first_step
from botoxlog.commands.shared.screen import print_messages, print_view
from botoxlog.commands.shared.terminal import can_ask

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from botoxlog.forecast.area_forecast import AreaForecast
    from botoxlog.forecast.snapshot import Snapshot
    from botoxlog.forecast.track_record import TrackRecord

_PICTURES = (".svg", ".html", ".png")


def timeline(
    context: typer.Context,
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[WORD]...", help="Areas to explain, or a date to start at, such as 2025."
        ),
    ] = None,
    area: Annotated[
        str | None, typer.Option(help="Show one area and explain its forecast.")
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(help="Start the picture at this date: 2024 or 2025-06.", metavar="DATE"),
    ] = None,
    save: Annotated[
        Path | None,
        typer.Option(help="Save the picture as a file: .svg, .html or .png.", metavar="FILE"),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace the file if it exists.")] = False,
    as_json: JsonOption = False,
) -> None:
    """See what still works and when it is likely to wear off.

    Examples:
        botoxlog timeline
        botoxlog timeline 11s
        botoxlog timeline crows feet since 2025
        botoxlog timeline --save timeline.svg
    """
    from botoxlog.input import command_words, selection

    run: Run = context.obj
    if save is not None:
        check_name(
            save,
            _PICTURES,
            "Use a name that ends in .svg, .html or .png: botoxlog timeline --save timeline.svg",
        )
    opened = run.open()
    interpreter = run.interpreter(opened.journal, ask=can_ask(as_json=as_json))
    chosen = command_words.choose_areas(
        "timeline",
        words,
        interpreter,
        areas=() if area is None else (area,),
        since=since,
        date_begins=True,
    )
    begin = chosen.first_day
    snapshot = run.snapshot(opened.journal)
    areas = selection.treated_areas(snapshot, interpreter, chosen.areas)
    if save is not None:
        need_sessions(snapshot)
        picture = _picture(save.suffix.casefold(), snapshot, areas, begin)
        path = save_file(run, save, picture, replace=force, ask=can_ask(as_json=as_json))
        print_messages(f"Saved {path}.")
        if not as_json:
            return
    records = _track_records(snapshot, areas if chosen.areas else ())
    if as_json:
        from botoxlog.render import json as out

        print(out.timeline(snapshot, areas, records))
        return
    if not areas:
        print_first_step(opened)
        return
    from botoxlog.render.terminal.timeline import TimelineView

    print_view(TimelineView(snapshot, areas, begin, records, detail=bool(chosen.areas)))


def _track_records(
    snapshot: "Snapshot", asked: "Sequence[AreaForecast]"
) -> "dict[str, TrackRecord]":
    """Return the track record of each area that was asked for, which takes a forecast a session."""
    if not asked:
        return {}
    from botoxlog.forecast.track_record import track_record

    return {area.area: track_record(snapshot, (area,)) for area in asked}


def _picture(
    kind: str, snapshot: "Snapshot", areas: "Sequence[AreaForecast]", since: "date | None"
) -> str | bytes:
    """Return the content of the picture file, by its suffix."""
    if kind == ".html":
        from botoxlog.render import html

        return html.timeline(snapshot, areas, since)
    from botoxlog.render import svg

    picture = svg.timeline(snapshot, areas, since)
    if kind == ".svg":
        return picture
    from botoxlog.render import png

    return png.png(picture)
