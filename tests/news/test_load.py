import json
import os
import zlib
from pathlib import Path

import pytest

from core.errors import NewsError
from core.news.load import READERS, SMALL, load_bytes, load_demo_news, load_file
from core.settings import get_settings


def test_the_suffix_chooses_the_reader(tmp_path):
    path = tmp_path / "기사.CSV"
    path.write_text("group,title\n여섯별,밤하늘\n두물,골목\n", encoding="utf-8")
    assert len(load_file(path)) == 2
    with pytest.raises(NewsError, match=r"\.hwp"):
        load_file(tmp_path / "a.hwp")


@pytest.mark.slow
@pytest.mark.parametrize("name", ["a.csv", "a.json", "a.txt", "a.rss"])
def test_a_large_file_is_read_elsewhere_and_gives_the_same(name):
    rows = [{"group": "여섯별", "title": f"밤하늘 {n}", "body": "골목 " * 40} for n in range(9_000)]
    lines = "\n".join(f"{r['group']},{r['title']},{r['body']}" for r in rows)
    items = "".join(f"<item><title>{r['title']}</title><description>{r['body']}</description></item>" for r in rows)
    text = {
        "a.csv": f"group,title,body\n{lines}\n",
        "a.json": json.dumps(rows, ensure_ascii=False),
        "a.txt": "\n---\n".join(f"{r['title']}\n{r['body']}" for r in rows),
        "a.rss": f"<rss><channel>{items}</channel></rss>",
    }[name]
    data = text.encode()
    assert len(data) > SMALL
    reading = load_bytes(name, data, "g")
    assert reading == READERS[Path(name).suffix](data, "g") and len(reading) == 9_000


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="limits of a process are POSIX")
def test_what_takes_too_much_memory_is_a_refusal():
    with pytest.raises(NewsError, match="나누어"):
        load_bytes("a.json", b"[" + b"[]," * 15_000_000 + b"[]]")


def test_whatever_a_reader_raises_is_a_refusal(monkeypatch):
    def breaks(source, group):
        raise zlib.error("invalid distance too far back")

    monkeypatch.setitem(READERS, ".csv", breaks)
    with pytest.raises(NewsError, match="깨져"):
        load_bytes("a.csv", b"title\na")


def test_the_demo_news_is_complete_and_marked_as_fiction():
    news = load_demo_news(get_settings())
    assert len(news) == 7
    for group, reading in news.items():
        assert len(reading) >= 60, group
        assert {"bigkinds", "naver", "rss"} == {a.source for a in reading}
        assert all(a.fictional and a.group == group and a.date for a in reading)
        assert not any("." in a.press for a in reading), "an address is no press"
        assert reading.excluded > 0


def test_the_files_of_the_demo_say_themselves_that_they_are_fiction(demo):
    from core.news import naver, rss
    from core.news.files import workbook

    readers = {"bigkinds.xlsx": workbook.read, "naver.json": naver.read, "rss.xml": rss.read}
    for folder in (path for path in (demo / "news").iterdir() if path.is_dir()):
        for name, read in readers.items():
            assert all(a.fictional for a in read(folder / name, "g")), (folder.name, name)
