"""`botoxlog doctor`: check the journal and the files around it."""

import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from botoxlog.commands.shared.run import JsonOption, Run, print_first_step
from botoxlog.commands.shared.screen import print_messages, print_text, wrapped
from botoxlog.core.errors import CannotDoError, UnreadableJournalError, reason
from botoxlog.core.text import inert

if TYPE_CHECKING:
    from botoxlog.reports.doctor import Finding


def doctor(
    context: typer.Context,
    fix: Annotated[
        bool,
        typer.Option(
            "--fix", help="Correct file permissions and delete temporary files, naming each."
        ),
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Check the journal and the files around it.

    If all is well it prints nothing and exits with 0. Otherwise it lists the problems and exits
    with 1. --fix corrects file permissions and deletes temporary files, nothing more.

    Examples:
        botoxlog doctor
        botoxlog doctor --fix
    """
    from botoxlog.reports.doctor import Kind, examine

    run: Run = context.obj
    findings = examine(run.path, run.today)
    results = list(_repaired(findings, run)) if fix else [(item, False) for item in findings]
    if as_json:
        from botoxlog.render import json as out

        print_text(out.doctor(run.today, results))
    elif results:
        _show_findings(run, results)
    else:
        print_first_step(run.open(quiet=True))
    if any(item.kind is Kind.UNREADABLE for item in findings):
        raise typer.Exit(UnreadableJournalError.exit_code)
    if not all(fixed for _, fixed in results):
        raise typer.Exit(CannotDoError.exit_code)


def _repaired(findings: Sequence["Finding"], run: Run) -> Iterator[tuple["Finding", bool]]:
    """Repair what can be, and yield each finding and whether it is gone since."""
    from botoxlog.reports.doctor import examine

    for item in findings:
        if item.repair is not None:
            try:
                item.repair()
            except CannotDoError as error:
                print_messages(error.sentence)
            except OSError as error:
                print_messages(f"{item.path} could not be fixed: {reason(error)}.")
    can_be = any(item.repair for item in findings)
    left = {(item.kind, item.path) for item in (examine(run.path, run.today) if can_be else ())}
    for item in findings:
        yield item, item.repair is not None and (item.kind, item.path) not in left


def _show_findings(run: Run, results: Sequence[tuple["Finding", bool]]) -> None:
    for item, fixed in results:
        where = inert(run.path.name if item.line else str(item.path))
        line = f", line {item.line}" if item.line else ""
        said = (f"{where}{line}: {item.message}", "  Fixed." if fixed else f"  {item.remedy}")
        for sentence in said:
            print_text(wrapped(sentence, "  ") if sys.stdout.isatty() else sentence)
