"""Entry point: `reportcli`, or `python -m reportcli`."""

from __future__ import annotations

import gc
import os
import sys


def main() -> None:
    """Run the command line. Ctrl-C ends it with 130, even while it is still being loaded."""
    # Pydantic would look through every package of this machine for plugins of its own, at each start
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    try:
        from reportcli.cli import app

        app(prog_name="reportcli")
    except KeyboardInterrupt:
        sys.exit(130)
    finally:
        gc.freeze()  # or the collector looks through all that is left, though the process ends


if __name__ == "__main__":
    main()
