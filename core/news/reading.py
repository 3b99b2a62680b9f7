"""What a news file gave, and the small repairs every source needs."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import overload

from core.confined import Overrun
from core.errors import NewsError
from core.news.days import KOREA
from core.text.korean import attach as josa
from core.types import Article

MAX_BYTES = 48 * 2**20  # a BIGKinds export of 20,000 rows is about 30 MB


@dataclass(frozen=True, slots=True)
class Reading(Sequence[Article]):
    """The articles of one file or source; behaves as a sequence of them.

    excluded: rows that the press analyst marked as not to be analysed; skipped: rows without a title; undated: articles
    whose date lies in the future, kept without one. illegible: articles with a date that says no day, kept without one;
    example: one of those dates, as written. unread: rows that are broken, or of which nobody knows which cell is which.
    notes: Korean sentences about the file as a whole."""

    articles: tuple[Article, ...]
    excluded: int = 0
    skipped: int = 0
    undated: int = 0
    illegible: int = 0
    example: str = ""
    unread: int = 0
    notes: tuple[str, ...] = ()

    @overload
    def __getitem__(self, index: int) -> Article: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Article, ...]: ...
    def __getitem__(self, index: int | slice) -> Article | tuple[Article, ...]:
        return self.articles[index]

    def __len__(self) -> int:
        return len(self.articles)

    def __iter__(self) -> Iterator[Article]:
        return iter(self.articles)

    def __add__(self, other: "Reading") -> "Reading":
        return Reading(
            self.articles + other.articles,
            self.excluded + other.excluded,
            self.skipped + other.skipped,
            self.undated + other.undated,
            self.illegible + other.illegible,
            self.example or other.example,
            self.unread + other.unread,
            tuple(dict.fromkeys((*self.notes, *other.notes))),
        )

    @property
    def remarks(self) -> tuple[str, ...]:
        """Korean: what of the file could not be read, a sentence each; what is left out for other reasons is counted
        above."""
        said = list(self.notes)
        if self.unread:
            said.append(f"칸이 어긋나거나 깨져 읽을 수 없는 행 {self.unread:,}개는 넣지 않았습니다.")
        if self.illegible:
            example = f"(예: ‘{self.example}’)" if self.example else ""
            said.append(f"며칠인지 알 수 없는 날짜{example}가 적힌 {self.illegible:,}건은 날짜 없이 읽었습니다.")
        if self.undated:
            said.append(f"날짜가 미래로 적힌 {self.undated:,}건은 날짜 없이 읽었습니다.")
        return tuple(said)


def collected(
    articles: Iterable[Article], *, excluded: int = 0, skipped: int = 0, illegible: int = 0, example: str = ""
) -> Reading:
    """The articles of a file. Those without a title are skipped, and counted with `skipped`; the rest as in `Reading`.

    A date after tomorrow is removed (our own clock may be behind), except from fiction."""
    latest = korean_today() + timedelta(days=1)
    found = list(articles)
    titled = [article for article in found if article.title]
    future = [not a.fictional and a.date is not None and a.date > latest for a in titled]
    dated = (replace(a, date=None, at=None) if wrong else a for a, wrong in zip(titled, future, strict=True))
    return Reading(tuple(dated), excluded, skipped + len(found) - len(titled), sum(future), illegible, example)


def korean_today() -> date:
    """The calendar day in Korea."""
    return datetime.now(KOREA).date()


def refusal(broken: str) -> Callable[[Exception], str]:
    """What to say of whatever a reader raised: that the file is too much, or `broken` (Korean)."""
    too_much = "파일이 너무 크거나 복잡해 읽기를 멈췄습니다. 기간이나 기사를 나누어 작은 파일로 올려 주세요."
    return lambda error: too_much if isinstance(error, MemoryError | Overrun) else broken


def read_bytes(source: bytes | Path) -> bytes:
    """The bytes of a file, or the bytes themselves. Raises NewsError for a missing, empty or oversized file."""
    if isinstance(source, Path):
        try:
            size = source.stat().st_size
            data = source.read_bytes() if size <= MAX_BYTES else b""
        except OSError as error:
            named = josa(f"'{source.name}'", "을/를")
            raise NewsError(f"기사 파일 {named} 열 수 없습니다. 경로와 권한을 확인해 주세요.") from error
    else:
        data, size = source, len(source)
    if size > MAX_BYTES:
        raise NewsError(f"기사 파일이 너무 큽니다. {MAX_BYTES // 2**20} MB 이하로 나누어 주세요.")
    if not data or data.isspace():  # no copy of it, unlike strip
        raise NewsError("기사 파일이 비어 있습니다. 내용이 있는 파일을 골라 주세요.")
    return data
