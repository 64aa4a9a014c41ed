"""`botoxlog products`: the products, each figure with its source."""

from typing import Annotated

import typer

from botoxlog.commands.shared import JsonOption, Run, load_reference, show


def products(
    context: typer.Context,
    name: Annotated[str | None, typer.Argument(help="Only this one.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Show the products, each figure sourced.

    Examples:
        botoxlog products
        botoxlog products xeomin
    """
    from botoxlog import selection

    run: Run = context.obj
    reference = load_reference()
    chosen = selection.products(reference, name)
    if as_json:
        from botoxlog.outputs import as_json as out

        print(out.products(run.today, chosen))
        return
    from botoxlog.views.lists import ProductsView

    show(ProductsView(chosen, reference))
