"""`botoxlog edit`: change a record, or the whole journal, in a person's own editor."""

import os
from typing import TYPE_CHECKING, Annotated

import typer

from botoxlog.commands.shared.changes import compare, show_changes
from botoxlog.commands.shared.journal_text import text_of
from botoxlog.commands.shared.run import JsonOption, Run, can_ask, stop_unless_confirmed, tell
from botoxlog.core.errors import CannotDoError

if TYPE_CHECKING:
    from botoxlog.input.editor import PrivateCopy
    from botoxlog.journal.excerpts import Excerpt


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
    from botoxlog import store
    from botoxlog.input import editor
    from botoxlog.journal import excerpts

    run: Run = context.obj
    text = text_of(run)
    if identity is None:
        excerpt = excerpts.whole(text)
    else:
        excerpt = excerpts.one_record(text, store.parse(text, run.path), identity)
    if excerpts.is_newer(text):
        raise CannotDoError(
            f"{run.path} is a journal of a newer format. Nothing was changed.",
            "Update botoxlog, then try again.",
        )
    ask = can_ask(as_json=as_json)
    words = editor.command(os.environ, interactive=ask)
    with editor.PrivateCopy(excerpt.text, words, secret=store.is_encrypted(run.path)) as desk:
        after = _edited(run, desk, excerpt, ask=ask)
        if after != text:
            store.replace_text(run.path, text, after)
        else:
            tell("Nothing changed.")
            if editor.may_not_wait(words):
                tell(f"An editor with a window has to wait: EDITOR='{words[0]} --wait'.")
    changes = compare(run, text, after)
    if as_json:
        from botoxlog.render import json as out

        print(out.edited(run.today, changes))
    elif after != text:
        show_changes(changes)


def _edited(run: Run, desk: "PrivateCopy", excerpt: "Excerpt", *, ask: bool) -> str:
    """Let the person type until it will do, or until they leave."""
    from botoxlog.journal import excerpts

    while True:
        typed = desk.edit()
        wrong = excerpts.error_in(excerpt, typed, run.today)
        if wrong is None or typed == excerpt.text:
            return excerpt.with_text(typed)
        if not ask:
            raise CannotDoError(f"{wrong} Nothing was written.")
        tell(wrong)
        stop_unless_confirmed("Back to the editor?")
