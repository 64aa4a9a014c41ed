"""Mistakes in the command line itself, such as an unknown option, in the format of all errors."""

import re
from collections.abc import Sequence
from difflib import get_close_matches
from typing import Any

from botoxlog.core.errors import BadInputError
from botoxlog.core.text import inert

_TYPED = re.compile(r"'?(.*?)'? is not ", re.DOTALL)
"""The value in Typer's message: "'x' is not one of ..."."""


def unknown_command(typed: str, names: Sequence[str]) -> BadInputError:
    """Return the error for a command that does not exist, suggesting the nearest name."""
    near = get_close_matches(typed, names, n=1)
    hint = f"Did you mean: botoxlog {near[0]}" if near else "To list the commands: botoxlog --help"
    return BadInputError(f'There is no command "{inert(typed)}".', hint)


def usage_error(error: Any, context: Any) -> BadInputError:
    """Return Typer's error about options and arguments as one of ours.

    Args:
        error: Typer's `UsageError` or a subclass.
        context: The context of the command that was parsed.
    """
    path = context.command_path
    help_hint = f"To see how it is used: {path} --help"
    kind = type(error).__name__  # Typer does not export the classes
    if kind == "NoSuchOption":
        return _unknown_option(error.option_name, context, help_hint)
    if kind == "BadOptionUsage":
        return _wrong_use(error.option_name, context)
    if kind == "MissingParameter":
        examples = re.findall(r"^ +(botoxlog .*)$", context.command.help or "", re.MULTILINE)
        hint = f"For example: {examples[0]}" if examples else help_hint
        return BadInputError(f"{_name(error.param, context)} is missing.", hint)
    if kind == "BadParameter" and (found := _TYPED.match(error.message)):
        return _bad_value(found[1], error.param, context)
    if extra := re.search(r"extra argument(?:\(s\))? \((.*)\)", error.message, re.DOTALL):
        return BadInputError(f'Unexpected after {path}: "{inert(extra[1])}".', help_hint)
    return BadInputError(inert(error.format_message()), help_hint)


def _wrong_use(name: str, context: Any) -> BadInputError:
    """Return the error for an option without its value, or for a flag with one."""
    option = next(item for item in context.command.params if name in item.opts)
    if option.is_flag:
        return BadInputError(f"{name} takes no value.", f"Write only {name}.")
    return BadInputError(f"{name} needs a value.", _meaning(option, context))


def _unknown_option(typed: str, context: Any, help_hint: str) -> BadInputError:
    root = context.find_root()
    sentence = f'There is no option "{inert(typed)}" for {context.command_path}.'
    if context is not root and typed in _options(root.command):
        first = f"{root.command_path} {typed} ... {context.info_name}"
        return BadInputError(sentence, f"Put it before the command: {first}")
    near = get_close_matches(typed, _options(context.command), n=1)
    return BadInputError(sentence, f"Did you mean {near[0]}?" if near else help_hint)


def _options(command: Any) -> list[str]:
    return [name for item in command.params for name in item.opts if name.startswith("-")]


def _bad_value(typed: str, item: Any, context: Any) -> BadInputError:
    name = _name(item, context)
    choices = getattr(item.type, "choices", None)
    if choices:
        names = ", ".join(str(getattr(choice, "value", choice)) for choice in choices)
        return BadInputError(
            f'"{inert(typed)}" is not a value for {name}.', f"Choose one of: {names}."
        )
    least = getattr(item.type, "min", None)
    wanted = "another value" if least is None else f"a whole number, {least} or more"
    return BadInputError(f'{name} needs {wanted}, not "{inert(typed)}".', _meaning(item, context))


def _name(item: Any, context: Any) -> str:
    """Return a parameter as it is written in the help: "--format", "FILE"."""
    if item.param_type_name == "option":
        return str(next((name for name in item.opts if name.startswith("--")), item.opts[0]))
    return str(item.make_metavar(context)).strip("[]{}").removesuffix("...").strip("[]{}")


def _meaning(item: Any, context: Any) -> str:
    metavar = item.make_metavar(context) if item.param_type_name == "option" else ""
    return f"{f'{_name(item, context)} {metavar}'.strip()}: {item.help}"
