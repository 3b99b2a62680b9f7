import numpy as np

from core.matching.population import Population
from core.matching.space import Space
from core.matching.verify import Verifier, group_posterior
from tests.support.people import reference


def test_ratio_is_that_of_the_two_gaussian_models() -> None:
    """Against the densities written out: one person (correlated) or two (independent) on every axis."""
    people = Population.of(reference({"a": (5, 7), "b": (4, 6)}))
    space = Space.fit(people)
    verifier = Verifier.fit(people, space)
    probe, photos = people.photos[0][:3].mean(axis=0), 3
    z = space.project(probe)

    def log_density(pair: np.ndarray, covariance: np.ndarray) -> float:
        _, log_det = np.linalg.slogdet(covariance)
        return float(-0.5 * (pair @ np.linalg.solve(covariance, pair) + log_det + 2 * np.log(2 * np.pi)))

    for j in range(4):
        expected = 0.0
        for axis, s in enumerate(space.signal):
            pair = np.array([z[axis], verifier.members[j, axis]])
            a, b = s + 1 / photos, s + 1 / people.counts[j]
            expected += log_density(pair, np.array([[a, s], [s, b]])) - log_density(pair, np.diag([a, b]))
        assert np.isclose(verifier.ratios(space.project(probe[None]), photos)[0, j], expected)


def test_the_axes_whiten_photos_and_diagonalise_people() -> None:
    from core.matching.space import within_covariance

    people = Population.of(reference())
    space = Space.fit(people)
    assert np.allclose(space.axes.T @ within_covariance(people) @ space.axes, np.eye(len(space.signal)), atol=1e-8)
    assert (np.diff(space.signal) >= 0).all()


def test_without_a_member_equals_never_having_seen_her() -> None:
    original = reference()
    people = Population.of(original)
    gone = people.members[4]
    keep = [i for i, m in enumerate(original.members) if m != gone]
    from tests.support.people import of_rows

    fresh = Population.of(of_rows(original.embeddings[keep], [original.members[i] for i in keep]))
    rest = people.without(4)
    assert gone not in rest.members and rest.members == fresh.members
    assert np.allclose(rest.total_scatter, fresh.total_scatter, atol=1e-12)
    assert np.allclose(Space.fit(rest).signal, Space.fit(fresh).signal)


def test_group_posterior_sums_members() -> None:
    ratios = np.log(np.array([[1.0, 2.0, 3.0, 4.0]]))
    assert np.allclose(group_posterior(ratios, np.array([0, 1, 0, 1]), 1.0), [[0.4, 0.6]])
