"""`botoxlog stop`: record that treatment was stopped on purpose."""

from typing import TYPE_CHECKING, Annotated

import typer

from botoxlog.commands.shared.run import JsonOption, Run, print_emergency_text
from botoxlog.commands.shared.screen import print_messages, print_sentences, print_text
from botoxlog.commands.shared.terminal import can_ask, confirm_or_stop
from botoxlog.core.errors import BadInputError, CannotDoError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from botoxlog.core.partial_dates import PartialDate
    from botoxlog.forecast.area_forecast import AreaForecast

_EVERYTHING = "all"


def stop(
    context: typer.Context,
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="[AREA]...", help='The areas, or "all". On its own it asks.'),
    ] = None,
    on: Annotated[str, typer.Option("--on", "--date", help="The date.", metavar="DATE")] = "today",
    note: Annotated[str | None, typer.Option(help="A note in your own words.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Record that you stopped on purpose, until your next session there.

    Nothing reminds you of these areas until then. What is on record stays, and the picture too.

    Examples:
        botoxlog stop jaw
        botoxlog stop jaw 11s --on 2026-11
        botoxlog stop all --note "a year off"
    """
    from botoxlog import store
    from botoxlog.core.model import Stopped
    from botoxlog.core.text import clean, inert, join_words
    from botoxlog.input import command_words, selection
    from botoxlog.input.language.side_effects import recording_hints
    from botoxlog.reports import sentences

    run: Run = context.obj
    print_emergency_text(run, note, on=on)
    opened = run.open()
    ask = can_ask(as_json=as_json)
    interpreter = run.interpreter(opened.journal, ask=ask)
    typed = [part for word in words or () for part in word.split()]
    everything = [word.casefold() for word in typed] == [_EVERYTHING]
    chosen = command_words.choose_areas("stop", words, interpreter, takes_dates=False)
    snapshot = run.snapshot(opened.journal)
    if not snapshot.areas:
        raise CannotDoError(
            "No session is logged yet, so there is nothing to stop.", "To log one: botoxlog add"
        )
    if not (everything or chosen.areas):
        if not ask:
            raise BadInputError(
                "Nothing was saved: name what you stopped.",
                "For example: botoxlog stop jaw, or botoxlog stop all",
            )
        confirm_or_stop("Did you stop treatment of all areas?")
    areas = selection.treated_areas(snapshot, interpreter, chosen.areas)
    when = interpreter.when(on)
    areas_left = _without_later(areas, when)
    already = [area for area in areas_left if area.stopped]
    if len(already) == len(areas_left):
        names = join_words([inert(area.name) for area in areas])
        raise CannotDoError(
            f"Your journal says already that you stopped: {names}. Nothing was saved.",
            "Your next session there ends it: botoxlog add",
        )
    saved = store.append(
        run.path,
        [Stopped(None, when, tuple(chosen.areas), clean(note, "note"))],
        opened,
    )
    notices = [
        *interpreter.notices,
        *recording_hints(saved[0].note, interpreter.catalog, run.today),
    ]
    if as_json:
        from botoxlog.render import json as out

        print_text(out.stop(run.today, saved, notices))
        return
    print_sentences(sentences.saved("Saved", saved, (), run.today, interpreter.catalog))
    print_messages(*notices, "Nothing reminds you of it until your next session there.")


def _without_later(areas: "Sequence[AreaForecast]", when: "PartialDate") -> "list[AreaForecast]":
    """Return the areas without a session that is certainly later than a stop.

    Raises:
        CannotDoError: There is none.
    """
    from botoxlog.core.text import inert

    left = [area for area in areas if area.last.session.date.first <= when.last]
    if not left:
        last = max(area.last.session.date for area in areas)
        raise CannotDoError(
            f"Your last session of {inert(areas[0].name)} was {last.with_preposition}, after that "
            "date. Nothing was saved.",
            "Give the date on which you stopped: --on DATE",
        )
    return left
