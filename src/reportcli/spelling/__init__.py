"""Spelling, for `check --spelling`: nothing here is imported where it is not asked for.

`dictionaries` finds Hunspell's on this machine and opens them; `words` parts a text into what is looked up;
`speller` says whether a word is right and what is close to it; `job` asks for all texts of a project.
"""
