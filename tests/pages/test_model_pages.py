import re

import pytest

from core import jobs
from core.faces.engines import ENGINES, RECOMMENDED
from core.services.measured import engine_trial
from core.services.measured.engine_trial import Known
from core.services.reference import sets as reference
from core.settings import get_settings
from core.types import JobStatus
from core.ui.kit.state import Frame
from core.ui.lineup.engines import EnginesPage
from core.ui.words_ko import common as t
from core.ui.words_ko import engines as engine_words
from tests.conftest import ROOT
from tests.support.app import open_page, own, press, texts
from tests.support.builders import present


@pytest.fixture(autouse=True)
def no_weights(tmp_path, monkeypatch):
    monkeypatch.setenv("DEEPFACE_HOME", str(tmp_path))


def test_every_engine_shows_its_licence_and_size():
    app = open_page("engines")
    assert not app.exception
    said = texts(app)
    for info in ENGINES.values():
        assert info.title in said and info.licence_url.replace("\\", "") in said
    assert len([b for b in app.button if b.label == engine_words.DOWNLOAD]) == len(
        [e for e in ENGINES.values() if e.files]
    )
    forbidden = [info for info in ENGINES.values() if info.allowed == "research"]
    assert said.count(engine_words.ALLOWED["research"][0]) >= len(forbidden) > 0


def test_what_is_not_measured_is_empty_and_what_is_measured_is_said(monkeypatch):
    app = open_page("engines")
    said = texts(app)
    assert engine_words.MEASURE in [b.label for b in app.button] and engine_words.not_measured(speed=True) in said
    assert [m.value for m in app.metric if m.label == engine_words.A_PHOTO] == ["–", "–"]
    nothing = dict.fromkeys(ENGINES, Known())
    measured = {**nothing, "SFace": Known(0.981, 28, "", 31.6), "dlib": Known(0.95, 28, "", 1234.0)}
    monkeypatch.setattr(engine_trial, "known", lambda _: measured)
    app = app.run()
    assert [m.value.replace("\u00a0", " ") for m in app.metric] == ["98 % (28명)", "32 ms", "95 % (28명)", "1.2초"]
    assert "가장 잘 구별하는 엔진은 SFace입니다(98 %, 다음은 dlib ResNet 95 %)" in texts(app)
    monkeypatch.setattr(engine_trial, "known", lambda _: {**measured, "dlib": Known(0.978, 28, "", 100.0)})
    assert "비슷하게 구별하는" in texts(app.run())


def test_the_recommendation_follows_from_the_figures_of_the_quality_page():
    line = next(x for x in (ROOT / "docs" / "quality.md").read_text().splitlines() if x.startswith("| SFace: verif"))
    (other,), (best,) = re.findall(r"\(dlib: \S+ / (\.\d+)", line), re.findall(r"\| \.\d+ / (\.\d+) \|", line)
    assert (ENGINES["SFace"].told, ENGINES["dlib"].told) == (float(best), float(other))
    assert present(re.search(r"on (\d+) faces", line))[1] in engine_words.recommended(0.9, [])
    allowed = [e for e in ENGINES.values() if e.told is not None and e.allowed == "commercial"]
    assert max(allowed, key=lambda e: e.told or 0.0).name == RECOMMENDED
    said = texts(open_page("engines"))
    assert engine_words.recommended(float(best), [("dlib ResNet", float(other))]).replace("\u00a0", " ") in said


def test_what_was_done_is_said_where_it_was_asked_for():
    app = press(open_page("engines"), engine_words.USE_ENGINE)
    assert reference.active_engine(get_settings()) == "dlib"
    said = f"{engine_words.engine_used('dlib ResNet')} {t.FOR_EVERYBODY}"
    assert [s.value.replace("\\", "") for s in app.success] == [said]
    assert [toast.value.replace("\\", "") for toast in app.toast] == [said]
    assert len(app.run().success) == 1 and not app.toast, "the way back stays, the toast is said once"
    app = press(app, t.UNDO)
    assert reference.active_engine(get_settings()) == "SFace" and not app.run().success
    assert own(app, EnginesPage).said[1] == ""


@pytest.mark.parametrize(("state", "well"), [("done", True), ("failed", False)])
def test_a_download_ends_on_its_own_card(monkeypatch, state, well):
    app = open_page("engines")
    own(app, EnginesPage).download, own(app, Frame).download_job = "OpenFace", "job"
    ended = JobStatus("job", "OpenFace", state, 1, 1, "연결이 끊겼습니다.")
    monkeypatch.setattr(jobs, "status", lambda *_: ended)
    app = app.run()
    said = [element.value for element in (app.success if well else app.error)]
    assert [words.replace("\\", "") for words in said] == [engine_words.DOWNLOADED if well else ended.label]
    assert own(app, Frame).download_job is None


def test_a_measurement_or_a_download_that_was_cut_off_is_said(monkeypatch):
    asked: list[str] = []

    def interrupted(_: object, package: str) -> list[JobStatus]:
        asked.append(package)
        return []

    monkeypatch.setattr(jobs, "interrupted", interrupted)
    open_page("engines")
    assert {engine_trial.measure.__module__, "core.faces.engines"} == {
        next(m for m in (engine_trial.measure.__module__, "core.faces.engines") if m.startswith(f"{package}."))
        for package in asked
    }
