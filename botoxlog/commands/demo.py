"""`botoxlog demo`: the timeline and the reminders of an example journal."""

from typing import TYPE_CHECKING

import typer

from botoxlog.commands.shared.screen import print_text, print_view
from botoxlog.core.text import command_line

if TYPE_CHECKING:
    from botoxlog.commands.shared.run import Run

DEMO_DAYS = 30


def demo(context: typer.Context) -> None:
    """Try botoxlog on an example journal.

    Examples:
        botoxlog demo
    """
    from botoxlog.commands.shared.example import example_journal
    from botoxlog.forecast.questions.open_questions import questions_to_show
    from botoxlog.forecast.snapshot import due_within
    from botoxlog.render.terminal.due import RemindView
    from botoxlog.render.terminal.timeline import TimelineView
    from botoxlog.reports.due_text import due_lines
    from botoxlog.reports.timeline_questions import timeline_questions

    run: Run = context.obj
    snapshot = run.snapshot(example_journal(run.today))
    due = due_within(snapshot, DEMO_DAYS)
    print_text("An example journal, not yours.\n\n$ botoxlog timeline")
    print_view(TimelineView(snapshot, snapshot.areas, questions=timeline_questions(snapshot)))
    print_text(f"\n$ {command_line('remind', f'{DEMO_DAYS}d')}")
    raised = questions_to_show(snapshot.open_questions)
    print_view(RemindView(snapshot, due_lines(due, snapshot), DEMO_DAYS, raised))
    print_text('\nTo start your own: botoxlog add "11s=20" -p botox --on "3 weeks ago"')
