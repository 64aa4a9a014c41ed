"""`botoxlog decrypt`: the journal in clear again."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from botoxlog.commands.shared.run import Run


def decrypt(
    context: typer.Context,
    key: Annotated[
        Path | None, typer.Option(help="The age key file that opens it.", metavar="FILE")
    ] = None,
) -> None:
    """Put the journal back in clear.

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
    print(f"{run.path} is in clear again, for anybody who can read your files. undo begins anew.")
