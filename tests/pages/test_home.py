import subprocess
import sys

import pytest
from streamlit.testing.v1 import AppTest

from core.ui import text_ko as t
from tests.pages.app import ROOT, open_page, texts

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


def test_the_glossary_is_one_click_away():
    app = open_page()
    next(b for b in app.button if b.label == t.GLOSSARY).click().run()
    assert "재현성" in texts(app)


def test_an_empty_import_says_what_to_do():
    app = open_page()
    next(b for b in app.button if b.label == t.LOAD_SET).click().run()
    assert t.NEED_ZIP in [w.value for w in app.warning]


def test_a_page_opened_by_its_address_still_gets_its_frame():
    app = AppTest.from_file(str(ROOT / "pages" / "engines.py"))
    with pytest.raises(
        Exception, match="streamlit_app"
    ):  # alone, the entry script is not there: the page insists on it
        raise RuntimeError(str(app.run().exception[0].message))


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
