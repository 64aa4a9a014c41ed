"""The way in: `botoxlog` and `python -m botoxlog`."""

import gc
import sys


def main() -> None:
    """Run the command line and end the process with its exit code."""
    gc.disable()  # one short run: looking for garbage costs a tenth of it and finds none
    from botoxlog.cli import run

    sys.exit(run())


if __name__ == "__main__":
    main()
