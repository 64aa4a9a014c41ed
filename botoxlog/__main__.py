"""The way in: `botoxlog` and `python -m botoxlog`."""

import gc
import os
import sys
from contextlib import suppress


def main() -> None:
    """Run the command line and end the process with its exit code.

    One short run has nothing to tidy up: looking for garbage costs a tenth of it and finds none,
    and taking the interpreter apart at the end costs a sixth.
    """
    gc.disable()
    from botoxlog.cli import run

    code = run()
    with suppress(OSError):  # that it could not be written has been told
        sys.stdout.flush()
    os._exit(code)


if __name__ == "__main__":
    main()
