"""Which reader a file needs, and the news of the demo.

What is large, or becomes large once it is unpacked, is read in a process of its own that is killed when it takes too
much (core/confined.py). Whatever a reader raises is one refusal of that file."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from core.confined import confined
from core.errors import NewsError, refusing
from core.news import naver, rss
from core.news.files import plain_text, records, tabular, workbook
from core.news.reading import Reading, read_bytes, refusal
from core.settings import Settings
from core.text.korean import attach as josa
from core.types import Progress, silent

SMALL = 2**21  # bytes once unpacked: no content of so few takes more than a second or 200 MB
SECONDS = 60.0  # of a processor; 20,000 rows of BIGKinds take 10
MEMORY = 320 * 2**20
_BROKEN = "기사 파일이 깨져 있어 읽을 수 없습니다. 파일을 다시 받거나 다시 저장해 올려 주세요."
_ZIP = b"PK\x03\x04"
ArticleReader = Callable[[bytes | Path, str], Reading]
READERS: dict[str, ArticleReader] = {
    ".xlsx": workbook.read,
    ".csv": tabular.read_csv,
    ".tsv": tabular.read_csv,
    ".json": records.read_json,
    ".jsonl": records.read_json,
    ".txt": plain_text.read,
    ".xml": rss.read,
    ".rss": rss.read,
    ".atom": rss.read,
}
DEMO_READERS = {"bigkinds.xlsx": workbook.read, "naver.json": naver.read, "rss.xml": rss.read}


def load_file(path: Path, group: str = "", progress: Progress = silent) -> Reading:
    """Articles of a file, by its suffix. `group` is given to articles that name none themselves. progress: as of
    `load_bytes`.

    Raises NewsError for an unknown suffix and for whatever is wrong with the file."""
    _reader(path.name)
    return load_bytes(path.name, read_bytes(path), group, progress)


def load_bytes(name: str, data: bytes, group: str = "", progress: Progress = silent) -> Reading:
    """As `load_file`, of a file that was uploaded and lies in memory. name: its suffix counts. progress: done, total,
    of a large file."""
    reader = _reader(name, data)
    with refusing(NewsError, refusal(_BROKEN)):
        data = read_bytes(data)
        if (workbook.unpacked(data) if reader is workbook.read else len(data)) <= SMALL:
            return reader(data, group)
        return confined(_read, name, data, group, seconds=SECONDS, memory=MEMORY, progress=progress)


def _read(progress: Progress, name: str, data: bytes, group: str) -> Reading:
    """In a process of its own."""
    reader = _reader(name, data)
    return workbook.read(data, group, progress) if reader is workbook.read else reader(data, group)


def _reader(name: str, data: bytes = b"") -> ArticleReader:
    reader = READERS.get(Path(name).suffix.lower())
    if reader is not None and data.startswith(_ZIP):
        return workbook.read  # whatever it was renamed to
    if reader is None:
        named = josa(f"'{name}'", "은/는")
        raise NewsError(f"{named} 읽을 수 없는 형식입니다. {', '.join(READERS)} 파일을 골라 주세요.")
    return reader


def _press(name: str) -> str:
    """Of an article of the demo: where a source names no press it is known by its address, and there is none."""
    return "" if "." in name else name


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
        fiction = tuple(replace(one, fictional=True, press=_press(one.press)) for one in reading)
        news[folder.name] = replace(reading, articles=fiction)
    return news
