"""Donor mailings: each donor gets the right report, once.

donors      the list, checked row by row (csv_text, headings; roster keeps it on disk)
campaign    report + list + message: what each donor is to get (template, setting, message)
personal    the report typeset once, with a slot (slot) that each donor's tail fills (tail)
ledger      who has it, who is in doubt: written before and after each hand-over
sending     messages to a server (server, delivery), at a pace, with pauses
drafts      messages to files; letters: messages to paper
"""
