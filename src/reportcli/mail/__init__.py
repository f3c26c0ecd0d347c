"""Donor mailings: who gets one, and (in rooms to come) what, by which way, and what became of it."""
