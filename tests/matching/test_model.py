import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import ReferenceSetError
from core.matching.model import ResemblanceModel, distinct
from core.types import MemberId
from tests.support.people import DIM, of_rows, person, reference

MODEL = ResemblanceModel.fit(reference())


def trainee(seed: int, photos: int = 4) -> np.ndarray:
    return person(np.random.default_rng([99, seed]), photos)


@settings(max_examples=40)
@given(st.integers(0, 10_000), st.integers(1, 12))
def test_scores_are_probabilities(seed: int, photos: int) -> None:
    faces = trainee(seed, photos)
    judgement = MODEL.judge(faces)
    assert judgement.scores.shape == (4,)
    assert judgement.scores.sum() == pytest.approx(1)
    assert (judgement.scores > 0).all() and (judgement.scores < 1).all()
    assert judgement.confidence is not None and 0 < judgement.confidence < 1
    rows = MODEL.score_photos(faces)
    assert rows.shape == (photos, 4) and np.allclose(rows.sum(axis=1), 1)


def test_a_photo_alone_says_what_is_said_of_who_has_no_other() -> None:
    worth = [0.25, 1, 2.5, 0.25]
    faces = trainee(5, len(worth))
    rows = MODEL.score_photos(faces, worth)
    for row, face, weight in zip(rows, faces, worth, strict=True):
        assert np.allclose(row, MODEL.judge(face[None], [weight]).scores)
    assert not np.allclose(rows, MODEL.score_photos(faces)), "what a photo is worth moves how sure it is"


@settings(max_examples=25)
@given(st.integers(0, 10_000), st.integers(1, 6), st.integers(2, 4))
def test_copies_of_photos_change_nothing(seed: int, photos: int, times: int) -> None:
    faces = trainee(seed, photos)
    once, again = MODEL.judge(faces), MODEL.judge(np.concatenate([faces] * times))
    assert np.allclose(once.scores, again.scores, atol=1e-9)
    assert once.confidence == pytest.approx(again.confidence)


@settings(max_examples=20)
@given(st.integers(0, 10_000), st.randoms())
def test_order_of_photos_changes_nothing(seed: int, shuffle: object) -> None:
    faces = trainee(seed, 5)
    order = list(range(5))
    shuffle.shuffle(order)  # type: ignore[attr-defined]
    assert np.allclose(MODEL.judge(faces).scores, MODEL.judge(faces[order]).scores)


def test_renaming_groups_renames_the_scores() -> None:
    original = reference()
    new_name = {"g0": "z", "g1": "c", "g2": "a", "g3": "b"}
    renamed = of_rows(original.embeddings, [MemberId(new_name[m.group], m.member) for m in original.members])
    model = ResemblanceModel.fit(renamed)
    columns = [model.groups.index(new_name[g]) for g in MODEL.groups]
    for seed in range(20):
        before, after = MODEL.judge(trainee(seed)).scores, model.judge(trainee(seed)).scores[columns]
        assert np.abs(before - after).max() < 0.05, "only the folds of the calibration may differ"
        ours = similarities(MODEL, trainee(seed).mean(axis=0)[None])
        assert np.allclose(np.sort(ours), np.sort(similarities(model, trainee(seed).mean(0)[None])))


def test_order_of_the_reference_photos_changes_nothing() -> None:
    original = reference()
    order = np.random.default_rng(3).permutation(len(original.members))
    model = ResemblanceModel.fit(of_rows(original.embeddings[order], [original.members[i] for i in order]))
    for seed in range(10):
        assert np.abs(MODEL.judge(trainee(seed)).scores - model.judge(trainee(seed)).scores).max() < 0.05


def similarities(model: ResemblanceModel, means: np.ndarray) -> np.ndarray:
    return model.verifier.ratios(model.resemblance.space.project(means), 4)


def test_a_rotation_of_the_embedding_space_changes_no_similarity() -> None:
    turn, _ = np.linalg.qr(np.random.default_rng(5).standard_normal((DIM, DIM)))
    original = reference()
    turned = ResemblanceModel.fit(of_rows((original.embeddings @ turn).astype(np.float32), original.members))
    faces = trainee(1).mean(axis=0)[None]
    assert np.allclose(similarities(MODEL, faces), similarities(turned, faces @ turn), atol=1e-4)


def test_same_input_same_numbers() -> None:
    again = ResemblanceModel.fit(reference())
    assert np.array_equal(MODEL.judge(trainee(7)).scores, again.judge(trainee(7)).scores)


def test_a_member_on_file_is_recognised_and_a_stranger_is_not() -> None:
    original = reference(noise=0.05)
    kept = np.array([i % 8 < 6 for i in range(len(original.members))])
    model = ResemblanceModel.fit(
        of_rows(original.embeddings[kept], [m for m, k in zip(original.members, kept, strict=True) if k])
    )
    found = 0
    for start in range(0, len(original.members), 8):
        judgement = model.judge(original.embeddings[start + 6 : start + 8])
        found += judgement.known == original.members[start]
        assert model.groups[int(judgement.scores.argmax())] == original.members[start].group
    assert found >= 11, "at least 11 of 12 members"
    strangers = [model.judge(person(np.random.default_rng([7, s]), 6, noise=0.05)).known for s in range(20)]
    assert sum(s is not None for s in strangers) <= 2


def test_more_photos_do_not_lower_confidence_on_average() -> None:
    def mean(photos: int) -> float:
        return float(np.mean([MODEL.judge(trainee(s, 12)[:photos]).confidence for s in range(40)]))

    assert mean(1) < mean(3) < mean(12)


def test_nearest_are_members_in_falling_order() -> None:
    nearest = MODEL.judge(trainee(3)).nearest
    assert len(nearest) == 5 and len({n.member for n in nearest}) == 5
    similarities = [n.similarity for n in nearest]
    assert similarities == sorted(similarities, reverse=True)
    assert all(-1 <= s <= 1 for s in similarities)


@pytest.mark.slow
def test_a_large_group_wins_no_more_often_among_arbitrary_people() -> None:
    tops = []
    for seed in range(12):
        model = ResemblanceModel.fit(reference({"big": (5,) * 12, "s1": (5,) * 3, "s2": (5,) * 3}, seed=seed))
        tops += [model.groups[int(model.judge(trainee(1000 * seed + s)).scores.argmax())] for s in range(25)]
    assert 0.15 < tops.count("big") / len(tops) < 0.52


def test_one_group_is_refused_in_korean() -> None:
    with pytest.raises(ReferenceSetError, match="두 개 이상"):
        ResemblanceModel.fit(reference({"only": (4, 4)}))


@pytest.mark.parametrize(
    "layout",
    [
        {"a": (1,), "b": (1,)},
        {"a": (4,), "b": (4,)},
        {"a": (1, 1), "b": (1, 1)},
        {"a": (5,), "b": (1, 2)},
        {"a": (2, 2, 2, 2, 2), "b": (1,)},
        {"a": (3, 3), "b": (3,), "c": (3,)},
    ],
)
def test_small_sets_work_and_never_invent_a_confidence(layout: dict[str, tuple[int, ...]]) -> None:
    model = ResemblanceModel.fit(reference(layout))
    judgement = model.judge(trainee(1))
    assert judgement.scores.sum() == pytest.approx(1)
    assert (judgement.scores > 0).all()
    repeatable = sum(n >= 2 for counts in layout.values() for n in counts)
    if repeatable < 4:
        assert judgement.confidence is None and judgement.verdict == "unclear"
        assert "확신도를 추정할 수 없습니다" in judgement.reason


def test_identical_reference_photos_do_not_break_the_fit() -> None:
    rng = np.random.default_rng(0)
    rows = np.concatenate([np.repeat(person(rng, 1), 3, axis=0) for _ in range(6)])
    members = [MemberId(f"g{i % 3}", f"m{i}") for i in range(6) for _ in range(3)]
    assert np.isfinite(ResemblanceModel.fit(of_rows(rows, members)).judge(trainee(1)).scores).all()


def test_unclear_has_a_reason_and_clear_has_none() -> None:
    for seed in range(30):
        judgement = MODEL.judge(trainee(seed, 2))
        assert (judgement.verdict == "clear") == (judgement.reason == "")


def test_distinct_keeps_the_first_of_each() -> None:
    faces = trainee(1, 3)
    assert distinct(np.concatenate([faces, faces[1:2], faces])).tolist() == [True] * len(faces) + [False] * (
        len(faces) + 1
    )


def test_no_photos_no_rows() -> None:
    assert MODEL.score_photos(np.empty((0, DIM), np.float32)).shape == (0, 4)
