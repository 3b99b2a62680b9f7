"""A made-up group and what leads to it: to JSON and back to the bit, stars a person once, a sheet of views."""

import json
from dataclasses import replace

import numpy as np
import pytest

from core.errors import VirtualError
from core.virtual.face import Face
from core.virtual.group import (
    Candidate,
    Member,
    Star,
    VirtualGroup,
    clean_name,
    group_from,
    group_json,
    seed_of,
    shortlist,
    views,
    votes,
)
from core.virtual.steer import Target


def member(name: str, seed: int) -> Member:
    latent = np.random.default_rng(seed).standard_normal(100).astype(np.float32)
    face = Face(latent, {"hair": "bob", "fine": 7.0}, "heads", "1")
    return Member(name, face, seed, 0.7, 0.3, "g/m", kept=True, scores={"g": 0.7, "h": 0.3}, held=seed == 1)


def made(members: int = 3) -> VirtualGroup:
    people = tuple(member(f"멤버 {n}", n) for n in range(members))
    target = Target({"g": 0.4, "h": 0.6}, {"jaw": -1.0}, "project", "여름")
    return VirtualGroup("a" * 12, "은하", 5, "heads", "1", target, people, 0.5, 0.7, {"engine": "SFace"}, ("#102030",))


def test_a_group_comes_back_from_json_to_the_bit() -> None:
    back = group_from(json.loads(json.dumps(group_json(made()))))
    assert group_json(back) == group_json(made())
    for one, other in zip(back.members, made().members, strict=True):
        assert np.array_equal(one.face.latent, other.face.latent) and one.face.look == other.face.look
        assert one.held == other.held and one.scores == other.scores


@pytest.mark.parametrize("body", [{}, {"form": 1}, {"form": 99}, {"form": "x"}])
def test_another_file_is_refused_with_a_sentence(body: dict[str, object]) -> None:
    with pytest.raises(VirtualError):
        group_from(body)


def test_a_group_has_two_to_twelve_members_with_names_of_their_own() -> None:
    for members in (1, 13):
        with pytest.raises(VirtualError, match="2명에서 12명"):
            made(members)
    with pytest.raises(VirtualError, match="다른 이름"):
        made().replaced(0, made().members[1])
    assert made().replaced(0, member("새 멤버", 9)).members[0].name == "새 멤버"


def test_stars_count_a_person_once_and_order_the_shortlist() -> None:
    stars = [Star(1, "a"), Star(1, "a"), Star(2, "a"), Star(2, "b"), Star(3, "c")]
    assert votes(stars) == {1: 1, 2: 2, 3: 1}
    face = member("x", 1).face
    faces = [Candidate(place, face, {"g": place / 10}, kept=place != 3) for place in range(5)]
    order = [one.place for one in shortlist(faces, stars, Target.of_group("g"))]
    assert order == [2, 1, 4, 0]  # 3 came too near to somebody


def test_seeds_of_places_differ_within_and_between_sheets() -> None:
    found = {seed_of(seed, place) for seed in range(20) for place in range(60)}
    assert len(found) == 20 * 60 and all(0 <= seed < 2**31 for seed in found)
    assert seed_of(10**12, 3) == seed_of(10**12, 3) < 2**31


def test_views_show_each_expression_and_each_angle_once() -> None:
    shots = views(("neutral", "smile"), (-20.0, 0.0, 20.0), "dreamy")
    assert [(shot.expression, shot.yaw) for shot in shots] == [
        ("neutral", 0), ("smile", 0), ("neutral", -20), ("neutral", 20),
    ]  # fmt: skip
    assert {shot.mood for shot in shots} == {"dreamy"}


def test_names_are_one_short_line() -> None:
    assert clean_name("  은하\n 소녀 ") == "은하 소녀"
    for wrong in ("", " \n", "가" * 41):
        with pytest.raises(VirtualError):
            clean_name(wrong)
    assert replace(made(), name=clean_name("새")).name == "새"
