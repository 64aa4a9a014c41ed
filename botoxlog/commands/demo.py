"""`botoxlog demo`: an example journal, shown."""

import typer

from botoxlog.commands.shared.run import Run, show

DEMO_DAYS = 30


def demo(context: typer.Context) -> None:
    """Show it all on an example journal.

    Examples:
        botoxlog demo
    """
    from botoxlog.commands.shared.example import example_journal
    from botoxlog.forecast.questions.open_questions import questions_to_show
    from botoxlog.forecast.snapshot import due_within
    from botoxlog.render.terminal.due import RemindView
    from botoxlog.render.terminal.timeline import TimelineView
    from botoxlog.reports.due_text import due_lines

    run: Run = context.obj
    snapshot = run.snapshot(example_journal(run.today))
    due = due_within(snapshot, DEMO_DAYS)
    print("An example journal, not yours.\n\n$ botoxlog timeline")
    show(TimelineView(snapshot, snapshot.areas))
    print(f"\n$ botoxlog remind --within {DEMO_DAYS}d")
    raised = questions_to_show(snapshot.open_questions)
    show(RemindView(snapshot, due_lines(due, snapshot), DEMO_DAYS, raised))
    print('\nYours begins with: botoxlog add "11s=20" -p botox --on "3 weeks ago"')
