"""reportcli: one TOML file of a year's victories becomes a report."""

__version__ = "0.1.0"
