"""Which reader a file needs, and the news of the demo."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from core.errors import NewsError
from core.news import bigkinds, naver, plain_text, rss, tabular
from core.news.reading import Reading
from core.settings import Settings

ArticleReader = Callable[[bytes | Path, str], Reading]
READERS: dict[str, ArticleReader] = {
    ".xlsx": bigkinds.read,
    ".csv": tabular.read_csv,
    ".tsv": tabular.read_csv,
    ".json": tabular.read_json,
    ".txt": plain_text.read,
    ".xml": rss.read,
    ".rss": rss.read,
}
DEMO_READERS = {"bigkinds.xlsx": bigkinds.read, "naver.json": naver.read, "rss.xml": rss.read}


def load_file(path: Path, group: str = "") -> Reading:
    """Articles of a file, by its suffix. `group` is given to articles that name none themselves.

    Raises NewsError for an unknown suffix, and what the reader raises."""
    return _reader(path.name)(path, group)


def load_bytes(name: str, data: bytes, group: str = "") -> Reading:
    """As `load_file`, of a file that was uploaded and lies in memory. name: its suffix counts."""
    return _reader(name)(data, group)


def _reader(name: str) -> ArticleReader:
    reader = READERS.get(Path(name).suffix.lower())
    if reader is None:
        raise NewsError(f"'{name}'은(는) 읽을 수 없는 형식입니다. {', '.join(READERS)} 파일을 골라 주세요.")
    return reader


def load_demo_news(settings: Settings) -> dict[str, Reading]:
    """Group id -> its fictional articles, from data/demo/news/<group>/. Empty where there is no demo."""
    news: dict[str, Reading] = {}
    root = settings.demo / "news"
    for folder in sorted(path for path in root.glob("*") if path.is_dir()):
        reading = Reading(())
        for name, reader in DEMO_READERS.items():
            if (folder / name).is_file():
                reading += reader(folder / name, folder.name)
        # What lies in the demo folder is fiction by definition, whatever a single file forgot to say.
        fiction = tuple(replace(article, fictional=True) for article in reading)
        news[folder.name] = replace(reading, articles=fiction)
    return news
