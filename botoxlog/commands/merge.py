"""`botoxlog merge`: combine copies of a journal that have drifted apart."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from botoxlog.commands.shared.run import JsonOption, Run, joiner, load_catalog
from botoxlog.commands.shared.screen import print_messages, print_text, print_view
from botoxlog.commands.shared.terminal import Terminal, can_ask
from botoxlog.core.errors import BadInputError, BotoxlogError, CannotDoError, reason
from botoxlog.core.text import plural

if TYPE_CHECKING:
    from botoxlog.journal.decoder import JournalText
    from botoxlog.journal.merge import Merged


def merge(
    context: typer.Context,
    others: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[OTHER]...", help="The other copies of your journal."),
    ] = None,
    base: Annotated[
        Path | None,
        typer.Option(
            help="The copy both came from. With it, removals are carried over too.", metavar="FILE"
        ),
    ] = None,
    keep: Annotated[
        str | None,
        typer.Option(help="Settle the conflict with this id: keep your version.", metavar="ID"),
    ] = None,
    take: Annotated[
        str | None,
        typer.Option(
            help="Settle the conflict with this id: take the other version.", metavar="ID"
        ),
    ] = None,
    same: Annotated[
        tuple[str, str] | None,
        typer.Option(
            help="Two records with these ids are one session: join them.", metavar="ID ID"
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would change without saving it.")
    ] = False,
    driver: Annotated[
        bool, typer.Option("--driver", help="For git's merge driver: merge --driver %O %A %B")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Combine copies of your journal that have drifted apart.

    Records are matched by id. A session recorded in both under two ids becomes one. A record
    changed in both copies is a conflict: it is shown and both versions are kept. Merging again
    changes nothing, and the other copy is never changed.

    Examples:
        botoxlog merge other.toml
        botoxlog merge other.toml --base old.toml
        botoxlog merge --keep bsjqqvmd
        botoxlog merge --same k7q2m9xd p3b4c5d6
    """
    run: Run = context.obj
    files = others or []
    if driver:
        _drive(files)
        return
    settled = keep or take
    notices: list[str] = []
    if sum(map(bool, (files, keep, take, same))) != 1 or (base and len(files) != 1):
        raise BadInputError(
            "Name the other copies, or settle one thing with --keep, --take or --same.",
            "For example: botoxlog merge other.toml",
        )
    if settled:
        results = _merged(run, lambda side: _settled(run, side, settled, take=bool(take)), dry_run)
    elif same:
        results = _merged(run, lambda side: _as_one(side, [same]), dry_run)
    else:
        theirs = [_copy(path) for path in files]
        ancestor = _copy(base) if base else None
        answers = _Answers(run.today, ask=can_ask(as_json=as_json) and not dry_run)
        results = _merged(
            run, lambda side: answers.settle(_one_after_another(side, theirs, ancestor)), dry_run
        )
        notices = _notices(run, results, unsure=not answers.ask)
    nothing = "Settled." if settled else "Nothing to add: your journal already has all of it."
    _show_merged(run, results, nothing, notices, as_json=as_json, written=not dry_run)


def _notices(run: Run, results: "Sequence[Merged]", *, unsure: bool) -> list[str]:
    """Return what looks like a mistake in the records that were added.

    Args:
        run: The day.
        results: The merges.
        unsure: Whether to name records that may be one session; if not, the user was asked.
    """
    from botoxlog.input.entry_checks import EntryChecks
    from botoxlog.input.record_joining import ids_added
    from botoxlog.journal import decoder
    from botoxlog.reports import transfer_text

    data, new = results[-1].data, ids_added(results)
    journal = decoder.decode(data, "", run.today)
    checks = EntryChecks(journal, load_catalog())
    notices = list(checks.warnings_of([one for one in journal.sessions if one.id in new]))
    if unsure:
        pairs = joiner().unsure_among_new(results)
        notices += [transfer_text.may_be_one(data, pair) for pair in pairs]
    return notices


def _copy(path: Path) -> "JournalText":
    from botoxlog import store

    kept = store.read(path, piped=True)
    if kept is None:
        raise CannotDoError(
            f"There is no file {path}. Nothing was written.",
            "Check the name and run the command again.",
        )
    return kept


def _one_after_another(
    side: "JournalText", theirs: "Sequence[JournalText]", base: "JournalText | None"
) -> "list[Merged]":
    from botoxlog.journal import merge
    from botoxlog.journal.decoder import JournalText

    results: list[Merged] = []
    for other in theirs:
        results.append(merge.merge(side, other, base, joiner=joiner()))
        side = JournalText(results[-1].text, results[-1].data)
    return results


def _as_one(side: "JournalText", pairs: "Iterable[tuple[str, str]]") -> "list[Merged]":
    """Join the records of each pair of ids, which are one session."""
    from botoxlog.journal.decoder import JournalText

    results: list[Merged] = []
    for pair in pairs:
        results.append(joiner().as_one(side, pair))
        side = JournalText(results[-1].text, results[-1].data)
    return results


class _Answers:
    """Asks about new records that may be a session which the journal has, each pair once."""

    def __init__(self, today: date, *, ask: bool) -> None:
        self.ask = ask
        self._today = today
        self._same: dict[tuple[str, str], bool] = {}

    def settle(self, results: "list[Merged]") -> "list[Merged]":
        """Return the results of a merge, and those of joining what is said to be one session."""
        from botoxlog.journal.decoder import JournalText

        if not self.ask:
            return results
        side = JournalText(results[-1].text, results[-1].data)
        pairs = joiner().unsure_among_new(results)
        return [*results, *_as_one(side, (pair for pair in pairs if self._is_same(side, pair)))]

    def _is_same(self, side: "JournalText", pair: tuple[str, str]) -> bool:
        if pair not in self._same:
            from botoxlog.reports import transfer_text

            print_messages(*transfer_text.both(side.data, pair, load_catalog(), self._today))
            self._same[pair] = Terminal().confirm("Are they one session?", default=False)
        return self._same[pair]


def _settled(run: Run, side: "JournalText", identity: str, *, take: bool) -> "list[Merged]":
    from botoxlog.journal import merge

    return [merge.settle(side, identity, take=take, today=run.today)]


def _merged(
    run: Run, work: "Callable[[JournalText], list[Merged]]", dry_run: bool
) -> "list[Merged]":
    """Merge into the journal, and write it only if something changes."""
    from botoxlog import store
    from botoxlog.journal.decoder import JournalText

    side = run.side()
    results = work(side)
    if dry_run or results[-1].text == side.text:
        return results

    def change(text: str, data: dict[str, Any]) -> tuple[str, dict[str, Any]]:
        nonlocal results
        if text != side.text:
            results = work(JournalText(text, data))
        return results[-1].text, results[-1].data

    store.rewrite(run.path, change, side)
    return results


def _show_merged(
    run: Run,
    results: "Sequence[Merged]",
    nothing: str,
    notices: "Sequence[str]",
    *,
    as_json: bool,
    written: bool,
) -> None:
    from botoxlog.journal import decoder

    left = len(results[-1].data.get(decoder.CONFLICT, []))
    if as_json:
        from botoxlog.render import json as out

        print_text(out.merged(run.today, results, notices, conflicts_open=left, written=written))
        return
    from botoxlog.render.terminal.lists import LinesView
    from botoxlog.reports import transfer_text

    lines = [
        line for item in results for line in transfer_text.merged(item, load_catalog(), run.today)
    ]
    print_view(LinesView(lines or [("", nothing)]))
    print_messages(*notices)
    if left:
        print_messages(f"{plural(left, 'conflict')} to settle. To see each one: botoxlog doctor")


def _drive(files: Sequence[Path]) -> None:
    """Merge three files for git, writing the result into the second; exit 1 reports a conflict.

    If the journals can't be merged, both texts are written between git's own markers, so that
    nothing is lost if git treats the merge as done.
    """
    from botoxlog import store
    from botoxlog.journal import merge
    from botoxlog.reports import transfer_text

    if len(files) != 3:  # noqa: PLR2004 - %O %A %B
        raise BadInputError(
            "--driver needs three files.", "For git: botoxlog merge --driver %O %A %B"
        )
    base, ours, theirs = files
    raws = [_raw(path) for path in (ours, theirs)]
    if any(map(store.is_encrypted, (ours, theirs))):
        raise CannotDoError(
            "git can't merge an encrypted journal.", "Merge it yourself: botoxlog merge OTHER"
        )
    try:
        result = merge.merge(_copy(ours), _copy(theirs), _copy(base), joiner=joiner())
    except BotoxlogError as error:
        _replace(ours, _between_markers(*raws))
        why = error.sentence.removesuffix(" Nothing was written.")
        print_messages(f"botoxlog: {why} Both texts are in the file, between git's markers.")
        raise typer.Exit(1) from None
    _replace(ours, result.text.encode("utf-8"))
    for conflict in result.conflicts:
        print_messages(*(f"{lead}{text}" for lead, text in transfer_text.conflict_lines(conflict)))
    if result.conflicts:
        raise typer.Exit(1)


def _raw(path: Path) -> bytes:
    from botoxlog.core.private_files import read_file

    try:
        return read_file(path)
    except OSError as error:
        raise CannotDoError(
            f"{path} cannot be read: {reason(error)}.", "Check its permissions."
        ) from None


def _replace(path: Path, raw: bytes) -> None:
    from botoxlog.core.private_files import replace_file

    try:
        replace_file(path, raw)
    except OSError as error:
        raise CannotDoError(
            f"The merged journal cannot be written to {path}: {reason(error)}. That file holds "
            "your own version, as before.",
            "Free some space or check your permissions there, then merge again.",
        ) from None


def _between_markers(ours: bytes, theirs: bytes) -> bytes:
    ends = [raw if raw.endswith(b"\n") or not raw else raw + b"\n" for raw in (ours, theirs)]
    return b"<<<<<<< ours\n%b=======\n%b>>>>>>> theirs\n" % tuple(ends)
