"""A search over numbers: it gets there, the same way each time, goes on where it stopped, and keeps what it is told."""

import json

import numpy as np
import pytest

from core.errors import VirtualError
from core.stats.arrays import softmax
from core.virtual.generator import Control
from core.virtual.steer import Found, Search, Seen, State, Target, loss, overlap, stepped

SIZE, GROUPS = 40, ("a", "b", "c")
_EYES = np.random.default_rng(5).normal(size=(3, SIZE)) / np.sqrt(SIZE)


def seen(latents: list[np.ndarray], wall: float = 9.0) -> list[Seen]:
    """Somebody who sees resemblance by three directions, a person on file where the last number is beyond the wall,
    and no face where the first is beyond 4."""
    rows = np.stack(latents).astype(float)
    scores = softmax(2 * rows @ _EYES.T)
    return [
        Seen(None) if abs(row[0]) > 4 else Seen(one, row[-1] - wall, kept=row[-1] <= wall)
        for row, one in zip(rows, scores, strict=True)
    ]


def searched(seed: int, generations: int = 20, state: State | None = None, wall: float = 9.0) -> Search:
    start = np.random.default_rng(seed).standard_normal(SIZE).astype(np.float32)
    search = Search(state or State(seed, start), Target.of_group("b").row(GROUPS))
    while search.evaluations < generations * search.generation:
        search.tell(seen(search.ask(), wall))
    return search


def best(search: Search) -> Found:
    assert search.best is not None
    return search.best


def test_it_reaches_the_target_and_stays_a_likely_face() -> None:
    for seed in range(3):
        found = best(searched(seed, 30))
        (start,) = seen([searched(seed, 0).state().start])
        assert start.scores is not None and found.score > max(0.8, start.scores[1])
        assert np.mean(found.latent**2) < 1.6


def test_the_same_seed_gives_the_same_face_also_when_it_was_cut_off() -> None:
    whole = searched(1)
    part = searched(1, 7).state(12.5)
    cut = State.from_json(json.loads(json.dumps(part.to_json())))
    assert cut.seconds == 12.5 and np.array_equal(cut.start, part.start)
    again = searched(1, state=cut)
    assert best(again).score == best(whole).score and np.array_equal(best(again).latent, best(whole).latent)
    assert not np.array_equal(best(searched(2)).latent, best(whole).latent)
    half = State(1, part.start, part.told[:-3], part.scores[:-3], part.kept[:-3])  # within a generation
    assert best(searched(1, state=half)).score == best(whole).score


def test_a_broken_state_is_refused() -> None:
    body = searched(1, 2).state().to_json()
    with pytest.raises(ValueError, match="told"):
        State.from_json(body | {"told": body["told"][:-1]})


def test_what_the_guard_refuses_is_never_the_best_while_something_passes() -> None:
    search = searched(3, 20, wall=-0.5)
    kept = best(search)
    assert kept.kept and kept.latent[-1] <= -0.5
    assert search.finalists(3)[0] is kept and len(search.finalists(3)) == 3


def test_what_is_asked_for_by_name_is_added_and_then_left_alone() -> None:
    control = Control("jaw", np.eye(SIZE, dtype=np.float32)[3] * 0.5)
    start = stepped(np.zeros(SIZE, np.float32), {"jaw": 9.0}, [control])
    assert start[3] == 1.0  # two steps: more looks like no face
    search = Search(State(0, start), Target.of_group("b").row(GROUPS), [control])
    for _ in range(3):
        asked = search.ask()
        assert np.allclose([latent[3] for latent in asked], 1.0, atol=1e-5)
        search.tell(seen(asked))
    with pytest.raises(VirtualError, match="jaw"):
        stepped(start, {"nose": 1.0}, [control])


def test_a_long_latent_is_searched_in_its_first_numbers() -> None:
    search = Search(State(0, np.zeros(512, np.float32)), np.array([1.0]))
    assert not np.any([latent[128:] for latent in search.ask()])


def test_a_target_is_shares_of_groups_that_are_compared() -> None:
    blend = Target({"a": 0.25, "c": 0.75})
    assert blend.row(GROUPS).tolist() == [0.25, 0, 0.75]
    assert overlap(np.array([0.5, 0.1, 0.4]), blend.row(GROUPS)) == pytest.approx(0.65)
    with pytest.raises(VirtualError, match="a, b, c"):
        Target.of_group("x").row(GROUPS)
    with pytest.raises(ValueError, match="sum"):
        Target({"a": 0.5})


def test_the_loss_is_least_at_the_target() -> None:
    target, zero = Target({"a": 0.25, "c": 0.75}).row(GROUPS), np.zeros(SIZE, np.float32)
    at = loss(Seen(target), target, zero)
    assert at == pytest.approx(0)
    assert loss(Seen(np.full(3, 1 / 3)), target, zero) > at
    assert loss(Seen(target, over=0.1), target, zero) > at
    assert loss(Seen(target), target, np.full(SIZE, 2, np.float32)) > at
    assert loss(Seen(None), target, zero) > loss(Seen(np.full(3, 1 / 3), over=0.2), target, zero)
