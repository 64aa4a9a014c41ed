"""`botoxlog merge`: combine copies of a journal that have drifted apart."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from botoxlog.commands.shared.run import JsonOption, Run, load_catalog
from botoxlog.commands.shared.screen import print_messages, print_text, print_view
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
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would change without saving it.")
    ] = False,
    driver: Annotated[
        bool, typer.Option("--driver", help="For git's merge driver: merge --driver %O %A %B")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Combine copies of your journal that have drifted apart.

    Records are matched by id. A record changed in both copies is a conflict: it is shown and both
    versions are kept. Merging again changes nothing, and the other copy is never changed.

    Examples:
        botoxlog merge other.toml
        botoxlog merge other.toml --base old.toml
        botoxlog merge --keep bsjqqvmd
    """
    run: Run = context.obj
    files = others or []
    if driver:
        _drive(files)
        return
    settled = keep or take
    if bool(settled) == bool(files) or (keep and take) or (base and len(files) != 1):
        raise BadInputError(
            "Name the other copies, or one conflict to settle with --keep or --take.",
            "For example: botoxlog merge other.toml",
        )
    if settled:
        results = _merged(run, lambda side: _settled(side, settled, take=bool(take)), dry_run)
    else:
        theirs = [_copy(path) for path in files]
        ancestor = _copy(base) if base else None
        results = _merged(run, lambda side: _one_after_another(side, theirs, ancestor), dry_run)
    nothing = "Settled." if settled else "Nothing to add: your journal already has all of it."
    _show_merged(run, results, nothing, as_json=as_json, written=not dry_run)


def _copy(path: Path) -> "JournalText":
    from botoxlog import store

    kept = store.read(path)
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
        results.append(merge.merge(side, other, base))
        side = JournalText(results[-1].text, results[-1].data)
    return results


def _settled(side: "JournalText", identity: str, *, take: bool) -> "list[Merged]":
    from botoxlog.journal import merge

    return [merge.settle(side, identity, take=take)]


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
    run: Run, results: "Sequence[Merged]", nothing: str, *, as_json: bool, written: bool
) -> None:
    from botoxlog.journal import decoder

    left = len(results[-1].data.get(decoder.CONFLICT, []))
    if as_json:
        from botoxlog.render import json as out

        print_text(out.merged(run.today, results, conflicts_open=left, written=written))
        return
    from botoxlog.render.terminal.lists import LinesView
    from botoxlog.reports import transfer_text

    for result in results:
        lines = list(transfer_text.merged(result, load_catalog(), run.today))
        print_view(LinesView(lines or [("", nothing)]))
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
        result = merge.merge(_copy(ours), _copy(theirs), _copy(base))
    except BotoxlogError as error:
        ours.write_bytes(_between_markers(*raws))
        print_messages(
            f"botoxlog: {error.sentence} Both texts are in the file, between git's markers."
        )
        raise typer.Exit(1) from None
    ours.write_bytes(result.text.encode("utf-8"))
    for conflict in result.conflicts:
        print_messages(*(f"{lead}{text}" for lead, text in transfer_text.conflict_lines(conflict)))
    if result.conflicts:
        raise typer.Exit(1)


def _raw(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise CannotDoError(
            f"{path} cannot be read: {reason(error)}.", "Check its permissions."
        ) from None


def _between_markers(ours: bytes, theirs: bytes) -> bytes:
    ends = [raw if raw.endswith(b"\n") or not raw else raw + b"\n" for raw in (ours, theirs)]
    return b"<<<<<<< ours\n%b=======\n%b>>>>>>> theirs\n" % tuple(ends)
