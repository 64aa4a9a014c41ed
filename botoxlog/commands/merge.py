"""`botoxlog merge`: one journal of copies that grew apart."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from botoxlog.commands.shared.journal_text import side_of
from botoxlog.commands.shared.run import JsonOption, Run, load_catalog, show, tell
from botoxlog.core.errors import BadInputError, BotoxlogError, CannotDoError, reason
from botoxlog.core.text import plural

if TYPE_CHECKING:
    from botoxlog.journal.merge import Merged, Side

_SEALED = (b"age-encryption.org", b"-----BEGIN AGE")


def merge(
    context: typer.Context,
    others: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[OTHER]...", help="The other copies of this journal."),
    ] = None,
    base: Annotated[
        Path | None,
        typer.Option(
            help="The copy that both came from: follow what was taken out.", metavar="FILE"
        ),
    ] = None,
    keep: Annotated[
        str | None, typer.Option(help="Settle a conflict: what counts stays.", metavar="ID")
    ] = None,
    take: Annotated[
        str | None, typer.Option(help="Settle a conflict: the other counts.", metavar="ID")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show, write nothing.")] = False,
    driver: Annotated[
        bool, typer.Option("--driver", help="For git: merge --driver %O %A %B.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Make one journal of copies that grew apart.

    Records are matched by their ids. What both copies changed is a conflict: it is shown, and both
    sides are kept. Merging again changes nothing. The other copy is never touched.

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
            "Name the other copies, or settle one conflict with --keep or --take.",
            "botoxlog merge OTHER.toml",
        )
    if settled:
        results = _merged(run, lambda side: _settled(side, settled, take=bool(take)), dry_run)
    else:
        theirs = [_copy(path) for path in files]
        ancestor = _copy(base) if base else None
        results = _merged(run, lambda side: _one_after_another(side, theirs, ancestor), dry_run)
    nothing = "Settled." if settled else "Nothing new: this journal already holds all of it."
    _show_merged(run, results, nothing, as_json=as_json, written=not dry_run)


def _copy(path: Path) -> "Side":
    from botoxlog import store
    from botoxlog.journal.merge import Side

    kept = store.read(path)
    if kept is None:
        raise CannotDoError(f"{path} is not there. Nothing was written.", "Check the name.")
    return Side(*kept)


def _one_after_another(
    side: "Side", theirs: "Sequence[Side]", base: "Side | None"
) -> "list[Merged]":
    from botoxlog.journal import merge

    results: list[Merged] = []
    for other in theirs:
        results.append(merge.merge(side, other, base))
        side = merge.Side(results[-1].text, results[-1].data)
    return results


def _settled(side: "Side", identity: str, *, take: bool) -> "list[Merged]":
    from botoxlog.journal import merge

    return [merge.settle(side, identity, take=take)]


def _merged(run: Run, work: "Callable[[Side], list[Merged]]", dry_run: bool) -> "list[Merged]":
    """Merge into the journal; a result that changes nothing is not written."""
    from botoxlog import store
    from botoxlog.journal.merge import Side

    side = side_of(run)
    results = work(side)
    if dry_run or results[-1].text == side.text:
        return results

    def change(text: str, data: dict[str, Any]) -> tuple[str, dict[str, Any]]:
        nonlocal results
        if text != side.text:
            results = work(Side(text, data))
        return results[-1].text, results[-1].data

    store.rewrite(run.path, change, store.Contents(side.text, dict(side.data)))
    return results


def _show_merged(
    run: Run, results: "Sequence[Merged]", nothing: str, *, as_json: bool, written: bool
) -> None:
    from botoxlog.journal import decoder
    from botoxlog.reports import transfer_text

    left = len(results[-1].data.get(decoder.CONFLICT, []))
    if as_json:
        from botoxlog.render import json as out

        findings = {
            "merges": [transfer_text.merge_as_json(result) for result in results],
            "conflicts_open": left,
            "written": written,
        }
        print(out.moved(run.today, findings))
        return
    from botoxlog.render.terminal.lists import LinesView

    for result in results:
        lines = list(transfer_text.merged(result, load_catalog(), run.today))
        show(LinesView(lines or [("", nothing)]))
    if left:
        tell(f"{plural(left, 'conflict')} open: botoxlog timeline names each with its line.")


def _drive(files: Sequence[Path]) -> None:
    """Merge for git: three files in, the result into the second; exit 1 leaves a conflict open.

    What cannot be merged is left to the person with both texts between git's own marks: nothing
    may be lost because git believes that the merge was done.
    """
    from botoxlog.journal import merge
    from botoxlog.reports import transfer_text

    if len(files) != 3:  # noqa: PLR2004 - %O %A %B
        raise BadInputError("A merge driver needs three files.", "merge --driver %O %A %B")
    base, ours, theirs = files
    raws = [_raw(path) for path in (ours, theirs)]
    if any(raw.startswith(_SEALED) for raw in raws):
        raise CannotDoError(
            "An encrypted journal cannot be merged by git.", "botoxlog merge OTHER can."
        )
    try:
        result = merge.merge(_copy(ours), _copy(theirs), _copy(base))
    except BotoxlogError as error:
        ours.write_bytes(_between_marks(*raws))
        tell(f"botoxlog: {error.sentence} Both texts are in the file, between marks.")
        raise typer.Exit(1) from None
    ours.write_bytes(result.text.encode("utf-8"))
    for conflict in result.conflicts:
        tell(*(f"{lead}{text}" for lead, text in transfer_text.conflict_lines(conflict)))
    if result.conflicts:
        raise typer.Exit(1)


def _raw(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise CannotDoError(
            f"{path} cannot be read: {reason(error)}.", "Check its permissions."
        ) from None


def _between_marks(ours: bytes, theirs: bytes) -> bytes:
    ends = [raw if raw.endswith(b"\n") or not raw else raw + b"\n" for raw in (ours, theirs)]
    return b"<<<<<<< ours\n%b=======\n%b>>>>>>> theirs\n" % tuple(ends)
