"""Entry point: `reportcli`, or `python -m reportcli`."""

from __future__ import annotations


def main() -> None:
    """Run the command line."""
    from reportcli.cli import app

    app()


if __name__ == "__main__":
    main()
