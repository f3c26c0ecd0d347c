"""Say which of the checkers of `make conformance` are missing, and end with 1 if one is."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tests"))
from support.checkers import missing_checkers

for missing in missing_checkers():
    print(f"missing: {missing}", file=sys.stderr)
sys.exit(bool(missing_checkers()))
