"""The command line: options, today's date and every error.

Only this module reads the clock, but for the note that ends a shell's start before it; only it and
`commands` use Typer.

`run` handles every user error in one place: it prints the message and the next step to stderr and
returns an exit code. Data go to stdout, messages to stderr.
"""

import codecs
import io
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from errno import ENOSPC
from importlib import import_module
from itertools import pairwise
from keyword import iskeyword
from pathlib import Path
from textwrap import dedent, indent
from typing import Annotated, Any, cast

import typer
from typer.core import TyperCommand, TyperGroup, TyperOption

from botoxlog import __version__
from botoxlog.commands.shared.run import Run
from botoxlog.commands.shared.screen import SCREEN, print_messages
from botoxlog.core.errors import BadInputError, BotoxlogError, CannotDoError, SavedError, reason
from botoxlog.core.text import OUTPUT

COMMANDS = (
    "add",
    "checkin",
    "timeline",
    "remind",
    "plan",
    "book",
    "stop",
    "schedule",
    "brief",
    "status",
    "stats",
    "log",
    "me",
    "discuss",
    "edit",
    "remove",
    "undo",
    "doctor",
    "encrypt",
    "decrypt",
    "areas",
    "products",
    "topics",
    "import",
    "export",
    "merge",
    "demo",
    "completion",
)
"""Every command, in the order of the help. Each is in the module of `botoxlog.commands` with its
name."""

FAMILIAR_NAMES = {
    "list": "log",
    "ls": "log",
    "history": "log",
    "show": "timeline",
    "next": "remind",
    "due": "remind",
    "new": "add",
    "session": "add",
    "look": "checkin",
    "delete": "remove",
    "rm": "remove",
    "config": "me",
    "settings": "me",
    "appointment": "book",
    "appointments": "book",
    "pause": "stop",
    "help": "--help",
}
"""Names that similar programs use, and the command here that each stands for."""

LONGEST_LINE = 4_000
"""Upper limit for the characters of the words after a command, some 600 words: reading a line takes
longer than in proportion to it."""

EXAMPLES = "\nExamples:\n"
"""The heading that separates the text of a command's docstring from its examples."""


UsageError: type[Exception] = typer.BadParameter.__mro__[1]
"""Typer's base class for mistakes in the command line; Typer does not export it."""


@contextmanager
def _own_errors(context: Any) -> Iterator[None]:
    """Raise Typer's errors about the command line as our own, in the format of all errors."""
    try:
        yield
    except UsageError as error:
        from botoxlog.commands.shared.usage_errors import usage_error

        raise usage_error(error, context) from None


class Command(TyperCommand):
    """A command whose help shows its examples as written, before its options."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse the words after the command's name; "- forehead" is a word, not an option."""
        with_value = {
            name
            for param in self.params
            if not getattr(param, "is_flag", True)
            for name in param.opts
        }
        words = [
            f" {word}" if word.startswith("- ") and before not in with_value else word
            for before, word in pairwise(["", *args])
        ]
        with _own_errors(ctx):
            rest = super().parse_args(ctx, words)
        typed = sum(map(len, ctx.params.get("words") or ()))
        if typed > LONGEST_LINE:
            raise BadInputError(
                f"These words are too long: {typed} characters. At most {LONGEST_LINE} are read. "
                "Nothing was written.",
                "Write it in several commands. A long text can go into --note.",
            )
        return rest

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        """Return the words of the usage line, without Typer's braces: FILE, not {FILE}."""
        return [piece.strip("{}") for piece in super().collect_usage_pieces(ctx)]

    def format_help_text(self, ctx: Any, formatter: Any) -> None:
        """Write the sentences wrapped, then the examples unwrapped."""
        whole = self.help
        self.help, _, examples = (whole or "").partition(EXAMPLES)
        super().format_help_text(ctx, formatter)
        self.help = whole
        if examples:
            with formatter.section("Examples"):
                formatter.write(indent(dedent(examples), "  ") + "\n")


class LazyGroup(TyperGroup):
    """A group that imports a command only when it is used, so the others add no start-up time."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse the words before the command's name."""
        with _own_errors(ctx):
            return super().parse_args(ctx, args)

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 - Typer's signature
        """Return the names of all commands."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> TyperCommand:  # noqa: ARG002 - as above
        """Import and return one command.

        Raises:
            BadInputError: There is no such command.
        """
        if cmd_name in FAMILIAR_NAMES:
            raise BadInputError(
                f'There is no command "{cmd_name}".',
                f"Use this instead: botoxlog {FAMILIAR_NAMES[cmd_name]}",
            )
        if cmd_name not in COMMANDS:
            from botoxlog.commands.shared.usage_errors import unknown_command

            raise unknown_command(cmd_name, COMMANDS)
        if cmd_name not in self.commands:
            own = f"{cmd_name}_" if iskeyword(cmd_name) else cmd_name  # `import` is Python's own
            module = import_module(f"botoxlog.commands.{own}")
            alone = typer.Typer(add_completion=False, rich_markup_mode=None)
            alone.command(cmd_name, cls=Command)(getattr(module, own))
            command = typer.main.get_command(alone)
            for item in command.params:  # instead of Typer's "<str>"
                if item.param_type_name == "option" and item.type.name == "str":
                    item.metavar = item.metavar or "TEXT"
            command.params += [_flag("--plain", _PLAIN_HELP), _flag("--no-color", _COLOUR_HELP)]
            self.commands[cmd_name] = command
        return cast("TyperCommand", self.commands[cmd_name])


_PLAIN_HELP = "Plain text, one fact per line, for screen readers and scripts."
_COLOUR_HELP = "Print without colour, as NO_COLOR does."


def _flag(name: str, text: str) -> TyperOption:
    """Return an option that every command takes as well, after its name."""
    return TyperOption(
        param_decls=[name], is_flag=True, expose_value=False, callback=_set_screen, help=text
    )


def _set_screen(_context: Any, option: Any, wanted: bool) -> None:
    if wanted and option.name == "plain":
        SCREEN.plain = True
    elif wanted:
        SCREEN.colour = False


app = typer.Typer(
    name="botoxlog",
    cls=LazyGroup,
    help="A private journal of botulinum-toxin sessions that forecasts when each result wears off.",
    add_completion=False,
    pretty_exceptions_enable=False,
    pretty_exceptions_show_locals=False,  # locals are health data
    rich_markup_mode=None,
)


def _print_version(wanted: bool) -> None:
    if wanted:
        print(f"botoxlog {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def start(
    context: typer.Context,
    journal: Annotated[
        Path | None,
        typer.Option(
            help="The journal file. Default: BOTOXLOG_JOURNAL, else your user data folder.",
            metavar="PATH",
            readable=False,  # the store reports that, with the next step
        ),
    ] = None,
    key: Annotated[
        Path | None,
        typer.Option(
            help="The age key file of an encrypted journal. Default: BOTOXLOG_KEY.", metavar="FILE"
        ),
    ] = None,
    today: Annotated[
        str | None,
        typer.Option(
            help="Use this date as today: 2026-11-23.", metavar="DATE", envvar="BOTOXLOG_TODAY"
        ),
    ] = None,
    plain: Annotated[
        bool, typer.Option("--plain", help=_PLAIN_HELP, envvar="BOTOXLOG_PLAIN")
    ] = False,
    no_color: Annotated[bool, typer.Option("--no-color", help=_COLOUR_HELP)] = False,
    version: Annotated[  # noqa: ARG001 - handled before this runs
        bool,
        typer.Option("--version", callback=_print_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    """Set the journal, the day and the screen for this run."""
    from botoxlog import store

    SCREEN.plain, SCREEN.colour = plain, not no_color
    store.SAVES.done = False
    if key is not None:
        from botoxlog.journal import encryption

        encryption.KEYRING.key_file = key
    context.obj = Run(store.find(journal, os.environ), _today(today))
    if context.invoked_subcommand is None:
        from botoxlog.commands.home import home

        home(context.obj)


def _today(typed: str | None) -> date:
    from botoxlog.core.partial_dates import parse_iso

    if not typed:
        return date.today()
    try:
        when = parse_iso(typed)
    except ValueError as error:
        raise BadInputError(f"--today: {error}.", "Write it as: --today 2026-11-23") from None
    if not when.is_day:
        raise BadInputError(
            f'--today: "{typed}" is not a single day.', "Write it as: --today 2026-11-23"
        )
    return when.first


# --- errors ----------------------------------------------------------------------------------


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code. A user error never shows a traceback.

    Args:
        arguments: The words after the program's name; None means those of the process.
    """
    _set_streams()
    code = 0
    try:
        try:
            app(arguments, prog_name="botoxlog")
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 1
        sys.stdout.flush()
    except BotoxlogError as error:
        return _failed(error)
    except Exception as error:
        if os.environ.get("BOTOXLOG_DEBUG"):
            raise
        return _failed(_as_own(error))
    if code and _has_saved():  # Typer and Rich end it where nobody reads the output any more
        return _failed(_saved_but("The result could not be shown."))
    return code


def _failed(error: BotoxlogError) -> int:
    """Print an error and return its exit code, which says it all if nobody reads stderr either."""
    with suppress(OSError):
        if error.sentence:
            print_messages(f"botoxlog: {error.sentence}", *([error.hint] if error.hint else []))
    return error.exit_code


def _as_own(error: Exception) -> BotoxlogError:
    """Return what a person is told of an error that no command expects.

    A command turns the errors of its files into its own, so that an `OSError` is one of the output.
    Where nobody reads the output any more, as behind `head`, the sentence is empty.
    """
    if isinstance(error, BrokenPipeError):
        sentence, hint = "", None
    elif isinstance(error, OSError) and error.filename is None:
        is_full = error.errno == ENOSPC
        why = "its disk is full" if is_full else f"of an error ({reason(error)})"
        sentence = f"The output could not be written because {why}."
        hint = "Free some space on that disk." if is_full else "Send it somewhere else."
    else:
        sentence, hint = f"Unexpected error in {_place(error)}.", _BUG
    return _saved_but(sentence) if _has_saved() else CannotDoError(sentence, hint)


def _has_saved() -> bool:
    from botoxlog import store

    return store.SAVES.done


def _saved_but(sentence: str) -> SavedError:
    """Return the error of a command that saved the journal before it failed.

    Without it, people run the command again and have two records of one session.
    """
    return SavedError(
        f"Your journal was saved. {sentence or 'The result could not be shown.'}",
        "Do not run the command again. To see your records: botoxlog log",
    )


def _set_streams() -> None:
    """Make output safe on an ASCII terminal, and replace closed streams."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        stream = getattr(sys, name)
        if stream is None:
            nowhere = Path(os.devnull).open(mode, encoding="utf-8")  # noqa: SIM115 - to the end
            setattr(sys, name, nowhere)  # so that no file is opened with its number
        elif isinstance(stream, io.TextIOWrapper) and mode == "w":
            stream.reconfigure(errors="backslashreplace")
            if name == "stdout":
                OUTPUT.encoding = codecs.lookup(stream.encoding).name


_BUG = (
    "This is a bug in botoxlog, not something you did. To see the details, set BOTOXLOG_DEBUG=1 "
    "and run it again."
)


def _place(error: BaseException) -> str:
    """Return the file, line and type of an error; its message may hold personal data."""
    trace, where = error.__traceback__, "?"
    while trace is not None:
        where = f"{Path(trace.tb_frame.f_code.co_filename).name}, line {trace.tb_lineno}"
        trace = trace.tb_next
    return f"{where} ({type(error).__name__})"
