"""A log-linear model over the answers of questions: one of each question's is right, or several."""

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix


def fit_softmax(
    x: csr_matrix,
    right: np.ndarray,
    sizes: np.ndarray,
    ridge: np.ndarray,
    prior: np.ndarray,
    weight: np.ndarray,
) -> np.ndarray:
    """The weights of the columns of `x` that make the right answers likeliest.

    `x` has a row an answer, those of a question together; `right` says which are (one at least a
    question), `sizes` how many each question has, `weight` what it counts. `ridge` pulls each
    weight towards its `prior`. Log odds; by L-BFGS.
    """
    owner = np.repeat(np.arange(len(sizes)), sizes)

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        scores = x @ w
        all_log, shares = _softmax(scores, owner, len(sizes))
        right_log, wanted = _softmax(np.where(right, scores, -np.inf), owner, len(sizes))
        apart = w - prior
        value = float(np.sum(weight * (all_log - right_log)) + 0.5 * np.sum(ridge * apart**2))
        return value, x.T @ (weight[owner] * (shares - wanted)) + ridge * apart

    found: np.ndarray = minimize(loss, prior, jac=True, method="L-BFGS-B").x
    return found


def _softmax(scores: np.ndarray, owner: np.ndarray, n: int) -> tuple[np.ndarray, np.ndarray]:
    """By question: the log of the sum of powers; by answer: its share."""
    top = np.full(n, -np.inf)
    np.maximum.at(top, owner, scores)
    powers = np.exp(scores - top[owner])
    total = np.bincount(owner, powers, n)
    return top + np.log(total), powers / total[owner]
