"""`botoxlog decrypt`: store the journal as plain text again."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from botoxlog.commands.shared.screen import print_text

if TYPE_CHECKING:
    from botoxlog.commands.shared.run import Run


def decrypt(
    context: typer.Context,
    key: Annotated[
        Path | None, typer.Option(help="The age key file that opens the journal.", metavar="FILE")
    ] = None,
) -> None:
    """Decrypt the journal, so that it is plain text again.

    Examples:
        botoxlog decrypt
        botoxlog decrypt --key key.txt
    """
    from botoxlog import store
    from botoxlog.journal import encryption

    run: Run = context.obj
    if key is not None:
        encryption.KEYRING.key_file = key
    store.decrypt(run.path)
    print_text(
        f"{run.path} is no longer encrypted: anyone who can read your files can read it. Earlier "
        "undo history was deleted."
    )
