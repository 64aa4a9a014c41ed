"""`botoxlog discuss`: remember what became of a question for the surgeon."""

from typing import TYPE_CHECKING, Annotated

import typer

from botoxlog.commands.shared.run import (
    JsonOption,
    Run,
    answer_emergency,
    load_catalog,
    say,
    tell,
)
from botoxlog.core.errors import BadInputError

if TYPE_CHECKING:
    from botoxlog.core.model import Outcome

_SHORTEST_OUTCOME = 3  # letters: "ask"


def discuss(
    context: typer.Context,
    topic: Annotated[str, typer.Argument(help="What it was about: weak-muscle, veins, goals.")],
    outcome: Annotated[
        str, typer.Option(help="asked, deferred to the next visit, or dismissed.")
    ] = "asked",
    on: Annotated[str, typer.Option(help="When.", metavar="DATE")] = "today",
    note: Annotated[str | None, typer.Option(help="What was said.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Remember that a question was asked, put off or dismissed.

    botoxlog topics shows the topics and their names.

    Examples:
        botoxlog discuss weak-muscle --note "same dose, longer gaps"
        botoxlog discuss veins --outcome deferred
    """
    from botoxlog import store
    from botoxlog.core.model import Discussed
    from botoxlog.core.text import clean
    from botoxlog.input import selection
    from botoxlog.input.language.dates import parse_typed
    from botoxlog.reports.question_text import discussed_text

    run: Run = context.obj
    answer_emergency((), [note])
    catalog = load_catalog()
    meant = selection.topic(catalog, topic)
    record = Discussed(
        id=None,
        date=parse_typed(on, run.today),
        topic=meant.id,
        outcome=_outcome(outcome),
        note=clean(note, "note"),
    )
    written = record._replace(id=store.append(run.path, [record])[0].id)
    notices = [discussed_text(record)]
    if as_json:
        from botoxlog.render import json as out

        print(out.discussed(run.today, written, notices))
        return
    from botoxlog.reports import sentences

    say(sentences.saved("Saved", [written], (), run.today, catalog))
    tell(*notices)


def _outcome(typed: str) -> "Outcome":
    """Return what became of a question; "ask", "defer" and "dismiss" will do."""
    from botoxlog.core.model import Outcome
    from botoxlog.core.text import inert

    plain = typed.strip().casefold()
    for outcome in Outcome:
        if len(plain) >= _SHORTEST_OUTCOME and outcome.startswith(plain):
            return outcome
    raise BadInputError(f'"{inert(typed)}" is no outcome.', f"Choose one of: {', '.join(Outcome)}.")
