"""`botoxlog brief`: one page to take along to the visit."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from botoxlog.commands.shared.output_file import check_name, need_sessions, save_file
from botoxlog.commands.shared.run import JsonOption, Run, can_ask, show, tell, tell_first_step

if TYPE_CHECKING:
    from botoxlog.reports.visit_facts import VisitFacts

_FORMATS = (".md", ".html")


def brief(
    context: typer.Context,
    area: Annotated[
        list[str] | None, typer.Option(help="Only this area; may be given again.")
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(help='What happened since: 2026-01, "3 months ago".', metavar="DATE"),
    ] = None,
    save: Annotated[
        Path | None,
        typer.Option(help="Write it to a file, .html to print or .md.", metavar="FILE"),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Show one page for the visit: goals, results, questions.

    Without --since it goes back to the oldest of the last sessions on it.

    Examples:
        botoxlog brief
        botoxlog brief --save visit.html
        botoxlog brief --area jaw --since 2026-01
    """
    from botoxlog.input import selection
    from botoxlog.reports.visit_facts import build_visit_facts
    from botoxlog.reports.visit_sheet import AMPLE
    from botoxlog.reports.visit_sheet_text import write_sheet

    run: Run = context.obj
    if save is not None:
        check_name(save, _FORMATS, "End it in .html to print it, or in .md.")
    opened = run.open()
    interpreter = run.interpreter(opened.journal, ask=can_ask(as_json=as_json))
    begin = interpreter.when(since).first if since is not None else None
    snapshot = run.snapshot(opened.journal)
    found = build_visit_facts(snapshot, selection.lanes(snapshot, interpreter, area or ()), begin)
    if save is not None:
        need_sessions(snapshot)
        _save(save, found, run, replace=force, ask=can_ask(as_json=as_json))
    if as_json:
        from botoxlog.render import json as out

        print(out.brief(found))
    elif save is None and snapshot.areas:
        from botoxlog.render.terminal.visit_sheet import VisitSheetView

        show(VisitSheetView(write_sheet(found, AMPLE)))
    elif save is None:
        tell_first_step(opened)


def _save(typed: Path, found: "VisitFacts", run: Run, *, replace: bool, ask: bool) -> None:
    if typed.suffix.casefold() == ".html":
        from botoxlog.render import html

        text = html.brief(found)
        told = "Open it in a browser and print it: it fits one page of A4 or Letter."
    else:
        from botoxlog.render import markdown

        text = markdown.brief(found)
        told = "It is one page of Markdown."
    path = save_file(run, typed, text, replace=replace, ask=ask)
    tell(f"Saved {path}. {told}", "Notes of yours may be on it: read it before you hand it over.")
