"""`botoxlog discuss`: record that a question was asked, deferred or dismissed."""

from typing import TYPE_CHECKING, Annotated

import typer

from botoxlog.commands.shared.run import JsonOption, Run, load_catalog, print_emergency_text
from botoxlog.commands.shared.screen import print_messages, print_sentences, print_text
from botoxlog.core.errors import BadInputError

if TYPE_CHECKING:
    from botoxlog.core.model import Outcome
    from botoxlog.forecast.snapshot import Snapshot

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
    answer: Annotated[
        str | None,
        typer.Option(help="What the clinician said. The next sheet for a visit shows it."),
    ] = None,
    note: Annotated[str | None, typer.Option(help="The same as --answer.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Record that you asked a question, or deferred or dismissed it.

    If one question asks about several topics, its first topic records them all.
    To list the topics: botoxlog topics

    Examples:
        botoxlog discuss weak-muscle --answer "same dose, longer gaps"
        botoxlog discuss veins --outcome deferred
    """
    from botoxlog import store
    from botoxlog.core.model import Discussed
    from botoxlog.core.text import clean
    from botoxlog.input import selection
    from botoxlog.input.language.dates import parse_typed
    from botoxlog.input.language.side_effects import recording_hints
    from botoxlog.reports.question_text import discussed_line, discussed_text

    run: Run = context.obj
    print_emergency_text(run, answer, note, on=on)
    if answer is not None and note is not None:
        raise BadInputError(
            "You can't use --answer and --note together: both are what the clinician said.",
            "Choose one of them.",
        )
    catalog = load_catalog()
    meant = selection.topic(catalog, topic)
    said = clean(note, "note") if answer is None else clean(answer, "answer")
    opened = run.open(quiet=True)
    records = [
        Discussed(None, parse_typed(on, run.today), one, _outcome(outcome), said)
        for one in _topics(meant.id, run.snapshot(opened.journal))
    ]
    written = [
        record._replace(id=kept.id)
        for record, kept in zip(records, store.append(run.path, records, opened), strict=True)
    ]
    notices = [discussed_text(records[0]), *recording_hints(said, catalog, run.today)]
    if as_json:
        from botoxlog.render import json as out

        print_text(out.discussed(run.today, written, notices))
        return
    print_sentences([(discussed_line(written), 2)])
    print_messages(*notices)


def _topics(topic: str, snapshot: "Snapshot") -> list[str]:
    """Return a topic, and those that the open question which it leads asks as well."""
    led = (item.also for item in snapshot.open_questions if item.topic == topic)
    return [topic, *next(led, ())]


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
