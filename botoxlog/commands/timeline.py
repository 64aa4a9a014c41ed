"""`botoxlog timeline`: what still works, and when it wears off."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from botoxlog.commands.shared.output_file import check_name, need_sessions, save_file
from botoxlog.commands.shared.run import JsonOption, Run, print_first_step
from botoxlog.commands.shared.screen import print_messages, print_text, print_view
from botoxlog.commands.shared.terminal import can_ask

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from botoxlog.forecast.area_forecast import AreaForecast
    from botoxlog.forecast.snapshot import Snapshot
    from botoxlog.forecast.track_record import TrackRecord
    from botoxlog.input.language.interpreter import Interpreter
    from botoxlog.reports.timeline_questions import TimelineQuestions

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
    long: Annotated[
        bool,
        typer.Option(
            "--long", help="Show each window in words, and every question with the words to ask."
        ),
    ] = False,
    on_day: Annotated[
        str | None,
        typer.Option(help='Mark a day in every row: 2027-06-12 or "12 June".', metavar="DATE"),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace the file if it exists.")] = False,
    as_json: JsonOption = False,
) -> None:
    """See what still works, when it wears off, and what to raise.

    Examples:
        botoxlog timeline
        botoxlog timeline 11s
        botoxlog timeline --long
        botoxlog timeline crows feet since 2025
        botoxlog timeline --on-day 2027-06-12
        botoxlog timeline --save timeline.svg
    """
    from botoxlog.reports.timeline_questions import timeline_questions

    run: Run = context.obj
    if save is not None:
        check_name(
            save,
            _PICTURES,
            "Use a name that ends in .svg, .html or .png: botoxlog timeline --save timeline.svg",
        )
    marked = None
    if on_day is not None:
        from botoxlog.input.language.coming_dates import parse_coming_day

        marked = parse_coming_day(on_day, run.today)
    page = save is not None and save.suffix.casefold() == ".html"
    opened = run.open()
    snapshot = run.snapshot(opened.journal)
    asked, begin = None, None
    if words or area is not None or since is not None:
        interpreter = run.interpreter(opened.journal, ask=can_ask(as_json=as_json))
        asked, begin = _choose(snapshot, interpreter, words, area, since)
    areas = snapshot.areas if asked is None else asked
    questions = timeline_questions(snapshot, asked, full=long or page)
    if save is not None:
        need_sessions(snapshot)
        picture = _picture(save.suffix.casefold(), snapshot, areas, begin, questions, marked)
        path = save_file(run, save, picture, replace=force, ask=can_ask(as_json=as_json))
        print_messages(f"Saved {path}.")
        if not as_json:
            return
    records = _track_records(snapshot, asked or ())
    if as_json:
        from botoxlog.render import json as out

        print_text(out.timeline(snapshot, areas, records, (*questions.shown, *questions.waiting)))
        return
    if not areas:
        print_first_step(opened)
        return
    from botoxlog.render.terminal.timeline import TimelineView

    print_view(
        TimelineView(
            snapshot,
            areas,
            begin,
            records,
            detail=asked is not None,
            questions=questions,
            long=long,
            on_day=marked,
        )
    )


def _choose(
    snapshot: "Snapshot",
    interpreter: "Interpreter",
    words: list[str] | None,
    area: str | None,
    since: str | None,
) -> "tuple[tuple[AreaForecast, ...] | None, date | None]":
    """Return the areas that were asked for, None if none was, and the first day to show."""
    from botoxlog.input import command_words, selection

    chosen = command_words.choose_areas(
        "timeline",
        words,
        interpreter,
        areas=() if area is None else (area,),
        since=since,
        date_begins=True,
    )
    asked = selection.treated_areas(snapshot, interpreter, chosen.areas) if chosen.areas else None
    return asked, chosen.first_day


def _track_records(
    snapshot: "Snapshot", asked: "Sequence[AreaForecast]"
) -> "dict[str, TrackRecord]":
    """Return the track record of each area that was asked for, which takes a forecast a session."""
    if not asked:
        return {}
    from botoxlog.forecast.track_record import track_record

    return {area.area: track_record(snapshot, (area,)) for area in asked}


def _picture(
    kind: str,
    snapshot: "Snapshot",
    areas: "Sequence[AreaForecast]",
    since: "date | None",
    questions: "TimelineQuestions",
    on_day: "date | None",
) -> str | bytes:
    """Return the content of the picture file, by its suffix."""
    if kind == ".html":
        from botoxlog.render import html

        return html.timeline(snapshot, areas, since, questions, on_day=on_day)
    from botoxlog.render import svg

    picture = svg.timeline(snapshot, areas, since, questions, on_day=on_day)
    if kind == ".svg":
        return picture
    from botoxlog.render import png

    return png.png(picture)
