from core.bench import keywords_articles
from core.bench.keywords_articles import CHARACTERS, thousand, varied
from core.catalog import load_real
from core.settings import get_settings


def test_articles_are_as_long_as_they_say_and_the_same_each_time():
    news = thousand(70)
    assert set(news) == {group.id for group in load_real(get_settings())}
    articles = [article for found in news.values() for article in found]
    assert len(articles) == 70 and len({article.body for article in articles}) == 70
    assert all(CHARACTERS <= len(article.title) + len(article.body) <= 2 * CHARACTERS for article in articles)
    assert thousand(70) == news


def test_a_plain_clone_measures_on_the_demo(monkeypatch):
    monkeypatch.setattr(keywords_articles, "real_sentences", list)
    assert sum(map(len, thousand(14).values())) == 14
    assert varied() == {}
