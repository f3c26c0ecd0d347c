"""A report seen in the terminal: composed of cells, or its typeset pages as pictures."""
