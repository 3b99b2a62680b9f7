"""Kept photos let a version be judged anew; nothing of them is on file but sealed."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from core.access.actor import LOCAL
from core.catalog import load_demo
from core.errors import PrivacyError
from core.faces.engine import Engine
from core.intake import reference_layout
from core.matching.model import ResemblanceModel
from core.services.lineup.match import analyse, judge, look_at, photos_by_trainee
from core.services.lineup.settle import leave_out
from core.services.privacy import consents, keeping, photos, purging
from core.services.privacy.anew import judge_anew
from core.services.projects import versions
from core.services.reference.faces import load
from core.services.reference.sets import ActiveSet, ReferenceSource
from core.settings import Settings
from core.types import Upload
from tests.services.privacy.test_purging import everything, named
from tests.support.planting import changed, few
from tests.support.traces import traces
from tests.support.trainees import consent


@pytest.mark.slow
def test_a_version_is_judged_anew_from_its_kept_photos_and_purged_with_them(
    demo: Path, engine: Engine, settings: Settings, tmp_path: Path
) -> None:
    reference, problems = load(reference_layout(few(demo, tmp_path / "few")), engine)
    source = ReferenceSource("demo", "데모 그룹", tmp_path / "few", fictional=True)
    active = ActiveSet(source, load_demo(settings), reference, ResemblanceModel.fit(reference), problems)
    files = {
        name: sorted((demo / "lineup" / f"trainee_{n}").iterdir()) for n, name in enumerate(("가온빛", "나래솔"), 1)
    }
    uploads = [Upload(f"{name}/{file.name}", file.read_bytes()) for name, own in files.items() for file in own]
    found = analyse(uploads, engine, active.model)
    by_name = photos_by_trainee(found)
    by_name["가온빛"][0] = leave_out(by_name["가온빛"][0])
    found = judge(by_name, found.engine, active.model)
    plan, first = versions.begin(settings, LOCAL, "가", found, active)
    with pytest.raises(PrivacyError, match="보관한 사진이 없습니다"):
        judge_anew(settings, LOCAL, plan.id, 1, engine, active, "다시")
    keeping.turn_on(settings, LOCAL)
    consents.record(settings, LOCAL, plan.id, "가온빛", consent())
    assert photos.keep(settings, LOCAL, plan.id, 1, found).without == {"나래솔": "none"}
    anew = judge_anew(settings, LOCAL, plan.id, 1, engine, active, "다시")
    assert (anew.number, anew.parent, anew.said, anew.benched) == (2, 1, "다시", ("나래솔",))
    (one,), (before, _) = anew.trainees, first.trainees
    assert one.top == before.top and one.photos[0].code == "left_out" and one.scores is not None and before.scores
    assert all(abs(one.scores[group] - share) < 0.1 for group, share in before.scores.items())
    assert photos.clock(settings, LOCAL, plan.id, 2) == photos.clock(settings, LOCAL, plan.id, 1)
    shown = [photo.picture.jpeg for one in found.trainees for photo in one.photos if photo.picture]
    vectors = np.array([p.embedding for t in found.trainees for p in t.photos if p.embedding is not None])
    chance, first_photo = np.random.default_rng(3), Image.open(files["가온빛"][0]).convert("RGB")
    alike = [Upload("x.jpg", changed(first_photo, (one,), chance)) for one in ("mirror", "resize", "encode")]
    more = [one.embedding for one in look_at({"x": alike}, engine)["x"] if one.embedding is not None]
    vectors = np.concatenate([vectors, more])
    assert traces(settings.workspace, shown, vectors) == []
    purging.purge(settings, LOCAL, everything(purging.inventory(settings, LOCAL, "가온빛")))
    assert traces(settings.workspace, shown, vectors) == []
    assert named(tmp_path, "가온빛") == [] and photos.clock(settings, LOCAL, plan.id, 2) is None
    assert [one.name for one in versions.version(settings, LOCAL, plan.id, 2).trainees] == ["지운 연습생 1"]
