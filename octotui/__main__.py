"""``python -m octotui``."""

import sys

from octotui.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
