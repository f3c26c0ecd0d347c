"""Whether finished files keep the standards, told by checkers that others wrote.

`programs` finds and runs them; `verapdf` (with Verify.java, which it runs) and `qpdf` ask each one;
`standards` says which standard a file for which purpose must keep, and who tells; `job` asks for all of a
user's files and says what is wrong with them.
"""
