"""Keeping what `add` and `checkin` made: written, then told back with what it means."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from botoxlog.commands.shared import Run, say, tell

if TYPE_CHECKING:
    from botoxlog.area import AreaOutlook
    from botoxlog.intake import Intake
    from botoxlog.model import Journal, Record
    from botoxlog.store import OpenJournal


def keep(
    run: Run,
    opened: "OpenJournal",
    intake: "Intake",
    records: Sequence["Record"],
    *,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Write the records, then echo what was understood and what it means."""
    from botoxlog import store

    written = tuple(records) if dry_run else store.append(run.path, records, opened)
    outlook = run.outlook(_with_records(opened.journal, written))
    areas = [area for area in outlook.areas if _concerns(area, written, intake)]
    if as_json:
        from botoxlog.outputs import as_json as out

        print(out.saved(outlook, written, areas, intake.notices))
        return
    from botoxlog import words

    lead = "Would save" if dry_run else "Saved"
    say(words.saved(lead, written, areas, outlook.today, intake.reference))
    tell(*intake.notices)


def _concerns(area: "AreaOutlook", records: Sequence["Record"], intake: "Intake") -> bool:
    named = {name for record in records for name in record.areas}
    bases = {intake.reference.split_side(name)[0].casefold() for name in named}
    return intake.reference.split_side(area.area)[0].casefold() in bases


def _with_records(journal: "Journal", records: Iterable["Record"]) -> "Journal":
    """Return the journal as it will be read after `records` were added."""
    from botoxlog.model import CheckIn, Session

    for record in records:
        if isinstance(record, Session):
            journal = journal._replace(sessions=(*journal.sessions, record))
        elif isinstance(record, CheckIn):
            journal = journal._replace(checkins=(*journal.checkins, record))
    return journal
