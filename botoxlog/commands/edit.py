"""`botoxlog edit`: change a record, or the whole journal, in your own editor."""

import os
from typing import TYPE_CHECKING, Annotated, Any

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
        typed = _edited(run, desk, excerpt, ask=ask)
        after = excerpt.with_text(typed)
        if after == text:
            print_messages("Nothing changed.")
            if editor.may_not_wait(words):
                print_messages(
                    "If your editor opens a window, tell it to wait: "
                    f"EDITOR={shell_words(f'{shell_words(words[0])} --wait')} botoxlog edit"
                )
        elif identity is None:
            store.replace_text(run.path, text, after)
        else:
            text, after = _replace_record(run, excerpt, identity, typed)
    changes = compare(run, text, after)
    if as_json:
        from botoxlog.render import json as out

        print_text(out.edited(run.today, changes))
    elif after != text:
        print_changes(changes)


def _replace_record(run: Run, excerpt: "Excerpt", identity: str, typed: str) -> tuple[str, str]:
    """Write an edited record into the journal as it is now; return the text before and after.

    Raises:
        CannotDoError: Nothing was written: another program has changed this record meanwhile, or
            the edited one does not fit any more.
    """
    from botoxlog import store
    from botoxlog.journal import decoder, excerpts

    texts = ("", "")

    def change(now: str, data: dict[str, Any]) -> tuple[str, dict[str, Any]]:
        nonlocal texts
        place = excerpts.one_record(now, data, identity)
        if place.text != excerpt.text:
            raise CannotDoError(
                f"Another program has changed {identity} meanwhile. Nothing was written.",
                "Run the command again.",
            )
        if now != excerpt.journal and (wrong := excerpts.error_in(place, typed, run.today)):
            raise CannotDoError(f"{wrong} Nothing was written.", "Run the command again.")
        texts = now, place.with_text(typed)
        return texts[1], decoder.parse(texts[1])

    store.rewrite(run.path, change)
    return texts


def _edited(run: Run, desk: "PrivateCopy", excerpt: "Excerpt", *, ask: bool) -> str:
    """Return the edited text, reopening the editor until it is valid or the user leaves."""
    from botoxlog.journal import excerpts

    while True:
        typed = desk.edit()
        wrong = excerpts.error_in(excerpt, typed, run.today)
        if wrong is None or typed == excerpt.text:
            return typed
        if not ask:
            raise CannotDoError(f"{wrong} Nothing was written.")
        print_messages(wrong)
        confirm_or_stop("Open the editor again?")
