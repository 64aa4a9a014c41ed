"""One module per command, named after it; `shared` holds what several of them need.

Only this package and `cli` use Typer. A command is a few lines over the other packages, which
hold the calculations, the wording and the drawing.
"""
