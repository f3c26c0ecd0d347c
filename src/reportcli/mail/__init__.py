"""Donor mailings: each donor gets the right report, once.

donors      a list's rows, each checked (csv_text, headings, addresses); roster keeps them on disk
suppression who gets nothing, whatever a list says; forgetting puts people there
campaign    what each language's donors get: report, message (template), pictures
writing     campaign + donor → message (markdown, frame, message)
personal    the report typeset once with an empty slot (slot), and each donor's tail after it
            (tail; face, fitting, words, embedding, content)
mailing     a list and a campaign that fit each other, rehearsed before anything is sent
ledger      who has it, who is in doubt: written before and after each hand-over
sending     messages to a server (server, delivery), at a pace, one sender at a time (lock)
budget      how large a message is as it is sent
drafts      messages to files; sheet: a few to look at; trial: one to oneself; letters: to paper
"""
