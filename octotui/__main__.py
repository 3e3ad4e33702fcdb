"""``octotui`` and ``python -m octotui``: where the program begins."""

import gc
import sys


def run() -> int:
    """Run the program; the exit status.

    Nothing is looked through for garbage: a command ends before there is any to speak of, and with ten thousand things
    in a plan the search took a quarter of its time. The screen turns it on again.
    """
    gc.disable()
    from octotui.cli.main import main

    return main()


if __name__ == "__main__":
    sys.exit(run())
