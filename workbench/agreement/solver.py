"""The only door to scipy: the heaviest one-to-one assignment, and the cheapest exact cover.

Scipy takes longer to load than most pages take, and is loaded when it is needed.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]


def assignment(weights: Floats) -> list[tuple[int, int]]:
    """The places of a matrix, one a row and column at most, that sum to the greatest weight; weights are not negative.

    Places of weight 0 are left out.
    """
    from scipy.optimize import linear_sum_assignment  # type: ignore[import-untyped]

    rows, columns = linear_sum_assignment(weights, maximize=True)
    return [(int(row), int(column)) for row, column in zip(rows, columns, strict=True) if weights[row, column] > 0]


def cheapest_cover(costs: Floats, members: Sequence[Integers], items: int) -> float:
    """The least total cost of candidate sets that together hold each of ``items`` items exactly once.

    ``members[k][c]`` is the item that candidate ``c`` takes from group ``k``, or -1. Raises `ArithmeticError` if the
    solver gives up, which a list of candidates that holds every item alone does not let happen.
    """
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csr_array  # type: ignore[import-untyped]

    rows = np.concatenate(members)
    columns = np.tile(np.arange(len(costs)), len(members))
    taken = rows >= 0
    shape = (items, len(costs))
    incidence = csr_array((np.ones(int(taken.sum())), (rows[taken], columns[taken])), shape=shape)
    once = LinearConstraint(incidence, 1, 1)
    found = milp(costs, constraints=once, integrality=np.ones(len(costs)), bounds=Bounds(0, 1))
    if not found.success:
        raise ArithmeticError(f"no best alignment was found: {found.message}")
    return float(found.fun)
