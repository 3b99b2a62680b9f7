"""A made-up group on file: who may be in it, its pictures, what leaves the studio."""

import io
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from core.charts.style import GroupStyle
from core.errors import VirtualError
from core.faces.engine import Engine
from core.services.virtual import groups, lent, sheets
from core.services.virtual.judge import Judge
from core.services.virtual.made import drawing, hand_out, members
from core.services.virtual.pictures import preview
from core.settings import Settings
from core.storage.virtual import Virtual
from core.types import silent
from core.virtual.distinct import distinct
from core.virtual.group import Candidate, ContactSheet, VirtualGroup
from core.virtual.mark import source_in
from core.virtual.steer import Target
from tests.support.made_up import studio

pytestmark = pytest.mark.slow
TARGET, SOURCE = Target.of_group("g2"), "trainedAlgorithmicMedia"


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory, engine: Engine, demo: Path) -> Settings:
    return studio(tmp_path_factory.mktemp("studio"), engine, demo)


@pytest.fixture(scope="module")
def judge(small: Settings) -> Judge:
    return members.team_judge(small)


@pytest.fixture(scope="module")
def sheet(small: Settings) -> Iterator[tuple[ContactSheet, list[Candidate]]]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("core.jobs.start", lambda *_, **__: "job")
        made = sheets.new_sheet(small, "후보", TARGET, 3, 24)
    sheets.fill(silent, small, made.id)
    yield made, list(sheets.sheet_view(small, made.id).best)


def apart(judge: Judge, found: list[Candidate], count: int) -> list[Candidate]:
    places = distinct([one.place for one in found], members.alike(judge, found), count)
    assert len(places) == count
    return [one for place in places for one in found if one.place == place]


def test_members_that_break_a_rule_are_refused_with_a_sentence(
    small: Settings, judge: Judge, sheet: tuple[ContactSheet, list[Candidate]]
) -> None:
    made, found = sheet
    with pytest.raises(VirtualError, match="2명에서 12명"):
        members.new_group(small, judge, made, found[:1], ["하나"], "은하")
    with pytest.raises(VirtualError, match="서로 너무 닮아"):
        members.new_group(small, judge, made, [found[0], found[0]], ["하나", "둘"], "은하")
    strict = replace(judge, guard=replace(judge.guard, threshold=-1.0))
    with pytest.raises(VirtualError, match="실제 멤버 사진과 너무 닮아"):
        members.new_group(small, strict, made, found[:2], ["하나", "둘"], "은하")
    assert groups.groups(small) == []


def test_a_group_is_drawn_changed_and_handed_out_with_its_marks(
    small: Settings, judge: Judge, sheet: tuple[ContactSheet, list[Candidate]]
) -> None:
    made, found = sheet
    chosen = apart(judge, found, 3)
    group = members.new_group(small, judge, made, chosen[:2], ["하나", "둘"], "은하", colours=["#5b3fc4"])
    assert [one[1] for one in members.fronts(small, group) if one] == [False, False]
    drawing.draw(silent, small, group.id)
    seen = drawing.drawn(small, group.id)
    assert [len(row) for row in seen.views] == [1, 1] and seen.status is None
    now = members.standing(judge, members.fronts(small, group))
    assert now.sure and all(look is not None and look.scores is not None for look in now.looks)
    _marks(small, group, now, seen)

    third = members.put_face(small, judge, group, 2, chosen[2].face, 5, chosen[2].preview, "셋")
    assert [one.name for one in third.members] == ["하나", "둘", "셋"]
    with pytest.raises(VirtualError, match="너무 닮아"):
        members.put_face(small, judge, third, 0, chosen[1].face, 5, chosen[1].preview)
    fits = members.fitting(small, judge, third, 0, [chosen[0], chosen[1]])
    assert fits == [True, False]
    fewer = members.without(small, third, 2)
    held = groups.keep_group(small, fewer.replaced(0, replace(fewer.members[0], held=True)))
    other = members.drawn_anew(small, judge, held, found, made.seed)
    assert other.members[0].face == held.members[0].face and other.members[1].face != held.members[1].face
    relit = members.relit(small, other, "fresh")
    assert all(front is not None for front in members.fronts(small, relit))
    drawing.draw(silent, small, group.id)
    assert {one.number for one in Virtual(small).pictures(group.id)} == {0, -1}
    groups.forget_group(small, group.id)
    assert Virtual(small).pictures(group.id) == []


def _marks(small: Settings, group: VirtualGroup, now: members.Standing, seen: drawing.Drawn) -> None:
    fronts = [one[0] for one in members.fronts(small, group) if one is not None]
    styles = [GroupStyle(one, one, "#336699") for one in ("g1", "g2", "g3")]
    sheet = hand_out.Sheet(group, now, seen, fronts, styles, words=["청량"], said="g2 쪽으로")
    png, pdf = hand_out.as_picture(small, sheet), hand_out.as_pdf(small, sheet)
    assert source_in(png) == SOURCE and Image.open(io.BytesIO(png)).width == 1600
    assert png == hand_out.as_picture(small, sheet) and pdf == hand_out.as_pdf(small, sheet)
    assert pdf.count(SOURCE.encode()) == 2  # the JPEG of each member, as it is
    body = json.loads(hand_out.as_json(small, sheet))
    assert body["digitalSourceType"] == SOURCE and groups.imported(json.dumps(body).encode()).name == "은하"
    files = hand_out.lineup_files(small, group, seen, fronts)
    assert [file.path for file in files] == ["하나/01.jpg", "둘/01.jpg"] and source_in(files[0].data) == SOURCE


def test_generators_are_lent_and_rest_afterwards(small: Settings) -> None:
    why = {one.code: one.why_not for one in lent.usable_generators(small)}
    assert why["stylegan"] == ""
    with lent.lent(small, "stylegan") as one, lent.lent(small, "stylegan") as other:
        assert one is other and preview(one.previews([one.sample(1)])[0], one).startswith(b"\xff\xd8")
    assert all(own.end is not None for own in lent._shared.values() if own.generator is one)
