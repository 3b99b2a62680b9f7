"""Collecting news of groups: where from, ask a source, keep every page as it comes, say what came and what failed."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from core.catalog import Group, load_real
from core.errors import NewsError
from core.news.gate import UNWANTED, judge
from core.news.reading import korean_today
from core.news.source import BrokenPage, NewsSource, Page, Query
from core.news.table import SOURCES, hosts
from core.news.wikipedia import background
from core.services.collecting import NO_KEYS, CollectionWork, SourceInfo, check_source
from core.services.concept.names import name_finder
from core.services.news.terms import all_terms, check_terms
from core.services.permitted import permitted
from core.settings import Settings
from core.storage.news.articles import Articles
from core.storage.news.backgrounds import background_on_file, keep_background, remove_backgrounds
from core.storage.news.collection_log import GroupReport, NewsCollections, Plan, Report
from core.storage.news.retention import keep_days
from core.text.terms import EVERY_TEXT, Terms
from core.types import Progress
from core.web.fetcher import Fetcher

_REPORTS = 5  # collections; older ones are of no interest
_BACKGROUND_DAYS = 30  # before an encyclopedia is asked again


@permitted("news.read")
def sources(settings: Settings, keys: Mapping[str, str] = NO_KEYS) -> tuple[SourceInfo, ...]:
    """The places to search. keys: given for this session, by the names of the settings."""
    reasons = {name: offer.why_not(settings, keys) for name, offer in SOURCES.items()}
    first = next((name for name, reason in reasons.items() if not reason), "")
    return tuple(
        SourceInfo(name, offer.title, reasons[name], offer.terms, name == first, keep_days(settings, name))
        for name, offer in SOURCES.items()
    )


@permitted("news.change")
def collect(progress: Progress, settings: Settings, plan: Plan, keys: Mapping[str, str] = NO_KEYS) -> str:
    """Collect; a job for `core.jobs` in the lane "collecting". keys: of Naver, by the names of the settings.

    Cancelled or stopped, it keeps what came. A failed search stands in its group's report and the next one begins.
    Returns a Korean sentence. Raises StudioError where no further request is possible; what came is kept then too."""
    groups = check(settings, plan, keys)
    log = NewsCollections(settings)
    collection = log.new_id()
    with log.at_work(collection):
        delete_expired(settings)
        log.begin(collection, plan)
        search = _Search(settings, plan, CollectionWork(progress, log, collection), log, collection)
        return search.work.run(lambda: search.run(groups, keys), search.came)


@permitted("news.change", looks=True)
def check(settings: Settings, plan: Plan, keys: Mapping[str, str] = NO_KEYS) -> list[Group]:
    """The groups of a plan. Raises StudioError where it cannot work: source, keys, groups, period."""
    check_source(sources(settings, keys), plan.source, "뉴스 출처", NewsError)
    if not plan.groups:
        raise NewsError("뉴스를 모을 그룹을 한 팀 이상 골라 주세요.")
    if plan.since > plan.until or plan.since > korean_today():
        raise NewsError("기간의 시작이 끝이나 오늘보다 늦습니다. 기간을 다시 골라 주세요.")
    if plan.terms is not None:
        check_terms(plan.terms)
    catalog = load_real(settings)
    groups = list(dict.fromkeys(catalog.find(name) for name in plan.groups))
    retired = [group.name for group in groups if group.retired]
    if retired:
        raise NewsError(f"{', '.join(retired)}: 비교에서 뺀 그룹입니다. 모을 그룹을 다시 골라 주세요.")
    return groups


@permitted("news.read")
def reports(settings: Settings, count: int = _REPORTS) -> list[Report]:
    """The last collections, newest first."""
    return NewsCollections(settings).last(count)


@permitted("news.change")
def stop(settings: Settings, collection_id: str) -> None:
    """Ask a collection to stop, from any process, after the current request. What came is kept."""
    NewsCollections(settings).request_stop(collection_id)


def delete_expired(settings: Settings) -> int:
    """Delete what may not be kept any longer, whoever is there; how many articles and texts."""
    if not settings.database.exists():
        return 0
    return Articles(settings).remove_over() + remove_backgrounds(settings, only_over=True)


class _Search:
    """One collection. work: how it goes and ends."""

    def __init__(
        self, settings: Settings, plan: Plan, work: CollectionWork, log: NewsCollections, collection: str
    ) -> None:
        self._settings, self._plan, self.work = settings, plan, work
        self._log, self._id = log, collection
        self._finder = name_finder(settings)
        self._terms = all_terms(settings)
        self._groups: list[GroupReport] = []
        self._fetcher = Fetcher(settings, work.stop, hosts=hosts(settings))

    def run(self, groups: Sequence[Group], keys: Mapping[str, str]) -> None:
        source = SOURCES[self._plan.source].open(self._settings, self._fetcher, keys)
        before = 0  # requests
        failed: list[NewsError] = []
        for number, group in enumerate(groups):
            self._groups.append(GroupReport(group.id))
            try:
                before += self._search(source, group, before, len(groups) - number - 1)
                self._look_up(group)
            except NewsError as error:
                self._tell(replace(self._groups[-1], problem=str(error)))
                failed.append(error)
                if not isinstance(error, BrokenPage):  # the next group would fare no better
                    raise
        if len(failed) == len(groups) and not any(group.found for group in self._groups):
            raise NewsError(str(failed[0]))

    def came(self, error: Exception | None) -> str:
        """What came, as a sentence; nothing at all after an error that left nothing."""
        found, new, admitted = (sum(getattr(g, name) for g in self._groups) for name in ("found", "new", "admitted"))
        if not found:
            return "" if error else "찾은 기사가 없습니다."
        return f"기사 {found:,}건을 찾아 새 기사 {new:,}건을 담았습니다. 찾은 기사 가운데 {admitted:,}건을 씁니다."

    def _search(self, source: NewsSource, group: Group, before: int, left: int) -> int:
        """Every page of a group; how many requests it took."""
        done = 0
        words = group.search or (f"{group.name} {group.latin}".strip(),)
        query = Query(group.id, self._terms_of(group).phrases(words), self._plan.since, self._plan.until)
        self.work.last = (before, before + left + 1, group.name)
        for page in source.search(query):
            done = page.done
            self._keep(group, page)
            # The number of requests of the groups to come is unknown: estimated as that of this one.
            self.work.report(before + done, before + page.total * (left + 1), group.name)
        return done

    def _terms_of(self, group: Group) -> Terms:
        return self._terms.get(group.id, EVERY_TEXT) if self._plan.terms is None else self._plan.terms

    def _keep(self, group: Group, page: Page) -> None:
        # What a source gives may be less than the text that it searched: only a word that is there speaks against it.
        unwanted = Terms(without=self._terms_of(group).without)
        wanted = [article for article in page.articles if unwanted.wants(article.text)]
        new = Articles(self._settings).keep(group.id, wanted, filed=False)
        verdicts = [judge(article, self._finder, group.id, filed=False) for article in wanted]
        verdicts += [UNWANTED] * (len(page.articles) - len(wanted))
        now = self._groups[-1].plus(new, verdicts)
        self._tell(replace(now, problem=page.problem or now.problem))

    def _look_up(self, group: Group) -> None:
        """What an encyclopedia says of the group; that it does not answer spoils no collection of news."""
        on_file = background_on_file(self._settings, group.id)
        if on_file and datetime.now(UTC) - on_file[1] < timedelta(days=_BACKGROUND_DAYS):
            return
        try:
            # A name that is also a word leads elsewhere: only a text that names the group's own people is about it.
            for title in (f"{group.name} (음악 그룹)", group.name, group.latin):
                found = background(self._settings, self._fetcher, [title]) if title else None
                if found and any(member.name in found.text for member in group.members):
                    keep_background(self._settings, group.id, found)
                    return
        except NewsError as error:
            now = self._groups[-1]
            self._tell(replace(now, problem=now.problem or str(error)))

    def _tell(self, now: GroupReport) -> None:
        self._groups[-1] = now
        self._log.tell(self._id, self._groups)
