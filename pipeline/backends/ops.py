"""Matrix products by numpy's BLAS for spaCy's models.

thinc multiplies with the BLIS build that it ships, which on some processors runs at a third of the
speed of the OpenBLAS inside numpy; half of the time of tagging and parsing is such products.
"""

from collections.abc import Callable
from typing import Any, TypeVar

import numpy as np
from thinc.api import NumpyOps, get_current_ops, set_current_ops
from threadpoolctl import threadpool_limits

T = TypeVar("T")


class BlasOps(NumpyOps):  # type: ignore[misc]  # thinc's Cython class has no types
    """thinc's operations on the CPU, with `gemm` from numpy."""

    def gemm(
        self, x: Any, y: Any, out: Any = None, trans1: bool = False, trans2: bool = False
    ) -> Any:
        """The product of two matrices, each transposed first if asked; into `out` if given."""
        return np.matmul(x.T if trans1 else x, y.T if trans2 else y, out=out)


def with_blas(load: Callable[[], T]) -> T:
    """What `load` gives, its models made to work with BlasOps.

    One thread a process: the workers share the processors, and more threads could change the order
    of sums, and so the last digits.
    """
    threadpool_limits(limits=1, user_api="blas")
    before = get_current_ops()
    set_current_ops(BlasOps())
    try:
        return load()
    finally:
        set_current_ops(before)
