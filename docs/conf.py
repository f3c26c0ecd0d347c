"""How Sphinx builds the documentation: `make docs`."""

from reportcli import __version__

project = "reportcli"
author = "the reportcli authors"
release = __version__
extensions = ["myst_parser"]
myst_heading_anchors = 3
exclude_patterns = ["pictures"]
html_theme = "furo"
html_title = "reportcli"
html_copy_source = False
html_theme_options = {
    "light_css_variables": {"color-brand-primary": "#a83200", "color-brand-content": "#a83200"},
    "dark_css_variables": {"color-brand-primary": "#ff8a5c", "color-brand-content": "#ff8a5c"},
}
man_pages = [
    ("reference/commands", "reportcli", "reports that people read, print and archive", "", 1)
]
