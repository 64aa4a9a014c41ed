"""The entry point of `botoxlog` and `python -m botoxlog`."""

import gc
import os
import sys


def main() -> None:
    """Run the command line and end the process with its exit code.

    A short run needs no clean-up: garbage collection takes a tenth of its time and finds nothing,
    and shutting the interpreter down takes a sixth.
    """
    gc.disable()
    if "remind" in sys.argv:  # every shell runs it when it starts
        from botoxlog.reminders import silence

        if silence.is_known(sys.argv[1:]):
            os._exit(0)
    from botoxlog.cli import run

    code = run()
    from contextlib import suppress  # loaded by now; at the top it would cost a silent run 3 ms

    with suppress(OSError):  # the error was already printed
        sys.stdout.flush()
    os._exit(code)


if __name__ == "__main__":
    main()
