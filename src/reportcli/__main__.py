"""Entry point: `reportcli`, or `python -m reportcli`."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line. Ctrl-C ends it with 130, even while it is still being loaded."""
    try:
        from reportcli.cli import app

        app(prog_name="reportcli")
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
