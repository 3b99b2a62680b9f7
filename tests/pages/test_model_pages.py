import pytest

from core.faces.engines import ENGINES
from core.ui import text_ko as t
from tests.pages.app import open_page, press, texts


def test_every_engine_shows_its_licence_and_size(tmp_path, monkeypatch):
    monkeypatch.setenv("DEEPFACE_HOME", str(tmp_path))
    app = open_page("engines")
    assert not app.exception
    said = texts(app)
    for info in ENGINES.values():
        assert info.title in said and info.licence_url.replace("\\", "") in said
    assert len([b for b in app.button if b.label == t.DOWNLOAD]) == len([e for e in ENGINES.values() if e.files])


@pytest.mark.slow
def test_the_bars_are_measured_on_demand_and_say_what_they_mean():
    app = open_page("training")
    assert t.MEASURE in [b.label for b in app.button]
    app = press(app, t.MEASURE)
    assert not app.exception
    said = texts(app)
    assert "같은 답이 나옵니다" in said and "우연" in said
    assert {m.label for m in app.metric} >= {name for name, _ in t.FIGURES}
    assert len(app.dataframe) >= 5  # a table behind every chart
