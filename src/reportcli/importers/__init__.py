"""Texts that others wrote → reports.

Each kind of file has its reader: `text`, `markdown`, `word`. A reader yields `blocks`; `compose` makes
a `Draft` of them, by one set of rules; `writing` turns that into TOML. Nothing is lost on the way: what
has no place in a report stays as a comment where it was, and is told. `attached` gives back the data
that a PDF of ours carries.
"""
