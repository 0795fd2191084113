"""Where things stand that tests of many rooms look at."""

from pathlib import Path

ROOT = Path(__file__).parents[1]
LIBRARY = ROOT / "examples" / "yueyanglou-library-2024"
SHARED = ROOT.parent / "shared"
"""Published material beside the checkout; the tests that read it skip and say so where it is missing."""
