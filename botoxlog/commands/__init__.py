"""The commands: one module each, under the name that is typed, and in shared/ what they share.

The only room that knows Typer, with `cli`. A command is a few lines over the other rooms; how
something is worked out, worded or drawn is theirs to know.
"""
