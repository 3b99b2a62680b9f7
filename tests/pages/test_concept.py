import pytest

from core.ui import text_ko as t
from tests.pages.app import open_page, texts

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def page():
    app = open_page("concept")
    app.segmented_control[0].set_value("kiwi").run()  # starts faster than the Java machine
    assert not app.exception
    return app


def test_it_says_what_it_rests_on(page):
    said = texts(page)
    assert t.FICTIONAL_NEWS in said
    assert "기사 " in said and "중복" in said and "2026-" in said and "나머지 6팀과 비교" in said


def test_a_word_opens_its_sentences(page):
    words = page.pills if hasattr(page, "pills") else page.button_group
    first, second = words[0].options[:2] if hasattr(words[0], "options") else ("", "")
    assert first and second
    words[0].set_value(second).run()
    assert not page.exception
    assert f"‘{second}’" in texts(page)
    assert t.FICTIONAL_ARTICLE in texts(page)


def test_a_real_group_without_news_says_how_to_get_it(page):
    page.selectbox[0].set_value("twice").run()
    said = texts(page)
    assert t.NO_NEWS in said and "빅카인즈" in said and "트와이스의 컨셉" in said
    assert not page.exception
