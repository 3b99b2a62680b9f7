import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from core.access.actor import LOCAL
from core.catalog import load_demo
from core.errors import ProjectError
from core.faces.engine import Engine
from core.intake import reference_layout
from core.matching.model import ResemblanceModel
from core.projects.made import version_of
from core.services.lineup.match import analyse
from core.services.projects import plans, versions
from core.services.reference.faces import load
from core.services.reference.sets import ActiveSet, ReferenceSource
from core.settings import Settings, get_settings
from core.storage.projects import Projects
from core.storage.rescue import keep_copy
from core.types import GroupScores, LineupResult, LineupScores, PhotoFaces, Picture, TraineeResult, Upload
from tests.support.planting import few
from tests.support.traces import traces
from tests.support.versions import BY, version

PEOPLE = version({"하나": (0.7, 0.2, 0.1), "둘": (0.1, 0.8, 0.1), "셋": (0.1, 0.1, 0.8), "넷": None})


def result(jpeg: bytes = b"\xff\xd8 a photo", chosen: int = 0) -> LineupResult:
    """One trainee with one photo whose vector is all sevenths."""
    vector = np.full(49, 1 / 7, np.float32)
    photo = PhotoFaces("하나.jpg", "ok", "", picture=Picture(jpeg), embedding=vector, chosen=chosen)
    scores = GroupScores({"dreamcatcher": 0.5, "itzy": 0.3, "twice": 0.2})
    one = TraineeResult("하나", (photo,), (scores,), scores, 0.7, "unclear", (), nobody=0.2)
    return LineupResult(
        "SFace", tuple(scores.values), (one,), LineupScores(scores, None, None, "한 명"), clear_from=0.8
    )


def kept(found: LineupResult) -> str:
    made = version_of(found, BY, load_demo(get_settings()), by="나", at=PEOPLE.at)
    return made.trainees[0].evidence


def test_a_version_keeps_what_was_said_and_nothing_of_the_photo() -> None:
    made = version_of(result(), BY, load_demo(get_settings()), by="나", at=PEOPLE.at, parent=3, said="첫 안")
    one = made.trainees[0]
    assert (one.top, one.photos[0].top, one.photos[0].score, made.parent, made.said) == (
        "dreamcatcher", "dreamcatcher", 0.5, 3, "첫 안",
    )  # fmt: skip
    assert made.lineup is not None and made.lineup.near == "dreamcatcher"


def test_evidence_tells_photos_and_faces_apart() -> None:
    assert kept(result()) == kept(result()) != kept(result(b"\xff\xd8 another"))
    assert kept(result()) != kept(result(chosen=1))


def test_no_byte_of_a_photo_and_no_vector_is_on_file(settings: Settings) -> None:
    jpeg = b"\xff\xd8\xff\xe0" + bytes(range(256))
    plan = plans.create(settings, LOCAL, "가")
    made = version_of(result(jpeg), BY, load_demo(settings), by="나", at=PEOPLE.at)
    saved = Projects(settings).save_version(plan.id, made)
    assert versions.version(settings, LOCAL, plan.id, 1) == saved
    vector = np.full(49, 1 / 7, np.float32)
    for file in (f for f in settings.workspace.rglob("*") if f.is_file()):
        data = file.read_bytes()
        for hidden in (jpeg[:16], jpeg[100:116], vector[:4].tobytes(), b"0.14285", vector.astype("<f8")[:2].tobytes()):
            assert hidden not in data


def test_the_best_of_the_variants_is_saved_as_a_version(settings: Settings) -> None:
    plan = plans.create(settings, LOCAL, "가")
    first = Projects(settings).save_version(plan.id, PEOPLE)
    found = versions.variants(first, 2, {"itzy": 1, "twice": 1})
    assert found.candidates == ("하나", "둘", "셋") and found.best[0].people == ("둘", "셋")
    saved = versions.save_composed(settings, LOCAL, plan.id, first, ["셋", "둘"])
    assert saved.lineup is not None and list(saved.lineup.scores.values()) == pytest.approx(
        list(found.best[0].scores.values())
    )
    assert (saved.number, saved.parent, saved.composed, saved.benched) == (2, 1, True, ("하나", "넷"))
    assert [one.name for one in saved.trainees] == ["둘", "셋"]
    always = versions.variants(first, 2, {"itzy": 1}, within=["하나"], without=["둘"])
    assert [one.people for one in always.best] == [("하나", "셋")]
    ((rank, people, fit, top, nobody),) = always.rows({group: group.upper() for group in always.best[0].scores})
    assert (rank, people, top) == (1, "하나, 셋", always.best[0].top.upper()) and always.level == 0
    assert (fit, nobody) == (always.best[0].fit, always.best[0].nobody)


def test_who_is_not_there_is_named(settings: Settings) -> None:
    for inside, out, said in ((["없는 이"], [], "없는"), ([], ["없는 이"], "없는"), (["넷"], [], "점수가 없"),
                              (["하나"], ["하나"], "함께")):  # fmt: skip
        with pytest.raises(ProjectError, match=said):
            versions.variants(PEOPLE, 2, {"itzy": 1}, within=inside, without=out)


def test_of_nobody_with_a_score_nothing_can_be_made() -> None:
    nobody = version({"넷": None})
    with pytest.raises(ProjectError, match="점수가 있는"):
        versions.variants(nobody, 1, {"itzy": 1})
    assert versions.composed(nobody, ["넷"]).lineup is None
    with pytest.raises(ProjectError, match="한 명 이상"):
        versions.composed(PEOPLE, ["없는 사람"])


def test_what_gave_an_answer_and_is_gone_is_said(settings: Settings) -> None:
    assert versions.what_is_gone(settings, BY) == ""
    gone = versions.what_is_gone(
        settings, replace(BY, set_id="0" * 12, set_name="우리", run="20260101-000000-aa", run_name="첫")
    )
    assert "기준 사진 세트 '우리', 학습 결과 '첫'은 지워졌습니다." in gone


@pytest.mark.slow
def test_of_photos_that_were_judged_nothing_is_in_the_workspace(
    demo: Path, engine: Engine, settings: Settings, tmp_path: Path
) -> None:
    reference, problems = load(reference_layout(few(demo, tmp_path / "few")), engine)
    source = ReferenceSource("demo", "데모 그룹", tmp_path / "few", fictional=True)
    active = ActiveSet(source, load_demo(settings), reference, ResemblanceModel.fit(reference), problems)
    files = sorted((demo / "lineup" / "trainee_1").iterdir())
    uploads = [Upload(f"하나/{file.name}", file.read_bytes()) for file in files]
    found = analyse(uploads, engine, active.model)
    plan = plans.create(settings, LOCAL, "가")
    saved = versions.save(settings, LOCAL, plan.id, found, active)
    versions.save_composed(settings, LOCAL, plan.id, saved, ["하나"])
    other, first = versions.begin(settings, LOCAL, " 나 ", found, active, said="첫 안", benched=["둘"])
    assert (other.name, first.said, first.benched) == ("나", "첫 안", ("둘",)) and first.trainees == saved.trainees
    assert versions.version(settings, LOCAL, other.id, 1) == first and first.judged.fingerprint == reference.fingerprint
    with pytest.raises(ProjectError, match="이름"):
        versions.begin(settings, LOCAL, " ", found, active)
    assert len(plans.plans(settings, LOCAL)) == 2
    assert keep_copy(settings)
    (one,) = found.trainees
    photos = [upload.data for upload in uploads] + [photo.picture.jpeg for photo in one.photos if photo.picture]
    vectors = np.array([photo.embedding for photo in one.photos if photo.embedding is not None])
    assert len(photos) == 2 * len(uploads) and len(vectors)
    assert traces(settings.workspace, photos, vectors) == []


def test_the_search_for_traces_finds_them(settings: Settings, tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    photo, vector = rng.bytes(3000), rng.normal(size=64).astype(np.float32)
    vector /= np.linalg.norm(vector)
    near = vector + rng.normal(size=64).astype(np.float32) * 0.003
    plan = plans.create(settings, LOCAL, "가")
    Projects(settings).save_version(plan.id, PEOPLE)
    assert traces(settings.workspace, [photo], vector[None]) == []
    for hidden, what in (
        (b"a" + photo[900:1400], "a photo"),
        (photo[2000:2300].hex().encode(), "a photo"),
        (b"abc" + near.tobytes(), "an embedding"),
        (b"a" + vector.astype("<f8").tobytes(), "an embedding"),
        (json.dumps(vector.round(4).tolist()).encode(), "an embedding in decimals"),
    ):
        (tmp_path / "file").mkdir(exist_ok=True)
        (tmp_path / "file" / "it").write_bytes(b"words before" + hidden + b"words behind")
        assert traces(tmp_path / "file", [photo], vector[None]) == [f"it: {what}"]
