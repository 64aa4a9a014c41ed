"""`botoxlog brief`: one page to take to the next visit."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from botoxlog.commands.shared.output_file import check_name, need_sessions, save_file
from botoxlog.commands.shared.run import JsonOption, Run, print_first_step
from botoxlog.commands.shared.screen import print_messages, print_text, print_view
from botoxlog.commands.shared.terminal import can_ask
from botoxlog.core.text import command_line

if TYPE_CHECKING:
    from botoxlog.reports.visit_facts import VisitFacts

_FORMATS = (".md", ".html")


def brief(
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
        typer.Option(help='Show what happened since: 2026-01 or "3 months ago".', metavar="DATE"),
    ] = None,
    save: Annotated[
        Path | None,
        typer.Option(help="Save the page as a file: .html to print it, or .md.", metavar="FILE"),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace the file if it exists.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Show one page for your visit: sessions, questions and answers.

    It has the last five sessions, or those since a date that you name.

    Examples:
        botoxlog brief
        botoxlog brief --save visit.html
        botoxlog brief jaw since 2026-01
    """
    from botoxlog.input import command_words, selection
    from botoxlog.reports.visit_facts import build_visit_facts

    run: Run = context.obj
    if save is not None:
        check_name(
            save,
            _FORMATS,
            "Use a name that ends in .html or .md, such as: botoxlog brief --save visit.html",
        )
    opened = run.open()
    interpreter = run.interpreter(opened.journal, ask=can_ask(as_json=as_json))
    chosen = command_words.choose_areas("brief", words, interpreter, areas=area or (), since=since)
    snapshot = run.snapshot(opened.journal)
    areas = selection.treated_areas(snapshot, interpreter, chosen.areas)
    found = build_visit_facts(snapshot, areas, chosen.first_day)
    if save is not None:
        need_sessions(snapshot)
        _save(save, found, run, replace=force, ask=can_ask(as_json=as_json))
    if as_json:
        from botoxlog.render import json as out

        print_text(out.brief(found))
    elif save is None and snapshot.areas:
        from botoxlog.render.terminal.visit_sheet import VisitSheetView

        print_view(VisitSheetView(found))
    elif save is None:
        print_first_step(opened)
    if found.raised and not as_json:
        answer = command_line("discuss", found.raised[0].topic, options='--answer "..."')
        print_messages(f"After the visit: {answer}")


def _save(typed: Path, found: "VisitFacts", run: Run, *, replace: bool, ask: bool) -> None:
    if typed.suffix.casefold() == ".html":
        from botoxlog.render import html

        text = html.brief(found)
        next_step = "To print it, open it in a browser. It fits one page of A4 or Letter."
    else:
        from botoxlog.render import markdown

        text = markdown.brief(found)
        next_step = "It is one page of Markdown."
    path = save_file(run, typed, text, replace=replace, ask=ask)
    print_messages(
        f"Saved {path}. {next_step}", "It may contain your notes, so read it before you share it."
    )
