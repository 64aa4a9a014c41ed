"""The commands that change or check what a journal already holds."""

import os
import sys
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Annotated

import typer

from botoxlog.commands.shared import (
    JsonOption,
    Run,
    can_ask,
    load_reference,
    show,
    stop_unless_confirmed,
    tell,
    tell_first_step,
)
from botoxlog.errors import BadInputError, CannotDoError, UnreadableJournalError
from botoxlog.text import inert, plural

if TYPE_CHECKING:
    from botoxlog.changes import Changes
    from botoxlog.editor import Desk
    from botoxlog.findings import Finding
    from botoxlog.mending import Excerpt
    from botoxlog.model import Journal


_MOST_LISTED = 10


def edit(
    context: typer.Context,
    identity: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="Only this record (botoxlog log).")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Change a record, or the whole journal, in your editor.

    VISUAL or EDITOR names it. What you typed is checked before it is kept.

    Examples:
        botoxlog edit
        botoxlog edit k7q2m9xd
    """
    from botoxlog import editor, mending, store

    run: Run = context.obj
    text = _text(run)
    if identity is None:
        excerpt = mending.whole(text)
    else:
        excerpt = mending.one_record(text, store.parsed(text, run.path), identity)
    if mending.is_newer(text):
        raise CannotDoError(
            f"{run.path} is a journal of a newer format. Nothing was changed.",
            "Update botoxlog, then try again.",
        )
    ask = can_ask(as_json=as_json)
    words = editor.command(os.environ, interactive=ask)
    with editor.Desk(excerpt.text, words, secret=store.is_sealed(run.path)) as desk:
        after = _edited(run, desk, excerpt, ask=ask)
        if after != text:
            store.replace_text(run.path, text, after)
        else:
            tell("Nothing changed.")
            if editor.may_not_wait(words):
                tell(f"An editor with a window has to wait: EDITOR='{words[0]} --wait'.")
    changes = _compare(run, text, after)
    if as_json:
        from botoxlog.outputs import as_json as out

        print(out.edited(run.today, changes))
    elif after != text:
        _show_changes(changes)


def _text(run: Run) -> str:
    from botoxlog import store

    text = store.read_text(run.path)
    if text is None:
        raise CannotDoError(
            f"There is no journal yet at {run.path}.", "botoxlog add logs the first session."
        )
    return text


def _edited(run: Run, desk: "Desk", excerpt: "Excerpt", *, ask: bool) -> str:
    """Let the person type until it will do, or until they leave."""
    from botoxlog import mending

    while True:
        typed = desk.edit()
        wrong = mending.mistake(excerpt, typed, run.today)
        if wrong is None or typed == excerpt.text:
            return excerpt.with_text(typed)
        if not ask:
            raise CannotDoError(f"{wrong} Nothing was written.")
        tell(wrong)
        stop_unless_confirmed("Back to the editor?")


def remove(
    context: typer.Context,
    ids: Annotated[list[str], typer.Argument(metavar="ID...", help="As botoxlog log shows them.")],
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Take records out; botoxlog undo puts them back.

    Comments around a record stay.

    Examples:
        botoxlog remove k7q2m9xd
        botoxlog remove k7q2m9xd p3r5t7v9 --yes
    """
    from botoxlog import mending, patching, store

    run: Run = context.obj
    text = _text(run)
    data = store.parsed(text, run.path)
    taken = {identity: mending.find(data, text, identity) for identity in ids}
    for identity, place in taken.items():
        mending.own_lines(text, place, identity)
    journal = run.open(quiet=True).journal
    changes = _compare(run, text, patching.without(text, data, list(taken.values()))[0])
    unread = [identity for identity in taken if mending.record(journal, identity) is None]
    tell(*mending.left_alone(journal, list(taken)))
    if not yes:
        if not can_ask(as_json=as_json):
            raise BadInputError(
                "Nobody can be asked whether to take it out. Nothing was written.",
                "Say --yes to take it out without being asked.",
            )
        _show_removed(changes, unread, "To take out")
        stop_unless_confirmed("Take it out?" if len(taken) == 1 else "Take them out?")
    store.remove(run.path, list(taken))
    if as_json:
        from botoxlog.outputs import as_json as out

        print(out.removed(run.today, list(taken), changes))
    else:
        _show_removed(changes, unread, "Taken out")


def undo(
    context: typer.Context,
    count: Annotated[
        int, typer.Argument(metavar="[STEPS]", min=1, help="How many changes to take back.")
    ] = 1,
    redo: Annotated[bool, typer.Option("--redo", help="Put back what was taken back.")] = False,
    listed: Annotated[
        bool, typer.Option("--list", help="Show what can be taken back, change nothing.")
    ] = False,
    forget: Annotated[
        bool, typer.Option("--forget", help="Delete what undo keeps of this journal.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Take back the last changes this program made.

    Only where nothing else has changed the journal since. The journal becomes what it was, to the
    byte; undo --redo puts the change back.

    Examples:
        botoxlog undo
        botoxlog undo --list
        botoxlog undo --redo
    """
    from botoxlog import store

    run: Run = context.obj
    if redo + listed + forget > 1:
        raise BadInputError(
            "--redo, --list and --forget exclude each other.", "Choose one of them."
        )
    if forget:
        tell(f"{plural(store.forget_steps(run.path), 'step')} forgotten. The journal is as it was.")
        return
    if listed:
        _list_steps(run, as_json=as_json)
        return
    done: list[Changes] = []
    short: CannotDoError | None = None
    try:
        for _ in range(count):
            before, after = store.take_back(run.path, redo=redo)
            done.append(_compare(run, before, after))
    except CannotDoError as error:
        if not done:
            raise
        short = error
    if as_json:
        from botoxlog.outputs import as_json as out

        print(out.undone(run.today, done, store.steps_back(run.path)))
    else:
        for changes in done:
            _show_changes(changes, "Put back")
    if short is not None:
        said = f"{plural(len(done), 'change')} of {count}, and no further: {short.sentence}"
        raise CannotDoError(said, short.hint)


def _list_steps(run: Run, *, as_json: bool) -> None:
    from botoxlog import store
    from botoxlog.views.lists import PairsView
    from botoxlog.words import change_lines

    texts = store.texts_before(run.path, _MOST_LISTED)
    count = store.steps_back(run.path)
    steps = [_compare(run, old, new) for new, old in pairwise(texts)]
    if as_json:
        from botoxlog.outputs import as_json as out

        print(out.undone(run.today, steps, count))
        return
    if not steps:
        tell(f"There is nothing to take back in {run.path}.")
    for number, changes in enumerate(steps, 1):
        lines = change_lines(changes, load_reference())
        show(PairsView([(f"{number}  {lead}", text) for lead, text in lines]))
    if (more := count - len(steps)) > 0:
        tell(f"... and {plural(more, 'change')} before these.")


def doctor(
    context: typer.Context,
    fix: Annotated[
        bool, typer.Option("--fix", help="Mend permissions, remove temporary files; name each.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Check the journal and what lies around it.

    Says nothing and ends with 0 where all is well, else lists what is wrong and ends with 1. It
    mends permissions and removes temporary files where told to --fix, and nothing else.

    Examples:
        botoxlog doctor
        botoxlog doctor --fix
    """
    from botoxlog.doctor import examine
    from botoxlog.findings import Kind

    run: Run = context.obj
    findings = examine(run.path, run.today)
    results = [(item, fix and _repaired(item)) for item in findings]
    if as_json:
        from botoxlog.outputs import as_json as out

        print(out.doctor(run.today, results))
    elif results:
        _show_findings(run, results)
    else:
        tell_first_step(run.open(quiet=True))
    if any(item.kind is Kind.UNREADABLE for item in findings):
        raise typer.Exit(UnreadableJournalError.exit_code)
    if not all(fixed for _, fixed in results):
        raise typer.Exit(CannotDoError.exit_code)


def _repaired(finding: "Finding") -> bool:
    if finding.repair is None:
        return False
    try:
        finding.repair()
    except OSError as error:
        tell(f"{finding.path} could not be put right: {(error.strerror or '').lower()}.")
        return False
    return True


def _show_findings(run: Run, results: Sequence[tuple["Finding", bool]]) -> None:
    from botoxlog.terminal import wrapped

    for item, fixed in results:
        where = inert(run.path.name if item.line else str(item.path))
        line = f", line {item.line}" if item.line else ""
        said = (f"{where}{line}: {item.message}", "  Fixed." if fixed else f"  {item.remedy}")
        for sentence in said:
            print(wrapped(sentence, "  ") if sys.stdout.isatty() else sentence)


# --- what became of it -----------------------------------------------------------------------


def _compare(run: Run, before: str, after: str) -> "Changes":
    from botoxlog.changes import compare

    return compare(_journal(run, before), _journal(run, after))


def _journal(run: Run, text: str) -> "Journal":
    """Return what a text holds; nothing where it is no journal at all."""
    from botoxlog import reading, store
    from botoxlog.model import Journal

    try:
        return reading.decode(store.parsed(text, run.path), text, run.today)
    except UnreadableJournalError:
        return Journal()


def _show_changes(changes: "Changes", put: str = "Added") -> None:
    from botoxlog.views.lists import PairsView
    from botoxlog.words import change_lines

    show(PairsView(change_lines(changes, load_reference(), put)))


def _show_removed(changes: "Changes", unread: Sequence[str], lead: str) -> None:
    from botoxlog.views.lists import PairsView
    from botoxlog.words import record_line

    reference = load_reference()
    pairs = [(f"{lead} {inert(item.id or '-')}", record_line(item, reference))
             for item in changes.removed]  # fmt: skip
    pairs += [(f"{lead} {inert(known)}", "a record that makes too little sense to be shown")
              for known in unread]  # fmt: skip
    show(PairsView(pairs))
