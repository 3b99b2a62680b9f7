import numpy as np

from core.matching.judgement import NOBODY
from core.matching.model import ResemblanceModel
from core.matching.population import Population
from core.matching.typicality import Typicality
from tests.support.people import DIM, person, reference

PEOPLE = Population.of(reference())


def met(seed: int, photos: int) -> np.ndarray:
    mean: np.ndarray = person(np.random.default_rng([41, seed]), photos).mean(axis=0)
    return mean


def test_the_number_of_photos_moves_ordinary_people_little() -> None:
    typicality = Typicality.fit(PEOPLE)
    by_count = [np.mean([typicality.distance(met(i, n)[None], n) for i in range(40)]) for n in (1, 3, 6)]
    assert np.ptp(by_count) < 0.2


def test_people_of_another_kind_lie_farther() -> None:
    typicality = Typicality.fit(PEOPLE)
    off = np.random.default_rng(2).standard_normal(DIM)
    own = np.stack([met(i, 4) for i in range(30)])
    other = own + 2 * np.linalg.norm(own - own.mean(0), axis=1).mean() * off / np.linalg.norm(off)
    assert typicality.distance(other, 4).min() > np.quantile(typicality.distance(own, 4), 0.9)


def test_close_to_nobody_is_said_of_another_kind_and_hardly_of_people_left_out() -> None:
    model = ResemblanceModel.fit(reference())
    own = np.stack([person(np.random.default_rng([41, i]), 4) for i in range(40)])
    away = np.zeros(DIM)
    away[::3] = 1.0
    other = own + away
    other /= np.linalg.norm(other, axis=2, keepdims=True)
    strangers, foreign = model.judge_sets(list(own)), model.judge_sets(list(other))
    assert (strangers.nobody >= NOBODY).mean() < 0.15
    assert (foreign.nobody >= NOBODY).mean() > 0.9 and not foreign.clear.any()
    assert model.judge(other[0]).verdict == "nobody" and "가깝다고 할 수 없습니다" in model.judge(other[0]).reason
