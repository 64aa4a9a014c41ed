"""`botoxlog edit`: change a record, or the whole journal, in your own editor."""

import os
from typing import TYPE_CHECKING, Annotated

import typer

from botoxlog.commands.shared.changes import compare, print_changes
from botoxlog.commands.shared.run import JsonOption, Run
from botoxlog.commands.shared.screen import print_messages, print_text
from botoxlog.commands.shared.terminal import can_ask, confirm_or_stop
from botoxlog.core.errors import CannotDoError
from botoxlog.core.text import shell_words

if TYPE_CHECKING:
    from botoxlog.input.editor import PrivateCopy
    from botoxlog.journal.excerpts import Excerpt


def edit(
    context: typer.Context,
    identity: Annotated[
        str | None,
        typer.Argument(
            metavar="[ID]", help="Only the record with this id. To see the ids: botoxlog log"
        ),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Change a record, or the whole journal, in your editor.

    It opens the editor that VISUAL or EDITOR names, and checks your changes before saving them.

    Examples:
        botoxlog edit
        botoxlog edit k7q2m9xd
    """
    from botoxlog import store
    from botoxlog.input import editor
    from botoxlog.journal import excerpts

    run: Run = context.obj
    text = run.text()
    if identity is None:
        excerpt = excerpts.whole(text)
    else:
        excerpt = excerpts.one_record(text, store.parse(text, run.path), identity)
    if excerpts.is_newer(text):
        raise CannotDoError(
            f"{run.path} was written by a newer botoxlog. Nothing was changed.",
            "Update botoxlog, then run the command again.",
        )
    ask = can_ask(as_json=as_json)
    words = editor.command(os.environ, interactive=ask)
    with editor.PrivateCopy(excerpt.text, words, secret=store.is_encrypted(run.path)) as desk:
        after = _edited(run, desk, excerpt, ask=ask)
        if after != text:
            store.replace_text(run.path, text, after)
        else:
            print_messages("Nothing changed.")
            if editor.may_not_wait(words):
                print_messages(
                    "If your editor opens a window, tell it to wait: "
                    f"EDITOR={shell_words(f'{shell_words(words[0])} --wait')} botoxlog edit"
                )
    changes = compare(run, text, after)
    if as_json:
        from botoxlog.render import json as out

        print_text(out.edited(run.today, changes))
    elif after != text:
        print_changes(changes)


def _edited(run: Run, desk: "PrivateCopy", excerpt: "Excerpt", *, ask: bool) -> str:
    """Return the text after the edit, reopening the editor until it is valid or the user leaves."""
    from botoxlog.journal import excerpts

    while True:
        typed = desk.edit()
        wrong = excerpts.error_in(excerpt, typed, run.today)
        if wrong is None or typed == excerpt.text:
            return excerpt.with_text(typed)
        if not ask:
            raise CannotDoError(f"{wrong} Nothing was written.")
        print_messages(wrong)
        confirm_or_stop("Open the editor again?")
