"""`botoxlog completion`: the script that makes Tab complete commands and values in a shell."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from botoxlog.commands.shared.run import Run, load_catalog
from botoxlog.commands.shared.screen import print_file
from botoxlog.commands.shared.shells import SCRIPTS, Shell, answer, words_of
from botoxlog.core.errors import BotoxlogError

if TYPE_CHECKING:
    from botoxlog.core.model import Journal


def completion(
    context: typer.Context,
    shell: Annotated[Shell, typer.Argument(metavar="SHELL", help="bash, zsh, fish or powershell.")],
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[WORD]...", help="The words typed so far. Only the script uses this."
        ),
    ] = None,
) -> None:
    """Print a script that makes Tab complete botoxlog commands.

    Tab then completes commands, options, areas, products, topics and record ids. Add the script
    to your shell's start-up file, as the examples show.

    Examples:
        botoxlog completion bash >> ~/.bashrc
        botoxlog completion zsh >> ~/.zshrc
        botoxlog completion fish > ~/.config/fish/completions/botoxlog.fish
        botoxlog completion powershell
    """
    if words is None:
        print_file(f"{SCRIPTS[shell].strip()}\n")
        return
    print_file(answer(shell, _offers(context, words_of(shell, words))))


def _offers(context: typer.Context, words: list[str]) -> list[Any]:
    from botoxlog.commands.shared.completion import Completable, offers

    run: Run = context.obj
    root = context.find_root()
    group: Any = root.command

    def journal(named: Path | None) -> "Journal":
        from botoxlog import store
        from botoxlog.core.model import Journal

        path = run.path if named is None else store.find(named, os.environ)
        try:
            return store.load(path, run.today, ask=False).journal
        except BotoxlogError:
            return Journal()  # an error message would end up in the shell's list of words

    names = group.list_commands(root)

    def command(name: str) -> Any:
        return group.get_command(root, name) if name in names else None

    known = Completable(load_catalog, journal, command, names)
    return offers(group, words, known)
