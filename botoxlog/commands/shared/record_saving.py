"""Keeping what `add` and `checkin` made: written, then told back with what it means."""

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from botoxlog.commands.shared.run import Run, say, tell

if TYPE_CHECKING:
    from botoxlog.catalog import Catalog
    from botoxlog.core.model import Journal, Record
    from botoxlog.input.language.interpreter import Interpreter
    from botoxlog.store import OpenJournal


def keep(
    run: Run,
    opened: "OpenJournal",
    interpreter: "Interpreter",
    records: Sequence["Record"],
    *,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Write the records, then echo what was understood and what it means."""
    from botoxlog import store
    from botoxlog.forecast.area_forecast import area_forecasts

    written = tuple(records) if dry_run else store.append(run.path, records, opened)
    areas = area_forecasts(
        _with_records(opened.journal, written),
        interpreter.catalog,
        run.today,
        _concerned_by(written, interpreter.catalog),
    )
    if as_json:
        from botoxlog.render import json as out

        print(out.saved(run.today, written, areas, interpreter.notices))
        return
    from botoxlog.reports import sentences

    lead = "Would save" if dry_run else "Saved"
    say(sentences.saved(lead, written, areas, run.today, interpreter.catalog))
    tell(*interpreter.notices)


def _concerned_by(records: Sequence["Record"], catalog: "Catalog") -> Callable[[str], bool]:
    """Return what says of an area whether one of the records is about it, or a side of it."""
    named = {name for record in records for name in record.areas}
    bases = {catalog.split_side(name)[0].casefold() for name in named}
    return lambda area: catalog.split_side(area)[0].casefold() in bases


def _with_records(journal: "Journal", records: Iterable["Record"]) -> "Journal":
    """Return the journal as it will be read after `records` were added."""
    from botoxlog.core.model import CheckIn, Session

    for record in records:
        if isinstance(record, Session):
            journal = journal._replace(sessions=(*journal.sessions, record))
        elif isinstance(record, CheckIn):
            journal = journal._replace(checkins=(*journal.checkins, record))
    return journal
