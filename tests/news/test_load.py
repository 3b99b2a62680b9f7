import pytest

from core.errors import NewsError
from core.news.load import load_demo_news, load_file
from core.settings import get_settings


def test_the_suffix_chooses_the_reader(tmp_path):
    path = tmp_path / "기사.CSV"
    path.write_text("group,title\n여섯별,밤하늘\n두물,골목\n", encoding="utf-8")
    assert len(load_file(path)) == 2
    with pytest.raises(NewsError, match=r"\.hwp"):
        load_file(tmp_path / "a.hwp")


def test_the_demo_news_is_complete_and_marked_as_fiction():
    news = load_demo_news(get_settings())
    assert len(news) == 7
    for group, reading in news.items():
        assert len(reading) >= 60, group
        assert {"bigkinds", "naver", "rss"} == {a.source for a in reading}
        assert all(a.fictional and a.group == group and a.date for a in reading)
        assert reading.excluded > 0


def test_the_files_of_the_demo_say_themselves_that_they_are_fiction(demo):
    from core.news import bigkinds, naver, rss

    readers = {"bigkinds.xlsx": bigkinds.read, "naver.json": naver.read, "rss.xml": rss.read}
    for folder in (path for path in (demo / "news").iterdir() if path.is_dir()):
        for name, read in readers.items():
            assert all(a.fictional for a in read(folder / name, "g")), (folder.name, name)
