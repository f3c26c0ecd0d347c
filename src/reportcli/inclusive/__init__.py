"""Inclusive writing: words that write several in one, as habitant·e·s, défenseur-e-x-s, élu(e)s.

forms   which words of a text are such forms, in which style; the same form in another style
pairs   what a form is made of, and the two words that it writes in one
"""
