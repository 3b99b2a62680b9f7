"""The four heads: each learns, is calibrated on photos it has not seen, and survives sets that are hardly any."""

from collections.abc import Callable
from typing import get_args

import numpy as np
import pytest

from core.errors import ReferenceSetError
from core.matching.basis import principal_basis
from core.services.training.evaluate import evaluate
from core.training.checkpoint import Monitor
from core.training.examples import Examples
from core.types import ReferenceSet
from models import embedding_head
from models.embedding_head import EmbeddingHead, Linear, Nearest, Scorer
from tests.support.people import gathered, of_rows, reference

HEADS = ("lda", "logreg", "svm", "knn")
each_head = pytest.mark.parametrize("head", HEADS)


def fit(whole: ReferenceSet, head: str, copies: int = 0) -> EmbeddingHead:
    examples = Examples.of(whole)
    if copies:
        noise = np.random.default_rng(0).standard_normal((*examples.inputs.shape[:1], copies, examples.inputs.shape[2]))
        inputs = np.concatenate([examples.inputs, noise.astype(np.float32)], axis=1)
        examples = Examples(inputs, examples.members, examples.files, examples.near_duplicates)
    return embedding_head.fit(examples, embedding_head.FAMILY.options(head=head), Monitor())


def halves(noise: float) -> tuple[ReferenceSet, ReferenceSet]:
    whole = reference(noise=noise)
    first = np.arange(len(whole.members)) % 2 == 0
    parts = [[m for m, k in zip(whole.members, keep, strict=True) if k] for keep in (first, ~first)]
    return of_rows(whole.embeddings[first], parts[0]), of_rows(whole.embeddings[~first], parts[1])


@each_head
def test_it_finds_members_in_photos_it_has_not_seen(head: str) -> None:
    known, new = halves(noise=0.05)
    model = fit(known, head)
    scores = model.score_photos(new.embeddings)
    assert scores.dtype == np.float64 and np.allclose(scores.sum(axis=1), 1)
    assert np.mean([model.groups[i] == m.group for i, m in zip(scores.argmax(axis=1), new.members, strict=True)]) > 0.95
    assert isinstance(model.scorer, Nearest if head == "knn" else Linear)


@each_head
def test_it_is_as_sure_as_it_is_right(head: str) -> None:
    """Photos so noisy that a third goes wrong: the stated probability may not promise more than it keeps."""
    known, new = halves(noise=0.35)
    scores = fit(known, head).score_photos(new.embeddings)
    right = np.mean([known.groups[i] == m.group for i, m in zip(scores.argmax(axis=1), new.members, strict=True)])
    assert 0.3 < right < 0.95
    assert abs(scores.max(axis=1).mean() - right) < 0.2


@each_head
def test_the_temperature_is_fitted_on_photos_that_are_held_out(head: str) -> None:
    """Every photo is there twice. Marked as near-duplicates they are held out together and give no false certainty."""
    whole = reference(noise=0.35)
    rows, members = np.repeat(whole.embeddings, 2, axis=0), [m for m in whole.members for _ in range(2)]
    marked = of_rows(rows, members)
    object.__setattr__(marked, "near_duplicates", np.repeat(np.arange(len(whole.members)), 2))
    assert fit(marked, head).temperature > fit(of_rows(rows, members), head).temperature


@each_head
def test_copies_are_left_alone_and_the_same_photos_give_the_same_model(head: str) -> None:
    whole = reference()
    one, two = fit(whole, head), fit(whole, head, copies=2)
    assert np.array_equal(one.score_photos(whole.embeddings), two.score_photos(whole.embeddings))


LAYOUTS: dict[str, dict[str, tuple[int, ...]]] = {
    "a photo each": {"a": (1, 1), "b": (1,)},
    "two members": {"a": (1,), "b": (1,)},
    "two members, one with photos": {"a": (9,), "b": (1,)},
    "one member with a photo": {"a": (8, 8), "b": (8, 1)},
    "very uneven": {"a": (40,), "b": (2, 2), "c": (1, 3)},
}


@each_head
@pytest.mark.parametrize("layout", LAYOUTS)
def test_hardly_any_photos(head: str, layout: str) -> None:
    whole = reference(LAYOUTS[layout], noise=0.04)
    model = fit(whole, head)
    scores = model.score_photos(whole.embeddings)
    assert np.isfinite(scores).all() and np.allclose(scores.sum(axis=1), 1) and (scores > 0).all()
    assert scores.max() < 1 and np.isfinite(model.temperature)
    assert (
        np.mean([model.groups[i] == m.group for i, m in zip(scores.argmax(axis=1), whole.members, strict=True)]) > 0.7
    )


@each_head
def test_photos_that_are_all_the_same(head: str) -> None:
    whole = reference({"a": (3, 3), "b": (3,)})
    same = of_rows(np.repeat(whole.embeddings[:1], 9, axis=0), whole.members)
    scores = fit(same, head).score_photos(same.embeddings)
    assert np.isfinite(scores).all() and np.allclose(scores.sum(axis=1), 1)


@each_head
def test_the_long_embeddings_of_other_engines(head: str) -> None:
    """4,096 numbers, no fewer people: the answers are those of the 24 that matter."""
    short = reference(noise=0.05)
    turn, _ = np.linalg.qr(np.random.default_rng(0).standard_normal((4096, 24)))
    long = of_rows((short.embeddings @ turn.T).astype(np.float32), short.members)
    ours, theirs = fit(short, head), fit(long, head)
    assert theirs.input_shape == (4096,)
    close = np.abs(ours.score_photos(short.embeddings) - theirs.score_photos(long.embeddings)).max(axis=1)
    assert np.median(close) < 0.1


def test_photos_held_out_for_the_temperature_have_no_say_in_the_axes(monkeypatch: pytest.MonkeyPatch) -> None:
    short = reference()
    long = of_rows(np.pad(short.embeddings, ((0, 0), (0, 300))), short.members)
    shown: list[int] = []

    def noted(rows: np.ndarray) -> np.ndarray | None:
        shown.append(len(rows))
        return principal_basis(rows)

    monkeypatch.setattr(embedding_head, "principal_basis", noted)
    fit(long, "lda")
    assert shown[-1] == 96 and len(shown) == 4 and sum(96 - n for n in shown[:3]) == 96


@pytest.mark.parametrize("head", ["logreg", "svm", "knn"])
def test_a_member_with_many_photos_weighs_no_more(head: str) -> None:
    """Between two members an even face is torn, although one has eight times the photos."""
    rng = np.random.default_rng(0)
    base = np.full(24, 1 / np.sqrt(24))
    shift = np.zeros(24)
    shift[0] = 0.2

    def photos(sign: float, count: int) -> np.ndarray:
        rows = base + sign * shift + rng.standard_normal((count, 24)) * 0.05
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), np.float32)

    many, few = reference({"a": (40,), "b": (5,)}), reference({"a": (5,), "b": (40,)})
    torn = photos(0.0, 60)
    shares = [
        fit(of_rows(np.concatenate([photos(1, n), photos(-1, m)]), whole.members), head).score_photos(torn)[:, 0].mean()
        for whole, (n, m) in ((many, (40, 5)), (few, (5, 40)))
    ]
    assert abs(shares[0] - shares[1]) < 0.35, "the more photos, the more likely: photos are not balanced"


@each_head
def test_groups_play_no_part_before_the_sum(head: str) -> None:
    """Leaving a member out may not favour the rest of her group, so no weight may depend on the groups."""
    whole = reference({"a": (8, 8, 8), "b": (8, 8), "c": (8,)})
    order = {m: m for m in whole.members}
    other = {m: type(m)("xyz"[i % 3] if i < 3 else m.group, f"{m.group}{m.member}") for i, m in enumerate(order)}
    renamed = of_rows(whole.embeddings, [other[m] for m in whole.members])
    mine, theirs = fit(whole, head), fit(renamed, head)
    columns = [theirs.members.index(other[m]) for m in mine.members]
    a, b = mine.evidence(whole.embeddings), theirs.evidence(whole.embeddings)[:, columns]
    assert np.abs(a - b).max() < 0.1


@each_head
def test_one_group_is_refused_by_every_head(head: str) -> None:
    with pytest.raises(ReferenceSetError, match="두 개 이상"):
        fit(reference({"only": (4, 4)}), head)


CONTRADICTIONS: dict[str, Callable[[], object]] = {
    "owner": lambda: Nearest(np.ones((2, 3)), np.array([0, 5]), np.ones(2), 1, 2),
    "vote": lambda: Nearest(np.ones((2, 3)), np.array([0, 1]), np.zeros(2), 1, 2),
    "none": lambda: Nearest(np.ones((0, 3)), np.zeros(0, np.int64), np.ones(0), 1, 2),
    "members": lambda: EmbeddingHead(("a",), (), Linear(np.ones((3, 2)), np.ones(2))),
}


@pytest.mark.parametrize("name", CONTRADICTIONS)
def test_what_contradicts_itself_is_no_model(name: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        CONTRADICTIONS[name]()


@pytest.mark.slow
def test_real_photos(real_people: ReferenceSet) -> None:
    """The bars of the project, on photos it may be measured with."""
    for head in HEADS:
        options = embedding_head.FAMILY.options(head=head, strangers=False)
        found = evaluate(gathered(real_people), embedding_head.FAMILY, options)
        assert found.log_loss is not None and found.accuracy is not None
        assert found.log_loss <= 0.03 and found.accuracy >= 0.99, head


def test_scorers_keep_the_names_that_stored_runs_give_them() -> None:
    assert [option.__name__ for option in get_args(Scorer)] == ["Linear", "Nearest"]
