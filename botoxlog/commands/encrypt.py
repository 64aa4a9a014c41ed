"""`botoxlog encrypt`: store the journal encrypted."""

from pathlib import Path
from typing import Annotated

import typer

from botoxlog.commands.shared.run import Run
from botoxlog.commands.shared.screen import print_messages, print_text
from botoxlog.core.errors import CannotDoError


def encrypt(
    context: typer.Context,
    key: Annotated[
        Path | None,
        typer.Option(help="Use this age key file instead of a passphrase.", metavar="FILE"),
    ] = None,
) -> None:
    """Encrypt the journal with age: a passphrase or a key file.

    Every command keeps working, once you type the passphrase or name the key file. If you lose
    it, nobody can open the journal.

    Examples:
        botoxlog encrypt
        botoxlog encrypt --key key.txt
    """
    from botoxlog import store
    from botoxlog.journal import encryption
    from botoxlog.reminders import silence

    run: Run = context.obj
    encryption.require_pyrage(CannotDoError)
    if store.is_encrypted(run.path):
        raise CannotDoError(
            f"{run.path} is already encrypted. Nothing was changed.",
            "To decrypt it: botoxlog decrypt",
        )
    run.text()
    named = key or encryption.KEYRING.named_key_file()
    secret_key = encryption.read_key_file(named) if named else encryption.new_passphrase()
    try:
        store.encrypt(run.path, secret_key)
    finally:  # also if only its undo history could not be deleted
        silence.forget(str(run.path))
    print_text(f"{run.path} is now encrypted. Earlier undo history was deleted.")
    secret = f"key file {named}" if named else "passphrase"
    print_messages(
        f"Keep the {secret} safe: without it nobody can open the journal, not even botoxlog.",
        "Copies made before this, such as backups, are not encrypted. The disk may still hold "
        "traces of the old file.",
    )
    _print_unencrypted_copies(run)


def _print_unencrypted_copies(run: Run) -> None:
    from botoxlog.reports.doctor import plaintext_copies

    for path in plaintext_copies(run.path):
        print_messages(f"Not encrypted, in the same folder: {path}")
