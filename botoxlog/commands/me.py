"""`botoxlog me`: your settings, such as goals and clinic."""

from typing import TYPE_CHECKING, Annotated

import typer

from botoxlog.commands.shared.run import JsonOption, Run
from botoxlog.commands.shared.screen import print_text, print_view

if TYPE_CHECKING:
    from botoxlog.core.model import Person


def me(
    context: typer.Context,
    birth_year: Annotated[
        str | None, typer.Option(help="The year you were born in.", metavar="YEAR")
    ] = None,
    goals: Annotated[str | None, typer.Option(help="What you want from treatment.")] = None,
    injector: Annotated[str | None, typer.Option(help="The person who usually injects.")] = None,
    clinic: Annotated[str | None, typer.Option(help="The clinic you usually go to.")] = None,
    currency: Annotated[
        str | None, typer.Option(help="The currency you pay in, such as USD.")
    ] = None,
    weeks_ahead: Annotated[
        str | None, typer.Option(help="How many weeks ahead you have to book.", metavar="WEEKS")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Show or change your settings, and show where your journal is.

    To remove a setting, give it an empty value.

    Examples:
        botoxlog me
        botoxlog me --injector "Dr Lee" --weeks-ahead 3
        botoxlog me --goals ""
    """
    from botoxlog import store
    from botoxlog.input.language.settings import settings

    run: Run = context.obj
    changes = settings(
        run.today,
        birth_year=birth_year,
        goals=goals,
        injector=injector,
        clinic=clinic,
        currency=currency,
        weeks_ahead=weeks_ahead,
    )
    if changes:
        store.change_person(run.path, changes)
    _show_person(run, run.open().journal.person, as_json=as_json)


def _show_person(run: Run, person: "Person", *, as_json: bool) -> None:
    if as_json:
        from botoxlog.render import json as out

        print_text(out.me(run.today, person, run.path))
        return
    from botoxlog.render.terminal.lists import MeView

    print_view(MeView(person, run.path))
