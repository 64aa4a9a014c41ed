"""The way in: `botoxlog` and `python -m botoxlog`."""

import sys


def main() -> None:
    """Run the command line and end the process with its exit code."""
    from botoxlog.cli import run

    sys.exit(run())


if __name__ == "__main__":
    main()
