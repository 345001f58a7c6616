"""How well paylens predicts pay it has not seen, beside other ways on the same rows.

    python benchmarks/accuracy [--data FOLDER] [--split NAME ...] [--rivals A,B] [--series A,B]

FOLDER holds the publishers' files; without it the tables of the last full run are printed.
README.md beside this file says what is compared and how.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

# Threads that wait by spinning slow each other down; OpenMP reads this when it is loaded.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
sys.path.insert(0, str(Path(__file__).parents[1]))

from accuracy.command import main  # noqa: E402

if __name__ == "__main__":
    main()
