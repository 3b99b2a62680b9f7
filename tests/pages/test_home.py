import shutil
import subprocess
import sys

import pytest

from core.progress import silent
from core.ui import text_ko as t
from tests.pages.app import ROOT, open_page, press, texts

HEAVY = ["tensorflow", "keras", "deepface", "konlpy", "jpype", "kiwipiepy", "dlib", "sklearn", "onnxruntime", "onnx",
         "cv2", "wordcloud", "datasketch"]  # fmt: skip


def test_first_visit_offers_the_demo_and_says_its_people_do_not_exist():
    app = open_page()
    assert not app.exception
    assert app.title[0].value.replace("\\", "") == t.HOME_TITLE
    assert t.OPEN_DEMO in [b.label for b in app.button]
    assert "실존하지 않는 인물" in texts(app)
    assert "7팀 · 28명" in texts(app)


def test_the_demo_button_leads_to_the_line_up_page():
    app = open_page()
    next(b for b in app.button if b.label == t.OPEN_DEMO).click().run(timeout=120)
    assert not app.exception
    assert t.DEMO_LINEUP_TITLE in app.title[0].value


def test_an_empty_import_says_what_to_do():
    app = open_page()
    next(b for b in app.button if b.label == t.LOAD_SET).click().run()
    assert t.NEED_ZIP in [w.value for w in app.warning]


def test_an_own_set_is_imported_replaces_the_demo_and_can_go_again(tmp_path, demo):
    from core.services import reference
    from core.settings import get_settings

    settings = get_settings()
    for group in ("group_1", "group_2"):
        shutil.copytree(demo / "reference" / group, tmp_path / "own" / group)
    reference.import_reference(silent, settings, "우리 세트", tmp_path / "own", "dlib", False)
    app = press(open_page(), t.USE_THIS)
    assert not app.exception
    assert "2팀 · 8명" in texts(app)
    app = press(app, t.USE_THIS)  # now the demo offers to come back
    assert "7팀 · 28명" in texts(app)


def test_the_set_that_was_just_imported_is_the_one_put_to_use(tmp_path, demo):
    from concurrent.futures import ThreadPoolExecutor

    from core import jobs
    from core.services import reference
    from core.settings import get_settings
    from core.ui.state import Session

    settings = get_settings()
    for group in ("group_1", "group_2"):
        shutil.copytree(demo / "reference" / group, tmp_path / "own" / group)
    with ThreadPoolExecutor(1) as pool:
        for set_id in ("first", "second"):
            work = (reference.import_reference, settings, set_id, tmp_path / "own", "dlib", False, set_id)
            job = jobs.start(settings, set_id, *work, pool=pool)
    assert [s.id for s in reference.list_sources(settings)] == ["demo", "second", "first"]
    app = open_page()
    app.session_state["studio"] = Session(import_job=job, import_set="second")
    assert not app.run().exception
    assert reference.active_source(settings).id == "second"


def test_a_folder_that_is_not_there_becomes_a_sentence():
    from core.errors import StudioError
    from core.services import reference
    from core.settings import get_settings

    with pytest.raises(StudioError, match=r"폴더|파일|없습니다"):
        reference.import_reference(silent, get_settings(), "없음", ROOT / "없는 폴더", "dlib", False)


@pytest.mark.slow
def test_home_imports_nothing_heavy():
    script = (
        "import sys; from streamlit.testing.v1 import AppTest;"
        "app = AppTest.from_file('streamlit_app.py', default_timeout=60).run();"
        "assert not app.exception, app.exception;"
        f"print(*[m for m in {HEAVY} if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
