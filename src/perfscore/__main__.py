"""``python -m perfscore`` and ``perfscore`` are the same program · 程序入口."""

import gc
import sys
from collections.abc import Sequence

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; return its exit status."""
    try:
        # A run is short and makes no cycles worth looking for; looking for them costs a tenth of it.
        gc.set_threshold(100_000)
        from perfscore.cli.program import run  # inside, so that Ctrl-C is quiet from the start

        return run(sys.argv[1:] if arguments is None else arguments)
    except KeyboardInterrupt:
        return 130
    finally:
        if arguments is None:
            gc.freeze()  # the program ends here: nobody needs the cycles in what is left


if __name__ == "__main__":
    sys.exit(main())
