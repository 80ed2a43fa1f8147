"""How much memory this process has taken at most, by the standard library."""

import sys

try:
    import resource
except ImportError:  # Windows has none
    resource = None  # type: ignore[assignment]

# getrusage gives kibibytes on Linux and the BSDs, bytes on macOS.
_UNIT = 1 if sys.platform == "darwin" else 1024


def peak_memory() -> int:
    """The largest resident size of this process so far, in bytes; 0 where no one tells."""
    if resource is None:
        return 0
    return int(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss) * _UNIT
