from core.faces.engines import ENGINES
from core.ui.words_ko import common as t
from tests.support.app import open_page, texts


def test_every_engine_shows_its_licence_and_size(tmp_path, monkeypatch):
    monkeypatch.setenv("DEEPFACE_HOME", str(tmp_path))
    app = open_page("engines")
    assert not app.exception
    said = texts(app)
    for info in ENGINES.values():
        assert info.title in said and info.licence_url.replace("\\", "") in said
    assert len([b for b in app.button if b.label == t.DOWNLOAD]) == len([e for e in ENGINES.values() if e.files])
