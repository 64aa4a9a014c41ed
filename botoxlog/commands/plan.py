"""`botoxlog plan`: a day that matters, and when a session would work on it."""

from typing import Annotated

import typer

from botoxlog.commands.shared.run import JsonOption, Run, print_first_step
from botoxlog.commands.shared.screen import print_text, print_view
from botoxlog.commands.shared.terminal import can_ask


def plan(
    context: typer.Context,
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="DATE [AREA]...",
            help="The day, and if you like only these areas: 12 june jaw.",
        ),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """See what still works on a day that matters, and when a session would.

    For each area: the chance that today's result still works on the day, and the days on which a
    session would have settled and still work, with a chance of 80%.

    Examples:
        botoxlog plan 2027-06-12
        botoxlog plan 12 june 11s
        botoxlog plan in 10 weeks
    """
    from botoxlog.forecast.plan import plan as plan_day
    from botoxlog.input import command_words, selection

    run: Run = context.obj
    opened = run.open()
    interpreter = run.interpreter(opened.journal, ask=can_ask(as_json=as_json))
    day, named = command_words.choose_day(words or (), interpreter)
    snapshot = run.snapshot(opened.journal)
    areas = selection.treated_areas(snapshot, interpreter, named)
    stopped = [area for area in areas if area.stopped and not named]
    plans = plan_day([area for area in areas if named or not area.stopped], day, run.today)
    if as_json:
        from botoxlog.render import json as out

        print_text(out.plan(snapshot, day, plans, stopped))
    elif areas:
        from botoxlog.render.terminal.plan import PlanView
        from botoxlog.reports import plan_text

        remarks = (plan_text.explanation(plans), plan_text.left_out(stopped))
        lines = tuple(plan_text.plan_lines(plans, snapshot))
        view = PlanView(plan_text.heading(day, run.today), lines, [*filter(None, remarks)])
        print_view(view)
    else:
        print_first_step(opened)
