"""The command line: commands of a few lines over the library, the only clock, the only Typer.

Every error that a person can cause leaves through one door, `run`: its sentence and the next step
on stderr, and an exit code. Data go to stdout, messages to stderr.
"""

import io
import os
import sys
from collections.abc import Sequence
from datetime import date
from errno import ENOSPC
from importlib import import_module
from keyword import iskeyword
from pathlib import Path
from textwrap import dedent, indent
from typing import Annotated, Any, cast

import typer
from typer.core import TyperCommand, TyperGroup, TyperOption

from botoxlog import __version__
from botoxlog.commands.shared.run import SCREEN, Run, tell
from botoxlog.core.errors import BadInputError, BotoxlogError

COMMANDS = (
    "add",
    "checkin",
    "timeline",
    "remind",
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
"""Every command in the order of the help; each stands in the module of `botoxlog.commands` that
bears its name."""

MEANT = {
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
    "help": "--help",
}
"""What other programs call it, for somebody who tries that first."""

EXAMPLES = "\nExamples:\n"
"""What parts the sentences of a command's docstring from its examples."""


class Command(TyperCommand):
    """A command whose help shows its examples before its options, as they were written."""

    def format_help_text(self, ctx: Any, formatter: Any) -> None:
        """Write the sentences, wrapped, and the examples, not."""
        told = self.help
        self.help, _, examples = (told or "").partition(EXAMPLES)
        super().format_help_text(ctx, formatter)
        self.help = told
        if examples:
            with formatter.section("Examples"):
                formatter.write(indent(dedent(examples), "  ") + "\n")


class OnDemand(TyperGroup):
    """A group that loads a command when it is asked for: the others cost nothing at start-up."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 - Typer's signature
        """Return the names of all commands."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> TyperCommand | None:
        """Load one command; for a name that is none, all of them, so that Typer can suggest."""
        if cmd_name in MEANT:
            raise BadInputError(
                f'There is no command "{cmd_name}".', f"Type: botoxlog {MEANT[cmd_name]}"
            )
        if cmd_name not in COMMANDS:
            for name in COMMANDS:
                self.get_command(ctx, name)
            return None
        if cmd_name not in self.commands:
            own = f"{cmd_name}_" if iskeyword(cmd_name) else cmd_name  # `import` is Python's own
            module = import_module(f"botoxlog.commands.{own}")
            alone = typer.Typer(add_completion=False, rich_markup_mode=None)
            alone.command(cmd_name, cls=Command)(getattr(module, own))
            command = typer.main.get_command(alone)
            command.params += [_flag("--plain", _PLAIN_HELP), _flag("--no-color", _COLOUR_HELP)]
            self.commands[cmd_name] = command
        return cast("TyperCommand", self.commands[cmd_name])


_PLAIN_HELP = "One fact a line, no boxes, columns or bars."
_COLOUR_HELP = "No colour; NO_COLOR does the same."


def _flag(name: str, told: str) -> TyperOption:
    """Return an option that every command takes as well, behind its name."""
    return TyperOption(
        param_decls=[name], is_flag=True, expose_value=False, callback=_set_screen, help=told
    )


def _set_screen(_context: Any, option: Any, wanted: bool) -> None:
    if wanted and option.name == "plain":
        SCREEN.plain = True
    elif wanted:
        SCREEN.colour = False


app = typer.Typer(
    name="botoxlog",
    cls=OnDemand,
    help="A private journal of botulinum-toxin sessions: what works, what fades, and when.",
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
            help="The journal file; else BOTOXLOG_JOURNAL, else the user data folder.",
            metavar="PATH",
            readable=False,  # whether it is, the store says, with what to do next
        ),
    ] = None,
    key: Annotated[
        Path | None,
        typer.Option(
            help="The age key file of an encrypted journal; else BOTOXLOG_KEY.", metavar="FILE"
        ),
    ] = None,
    today: Annotated[
        str | None,
        typer.Option(
            help="Answer as if it were this day.", metavar="DATE", envvar="BOTOXLOG_TODAY"
        ),
    ] = None,
    plain: Annotated[
        bool, typer.Option("--plain", help=_PLAIN_HELP, envvar="BOTOXLOG_PLAIN")
    ] = False,
    no_color: Annotated[bool, typer.Option("--no-color", help=_COLOUR_HELP)] = False,
    version: Annotated[  # noqa: ARG001 - handled before this runs
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Show it.")
    ] = False,
) -> None:
    """Find the journal and the day."""
    from botoxlog import store

    SCREEN.plain, SCREEN.colour = plain, not no_color
    if key is not None:
        from botoxlog.journal import encryption

        encryption.KEYRING.key_file = key
    context.obj = Run(store.find(journal, os.environ), _today(today))
    if context.invoked_subcommand is None:
        print(FIRST_STEPS)


FIRST_STEPS = """\
botoxlog keeps your botulinum-toxin sessions and says when each should fade.

  botoxlog demo                                see it on an example journal
  botoxlog add                                 log a session, by questions
  botoxlog add 11s=20 -p botox --on yesterday  log one in a line
  botoxlog import diary.csv                    a spreadsheet in, shown first
  botoxlog checkin 11s=fading                  note how it looks now
  botoxlog timeline                            what works, what fades, and when
  botoxlog remind                              what is due
  botoxlog brief                               one page for the visit

botoxlog --help lists every command, botoxlog add --help shows how one is used."""


def _today(typed: str | None) -> date:
    from botoxlog.core.partial_dates import parse_iso

    if not typed:
        return date.today()
    try:
        when = parse_iso(typed)
    except ValueError as error:
        raise BadInputError(f"--today: {error}.", "Write it as 2026-11-23.") from None
    if not when.is_day:
        raise BadInputError(f'--today: "{typed}" is not a single day.', "Write it as 2026-11-23.")
    return when.first


# --- the one door ----------------------------------------------------------------------------


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; no traceback for anything a person can cause.

    Args:
        arguments: The words after the program's name; None takes those of the process.
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
        tell(f"botoxlog: {error.sentence}", *([error.hint] if error.hint else []))
        return error.exit_code
    except BrokenPipeError:  # whoever read the answer has seen enough
        return 1
    except Exception as error:
        if os.environ.get("BOTOXLOG_DEBUG"):
            raise
        if isinstance(error, OSError) and error.errno == ENOSPC:  # of files, their rooms tell
            tell("botoxlog: the answer cannot be written: the disk it goes to is full.")
        else:
            tell(f"botoxlog: something went wrong inside, in {_place(error)}.", _REPORT)
        return 1
    return code


def _set_streams() -> None:
    """Let an ASCII terminal show everything, and a stream that was closed take it."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        stream = getattr(sys, name)
        if stream is None:
            nowhere = Path(os.devnull).open(mode, encoding="utf-8")  # noqa: SIM115 - to the end
            setattr(sys, name, nowhere)  # and no journal is opened under its number
        elif isinstance(stream, io.TextIOWrapper) and mode == "w":
            stream.reconfigure(errors="backslashreplace")


_REPORT = "This is a mistake in botoxlog, not in what you did. BOTOXLOG_DEBUG=1 shows it whole."


def _place(error: BaseException) -> str:
    """Return where an unexpected error arose; its message may hold personal data, so not that."""
    trace, where = error.__traceback__, "?"
    while trace is not None:
        where = f"{Path(trace.tb_frame.f_code.co_filename).name}, line {trace.tb_lineno}"
        trace = trace.tb_next
    return f"{where} ({type(error).__name__})"
