"""`botoxlog discuss`: record that a question was asked, deferred or dismissed."""

from typing import TYPE_CHECKING, Annotated

import typer

from botoxlog.commands.shared.run import JsonOption, Run, load_catalog, print_emergency_text
from botoxlog.commands.shared.screen import print_messages, print_sentences
from botoxlog.core.errors import BadInputError

if TYPE_CHECKING:
    from botoxlog.core.model import Outcome

_SHORTEST_OUTCOME = 3  # letters: "ask"


def discuss(
    context: typer.Context,
    topic: Annotated[
        str,
        typer.Argument(
            metavar="TOPIC", help="The topic of the question: weak-muscle, veins, goals."
        ),
    ],
    outcome: Annotated[
        str, typer.Option(help="asked, deferred (ask at the next visit) or dismissed.")
    ] = "asked",
    on: Annotated[str, typer.Option("--on", "--date", help="The date.", metavar="DATE")] = "today",
    note: Annotated[str | None, typer.Option(help="What the clinician said.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Record that you asked a question, or deferred or dismissed it.

    To list the topics: botoxlog topics

    Examples:
        botoxlog discuss weak-muscle --note "same dose, longer gaps"
        botoxlog discuss veins --outcome deferred
    """
    from botoxlog import store
    from botoxlog.core.model import Discussed
    from botoxlog.core.text import clean
    from botoxlog.input import selection
    from botoxlog.input.language.dates import parse_typed
    from botoxlog.input.language.side_effects import recording_hints
    from botoxlog.reports.question_text import discussed_text

    run: Run = context.obj
    print_emergency_text(run, note, on=on)
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
    notices = [discussed_text(record), *recording_hints(note, catalog, run.today)]
    if as_json:
        from botoxlog.render import json as out

        print(out.discussed(run.today, written, notices))
        return
    from botoxlog.reports import sentences

    print_sentences(sentences.saved("Saved", [written], (), run.today, catalog))
    print_messages(*notices)


def _outcome(typed: str) -> "Outcome":
    """Return the outcome that was typed; "ask", "defer" and "dismiss" are accepted too."""
    from botoxlog.core.model import Outcome
    from botoxlog.core.text import inert

    plain = typed.strip().casefold()
    for outcome in Outcome:
        if len(plain) >= _SHORTEST_OUTCOME and outcome.startswith(plain):
            return outcome
    raise BadInputError(
        f'"{inert(typed)}" is not an outcome.', f"Choose one of: {', '.join(Outcome)}."
    )
