"""`botoxlog encrypt`: the journal encrypted at rest."""

from pathlib import Path
from typing import Annotated

import typer

from botoxlog.commands.shared.journal_text import text_of
from botoxlog.commands.shared.run import Run, tell
from botoxlog.core.errors import CannotDoError


def encrypt(
    context: typer.Context,
    key: Annotated[
        Path | None,
        typer.Option(help="An age key file, instead of a passphrase.", metavar="FILE"),
    ] = None,
) -> None:
    """Encrypt the journal with age, by a passphrase or a key file.

    Every command works on, with the passphrase asked for or the key file named. Without either
    there is no way back to what the journal holds.

    Examples:
        botoxlog encrypt
        botoxlog encrypt --key key.txt
    """
    from botoxlog import store
    from botoxlog.journal import encryption

    run: Run = context.obj
    encryption.require_pyrage(CannotDoError)
    if store.is_encrypted(run.path):
        raise CannotDoError(
            f"{run.path} is already encrypted. Nothing was changed.",
            "To remove the encryption: botoxlog decrypt",
        )
    text_of(run)
    named = key or encryption.KEYRING.named_key_file()
    store.encrypt(
        run.path, encryption.read_key_file(named) if named else encryption.new_passphrase()
    )
    print(f"{run.path} is encrypted. undo begins anew.")
    what = f"key file {named}" if named else "passphrase"
    tell(
        f"Keep the {what}: without it nobody can open the journal, this program included.",
        "Copies made before this, such as backups, are still in clear, and the disk may hold "
        "traces of the old file.",
    )
    _tell_copies_in_clear(run)


def _tell_copies_in_clear(run: Run) -> None:
    from botoxlog.reports.doctor import plaintext_copies

    for path in plaintext_copies(run.path):
        tell(f"This is beside it in clear: {path}")
