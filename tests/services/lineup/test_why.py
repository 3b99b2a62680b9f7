from dataclasses import replace
from pathlib import Path

import pytest

from core.faces.engine import Engine
from core.services.lineup import match
from core.services.lineup.why import face_of, face_on_file, to_compare, why
from core.services.reference import sets as reference
from core.settings import get_settings
from core.types import Upload, silent


@pytest.mark.slow
def test_an_answer_is_explained_on_the_face_beside_the_photo_it_is_most_like(demo: Path, engine: Engine) -> None:
    settings = get_settings()
    active = reference.load_active(settings, reference.active_source(settings), engine, silent)
    files = sorted((demo / "lineup" / "trainee_1").iterdir())
    result = match.analyse([Upload(f"하나/{f.name}", f.read_bytes()) for f in files], engine, active.model)
    (trainee,) = result.trainees
    assert trainee.scores is not None
    compared = to_compare(trainee)
    assert compared is not None
    member, row = compared
    photo = trainee.photos[row]
    assert member == trainee.carriers[0].member and member.group == trainee.scores.top
    assert photo.embedding is not None
    beside = active.most_alike(member, photo.embedding)
    assert beside is not None and beside.parent.name == member.member
    found = why(trainee, photo, engine, active.model)
    assert [found.top, found.second] == [group for group, _ in trainee.scores.ranked()[:2]]
    assert found.face.shape == (112, 112, 3) and found.map.weight.shape == (6, 6)
    alike = face_on_file(beside, engine)
    assert alike is not None and alike.shape == face_of(photo, engine).shape
    assert face_on_file(beside.with_name("gone.jpg"), engine) is None
    away = to_compare(replace(trainee, verdict="nobody"))
    assert away is not None and away[0] == trainee.nearest[0].member
    assert to_compare(replace(trainee, scores=None)) is None
    with pytest.raises(ValueError, match="no picture"):
        why(trainee, replace(photo, picture=None), engine, active.model)
