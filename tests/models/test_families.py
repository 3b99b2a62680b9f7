import numpy as np
import pytest

from core.errors import ReferenceSetError, UnknownNameError
from core.training.checkpoint import Monitor
from core.training.examples import Examples
from core.training.family import FittedModel
from core.types import ReferenceSet
from models import FAMILIES, get_family
from models.embedding_head import EmbeddingHead
from tests.support.people import of_rows, person, reference

EMBEDDING = sorted(name for name, family in FAMILIES.items() if not family.base)


def fitted(name: str, reference: ReferenceSet) -> FittedModel:
    family = get_family(name)
    return family.fit(Examples.of(reference), family.options(), Monitor())


def split(whole: ReferenceSet) -> tuple[ReferenceSet, np.ndarray, list[str]]:
    """Train on the first six of eight photos, test on the rest."""
    train = np.array([i % 8 < 6 for i in range(len(whole.members))])
    members = [m for m, k in zip(whole.members, train, strict=True) if k]
    own = [m.group for m, k in zip(whole.members, train, strict=True) if not k]
    return of_rows(whole.embeddings[train], members), whole.embeddings[~train], own


@pytest.mark.parametrize("name", EMBEDDING)
def test_every_family_learns_the_members(name: str) -> None:
    train, test, own = split(reference(noise=0.05))
    model = fitted(name, train)
    scores = model.score_photos(test)
    assert np.allclose(scores.sum(axis=1), 1) and (scores >= 0).all()
    assert np.mean([model.groups[i] == g for i, g in zip(scores.argmax(axis=1), own, strict=True)]) > 0.9


@pytest.mark.parametrize("name", EMBEDDING)
def test_sets_are_judged_in_order_and_alone(name: str) -> None:
    model = fitted(name, reference())
    sets = [person(np.random.default_rng([3, s]), 4) for s in range(6)]
    together = model.judge_sets(sets)
    assert together.scores.shape == (6, 4) and np.allclose(together.scores.sum(axis=1), 1)
    for i, photos in enumerate(sets):
        assert np.allclose(model.judge_sets([photos]).scores[0], together.scores[i])


@pytest.mark.parametrize("name", EMBEDDING)
def test_one_group_is_refused_by_every_family(name: str) -> None:
    with pytest.raises(ReferenceSetError, match="두 개 이상"):
        fitted(name, reference({"only": (4, 4)}))


def test_unknown_family_lists_the_known() -> None:
    with pytest.raises(UnknownNameError, match="embedding_head, resemblance"):
        get_family("cnn2")


def test_the_head_is_linear_discriminant_analysis() -> None:
    """With the shrunk covariance written out: log density of a Gaussian per member, up to a constant a photo."""
    from core.matching.population import Population
    from core.matching.space import within_covariance

    whole = reference()
    people, head = Population.of(whole), fitted("embedding_head", whole)
    assert isinstance(head, EmbeddingHead)
    x = person(np.random.default_rng(1), 3).astype(float)
    inverse = np.linalg.inv(within_covariance(people))
    densities = np.array([[-0.5 * (v - m) @ inverse @ (v - m) for m in people.means] for v in x]) / head.temperature
    odds = head.member_log_odds(x)
    assert np.allclose(odds - odds[:, :1], densities - densities[:, :1], atol=1e-6)


@pytest.mark.parametrize("name", EMBEDDING)
def test_long_embeddings_are_described_on_fewer_axes(name: str) -> None:
    """The same people in a space of 1,000 numbers: the answers are those of the short space."""
    short = reference(dim=24)
    turn, _ = np.linalg.qr(np.random.default_rng(0).standard_normal((1000, 24)))
    long = of_rows((short.embeddings @ turn.T).astype(np.float32), short.members)
    faces = person(np.random.default_rng([3, 1]), 5)
    ours = fitted(name, short).judge_sets([faces]).scores[0]
    theirs = fitted(name, long).judge_sets([(faces @ turn.T).astype(np.float32)]).scores[0]
    assert ours.argmax() == theirs.argmax() and np.abs(ours - theirs).max() < 0.1


def test_principal_basis_keeps_lengths_both_ways() -> None:
    from core.matching.basis import principal_basis

    rng = np.random.default_rng(0)
    for n in (40, 300):
        rows = rng.standard_normal((n, 10)) @ rng.standard_normal((10, 250))
        basis = principal_basis(rows)
        assert basis is not None and np.allclose(basis.T @ basis, np.eye(basis.shape[1]), atol=1e-6)
        assert np.allclose(np.linalg.norm(rows @ basis, axis=1), np.linalg.norm(rows, axis=1))
    assert principal_basis(rows[:, :100]) is None
