"""`python -m memcon`."""

from __future__ import annotations

from memcon.cli import main

if __name__ == "__main__":
    main()
