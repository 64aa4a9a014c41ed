"""Saving what `add` and `checkin` recorded, then printing it back with the new forecast."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from botoxlog.commands.shared.run import Run
from botoxlog.commands.shared.screen import print_messages, print_sentences, print_text

if TYPE_CHECKING:
    from botoxlog.core.model import Journal, Record
    from botoxlog.input.language.interpreter import Interpreter
    from botoxlog.store import OpenJournal


def save_records(
    run: Run,
    opened: "OpenJournal",
    interpreter: "Interpreter",
    records: Sequence["Record"],
    *,
    dry_run: bool,
    as_json: bool,
    summary: str | None = None,
    unchanged: bool = False,
) -> None:
    """Save the records, unless it is a dry run, and print them with the areas they are about.

    Args:
        run: The journal and the day.
        opened: The journal as it was just loaded.
        interpreter: Holds the notices, which are printed too.
        records: What to save.
        dry_run: Save nothing.
        as_json: Print JSON.
        summary: A sentence to print instead of the records, if they have been shown.
        unchanged: Save nothing if the journal has changed since it was loaded.
    """
    from botoxlog import store

    catalog = interpreter.catalog
    written = (
        tuple(records) if dry_run else store.append(run.path, records, opened, unchanged=unchanged)
    )
    recorded = {
        catalog.split_side(area)[0].casefold() for record in written for area in record.areas
    }
    snapshot = run.snapshot(
        _with_records(opened.journal, written),
        among=lambda area: catalog.split_side(area)[0].casefold() in recorded,
    )
    if as_json:
        from botoxlog.render import json as out

        print_text(out.saved(run.today, written, snapshot.areas, interpreter.notices))
        return
    from botoxlog.reports import sentences

    if summary is None:
        lead = "Would save" if dry_run else "Saved"
        print_sentences(sentences.saved(lead, written, snapshot.areas, run.today, catalog))
    else:
        print_sentences([(summary, 0)])
    print_messages(*interpreter.notices)


def _with_records(journal: "Journal", records: Iterable["Record"]) -> "Journal":
    """Return the journal as it will be read once `records` are in it."""
    from botoxlog.core.model import CheckIn, Session

    for record in records:
        if isinstance(record, Session):
            journal = journal._replace(sessions=(*journal.sessions, record))
        elif isinstance(record, CheckIn):
            journal = journal._replace(checkins=(*journal.checkins, record))
    return journal
