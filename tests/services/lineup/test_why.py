from dataclasses import replace
from pathlib import Path

import pytest

from core.faces.engine import Engine
from core.services.lineup import match
from core.services.lineup.why import nearest_of_top, why
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
    member, photo = nearest_of_top(trainee), trainee.photos[0]
    assert member is not None and member.group == trainee.scores.top and photo.embedding is not None
    beside = active.most_alike(member, photo.embedding)
    found = why(trainee, photo, engine, active.model, beside)
    assert [found.top, found.second] == [group for group, _ in trainee.scores.ranked()[:2]]
    assert found.face.shape == (112, 112, 3) and found.map.weight.shape == (6, 6)
    assert beside is not None and beside.parent.name == member.member
    assert found.alike is not None and found.alike.shape == found.face.shape
    with pytest.raises(ValueError, match="explained"):
        why(trainee, replace(photo, picture=None), engine, active.model)
