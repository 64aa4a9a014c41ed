"""`botoxlog timeline`: what works, what fades, and when."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from botoxlog.commands.shared.output_file import check_name, need_sessions, save_file
from botoxlog.commands.shared.run import JsonOption, Run, can_ask, show, tell, tell_first_step

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from botoxlog.forecast.area_forecast import AreaForecast
    from botoxlog.forecast.snapshot import Snapshot

_PICTURES = (".svg", ".html", ".png")


def timeline(
    context: typer.Context,
    area: Annotated[str | None, typer.Option(help="Only this area, explained.")] = None,
    since: Annotated[
        str | None, typer.Option(help="Begin the picture here: 2024, 2025-06.", metavar="DATE")
    ] = None,
    save: Annotated[
        Path | None,
        typer.Option(help="Write the picture to a file: .svg, .html, .png.", metavar="FILE"),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Show what works, what fades, and when.

    Examples:
        botoxlog timeline
        botoxlog timeline --area 11s
        botoxlog timeline --since 2025
        botoxlog timeline --save timeline.svg
    """
    from botoxlog.input import selection

    run: Run = context.obj
    if save is not None:
        check_name(save, _PICTURES, "End it in .svg, .html or .png.")
    opened = run.open()
    interpreter = run.interpreter(opened.journal, ask=can_ask(as_json=as_json))
    begin = interpreter.when(since).first if since is not None else None
    snapshot = run.snapshot(opened.journal)
    areas = selection.lanes(snapshot, interpreter, () if area is None else (area,))
    if save is not None:
        need_sessions(snapshot)
        picture = _picture(save.suffix.casefold(), snapshot, areas, begin)
        path = save_file(run, save, picture, replace=force, ask=can_ask(as_json=as_json))
        tell(f"Saved {path}.")
    if as_json:
        from botoxlog.render import json as out

        print(out.timeline(snapshot, areas))
        return
    if save is not None:
        return
    if not areas:
        tell_first_step(opened)
        return
    from botoxlog.render.terminal.timeline import TimelineView

    show(TimelineView(snapshot, areas, begin, detail=area is not None))


def _picture(
    kind: str, snapshot: "Snapshot", areas: "Sequence[AreaForecast]", since: "date | None"
) -> str | bytes:
    """Return the picture as a file of that kind."""
    if kind == ".html":
        from botoxlog.render import html

        return html.timeline(snapshot, areas, since)
    from botoxlog.render import svg

    picture = svg.timeline(snapshot, areas, since)
    if kind == ".svg":
        return picture
    from botoxlog.render import png

    return png.png(picture)
