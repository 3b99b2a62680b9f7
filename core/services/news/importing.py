"""Articles out of files that a person has: each under the group it belongs to, or counted by why not."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.catalog import Catalog, load_real
from core.errors import NewsError
from core.news.fingerprint import fingerprint
from core.news.gate import DUPLICATE, Relevance
from core.news.load import load_bytes
from core.services.concept.names import group_names, name_finder
from core.services.news.about import Subjects, called
from core.services.news.articles import filed
from core.services.permitted import permitted
from core.settings import Settings
from core.storage.news.articles import ArticleKey, Articles
from core.storage.news.collection_log import GroupReport
from core.text.numbers import percent
from core.types import Article, Progress, Upload, silent


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of the rows. groups: what was kept; unknown: a group's name in a file that no group in use has -> its
    rows; nameless: rows without a group and whose text names none.

    excluded: marked by the press analyst as not to be analysed; skipped: without a title; unnamed: kept because a
    person said whose the file is, though they name nobody of it. remarks: Korean, what of the files could not be read;
    problems: a Korean sentence about each file that could not be read at all."""

    groups: tuple[GroupReport, ...]
    unknown: Mapping[str, int]
    nameless: int
    excluded: int
    skipped: int
    unnamed: int
    remarks: tuple[str, ...]
    problems: tuple[str, ...]

    @property
    def new(self) -> int:
        return sum(group.new for group in self.groups)


@permitted("news.change", on="group")
def import_files(
    settings: Settings, uploads: Sequence[Upload], group: str = "", progress: Progress = silent
) -> ImportReport:
    """Keep the articles of files: under the group that their row names, else under `group`, else under the one that
    their text is about. Raises NewsError where there is no file, UnknownNameError for a `group` that is none."""
    if not uploads:
        raise NewsError("기사 파일을 먼저 골라 주세요.")
    catalog = load_real(settings)
    chosen = catalog.find(group).id if group else ""
    subjects = Subjects({one.id: group_names(one.id, (catalog,)) for one in catalog}, name_finder(settings))
    rows: dict[tuple[str, bool], list[Article]] = {}
    unknown: Counter[str] = Counter()
    nameless = excluded = skipped = 0
    remarks, problems = [], []
    for number, upload in enumerate(uploads):
        within = _within(progress, number, len(uploads), upload.path)
        try:
            reading = load_bytes(upload.path, upload.data, chosen, within)
        except NewsError as error:
            problems.append(f"{upload.path}: {error}")
            continue
        excluded, skipped = excluded + reading.excluded, skipped + reading.skipped
        remarks += [f"{upload.path}: {remark}" for remark in reading.remarks]
        for article in reading:
            owner = _owner(catalog, article.group) if article.group else subjects.of(article)
            if owner:
                rows.setdefault((owner, bool(article.group)), []).append(article)
            elif article.group:
                unknown[article.group] += 1
            else:
                nameless += 1
    new: dict[str, int] = {}
    for (owner, by_person), articles in rows.items():
        new[owner] = new.get(owner, 0) + Articles(settings).keep(owner, articles, filed=by_person)
    verdicts = {owner: _verdicts(settings, owner, rows) for owner in new}
    groups = [GroupReport(owner).plus(new[owner], verdicts[owner]) for owner in new]
    unnamed = sum(one.code == "filed" for one in verdicts.get(chosen, ()))
    progress(len(uploads), len(uploads), "")
    return ImportReport(
        *(tuple(groups), dict(unknown), nameless, excluded, skipped, unnamed, tuple(remarks), tuple(problems))
    )


def _verdicts(settings: Settings, owner: str, rows: Mapping[tuple[str, bool], Sequence[Article]]) -> list[Relevance]:
    """Of a group's rows as the list of its articles has them: one that came twice counts once."""
    listed = {one.key: one.gate for one in filed(settings, owner)}
    return [
        listed.pop(ArticleKey(owner, article.source, fingerprint(article)), DUPLICATE)
        for (group, _), articles in rows.items()
        if group == owner
        for article in articles
    ]


def _within(progress: Progress, number: int, files: int, name: str) -> Progress:
    """How far one file is, told as that of all: in its label."""

    def report(done: int, total: int, _: str) -> None:
        progress(number, files, f"{name} ({percent(done / total)})" if total else name)

    report(0, 0, "")
    return report


def _owner(catalog: Catalog, name: str) -> str:
    found = called(name, catalog.lookup)
    return found.id if found is not None and not found.retired else ""
