"""The loop of a collection: members in turn, each gets its next photo, until all have the target.

In turn, so that a collection stopped early has some photos of every member and not all of the first few.
"""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from urllib.parse import urlsplit

from core.collect.outcomes import KEPT
from core.collect.source import PhotoSource
from core.errors import CollectError, ImageError
from core.faces.on_file import photo_on_file
from core.settings import Settings
from core.storage.reference.collection_log import Collections, Fetched, Spool, Spooled
from core.storage.reference.library import Library, LibraryPhoto, file_name, which_photo
from core.types import Candidate, MemberId, Progress, Rights, Upload, silent
from core.web.fetcher import PASSING, Answer, Fetcher, FetchError

PhotoJudge = Callable[[Upload], str]  # a photo that can be decoded -> "" if it is worth keeping, else an outcome's code

_SMALLEST = 60  # px of the shorter side: no face in it could be used
_AT_ONCE = 5  # candidates of a member before it is the next one's turn
_LOOKED_AT = 5  # times the target: who is not found among them is not going to be
_AT_LEAST = 20
_DOWN = 5  # candidates in a row without an answer
_HOSTS = 3  # ... at that many hosts, or at all there are: not just one that is gone
_STATUS = {401: "denied", 403: "denied", 451: "denied"}
_UNKNOWN_RIGHTS = Rights("upload")  # of a file whose writer died before it recorded any
_RIGHTS = ("title", "author", "licence", "licence_url", "page", "url")  # fields that a candidate hands on


@dataclass(frozen=True, slots=True)
class WantedMember:
    """A member to look for. title: for the progress; kept: photos that an earlier attempt brought already."""

    member: MemberId
    title: str
    queries: tuple[str, ...]
    target: int
    kept: int = 0


class Collector:
    """One attempt at one collection. Every address is settled one at a time: fetched, judged, stored, written down."""

    def __init__(
        self,
        settings: Settings,
        set_id: str,
        collection_id: str,
        source: PhotoSource,
        fetcher: Fetcher,
        judge: PhotoJudge,
        progress: Progress = silent,
    ) -> None:
        self._settings, self._set, self._id = settings, set_id, collection_id
        self._source, self._fetcher, self._judge, self._progress = source, fetcher, judge, progress
        self._journal, self._spool = Collections(settings), Spool(settings, set_id)
        self._library = Library(settings, set_id)
        self._done: set[str] = set()  # addresses, this attempt's failures among them
        self._again: set[str] = set()  # addresses that failed in an earlier attempt
        self._here: dict[str, LibraryPhoto] = {}  # what the set has
        self._failing: list[str] = []  # hosts of the candidates that failed last, without another in between
        self._hosts: set[str] = set()

    def run(self, wanted: Sequence[WantedMember]) -> None:
        """Collect until every member has the target or the source has no more. What came is kept, whatever happens.

        Raises Stopped of the fetcher, and CollectError where the source cannot be queried or no host answers."""
        self._done, self._again = self._journal.settled(self._set), self._journal.failed(self._set)
        self._here = {which_photo(photo.name): photo for photo in self._library.photos()}
        kept = self._finish_spooled()
        every = [_MemberSearch(one, one.kept + kept.get(one.member, 0), self._candidates(one)) for one in wanted]
        searches = deque(every)
        total = sum(one.target for one in wanted)
        while searches:
            search = searches.popleft()
            if self._advance(search, lambda search=search: self._report(search, every, total)):  # type: ignore[misc]
                searches.append(search)

    def _advance(self, search: "_MemberSearch", report: Callable[[], None]) -> bool:
        """Look for a member's next photo. False when there is nothing more to do for it."""
        report()
        for _ in range(_AT_ONCE):
            if search.kept >= search.wanted.target or search.looked >= _LOOKED_AT * search.wanted.target + _AT_LEAST:
                return False
            candidate = next(search.candidates, None)
            if candidate is None:
                report()  # a browser that was stopped looks the same as one that finds no more
                return False
            search.looked += 1
            outcome = self._process_candidate(candidate, search.wanted.member)
            report()
            if outcome == KEPT:
                search.kept += 1
                report()
                break
        return search.kept < search.wanted.target

    def _report(self, search: "_MemberSearch", searches: Sequence["_MemberSearch"], total: int) -> None:
        done = sum(min(one.kept, one.wanted.target) for one in searches)
        self._progress(done, total, f"{search.wanted.title} {search.kept}/{search.wanted.target}")

    def _candidates(self, wanted: WantedMember) -> Iterator[Candidate]:
        """Addresses that no query of any member gave before; those that failed in an earlier attempt come last, or a
        few hosts that are gone would end each attempt at the same place."""
        later: list[Candidate] = []
        for query in wanted.queries:
            for candidate in self._source.search(query):
                if candidate.url in self._done:
                    continue
                self._done.add(candidate.url)
                if candidate.url in self._again:
                    later.append(candidate)
                else:
                    yield candidate
        yield from later

    def _process_candidate(self, candidate: Candidate, member: MemberId) -> str:
        """One address, from asking to its line in the journal. Returns what became of it."""
        if 0 < min(candidate.width, candidate.height) < _SMALLEST:
            return self._written(candidate, member, "small", 0)
        try:
            answer = self._fetcher.get(candidate.url, self._settings.max_file_bytes)
        except FetchError as error:
            self._written(candidate, member, error.outcome, 0)
            self._record_host(candidate, failed=error.outcome in PASSING)
            return error.outcome
        self._record_host(candidate, failed=False)
        if refusal := _refusal(answer):
            return self._written(candidate, member, refusal, len(answer.body))
        spooled = Spooled(self._source.name, candidate, member, answer.body)
        self._spool.put(spooled)
        return self._finish(spooled)

    def _finish(self, spooled: Spooled) -> str:
        """A photo that is here: judge it, store it, write it down."""
        outcome = self._stored(spooled)
        self._written(spooled.candidate, spooled.member, outcome, len(spooled.data))
        self._spool.drop(spooled.candidate.url)
        return outcome

    def _stored(self, spooled: Spooled) -> str:
        candidate, upload = spooled.candidate, Upload(_file(spooled.candidate), spooled.data)
        try:
            photo = photo_on_file(upload, self._settings)
        except ImageError:
            return "unreadable"
        which = which_photo(file_name(spooled.member, photo))
        here = self._here.get(which)
        if here is not None and here.rights != _UNKNOWN_RIGHTS:
            # Stored by a process that died before it could say so, or the same photo elsewhere.
            return KEPT if here.rights.url == candidate.url else "same"
        if here is None and (verdict := self._judge(upload)):
            return verdict
        about = {name: getattr(candidate, name) for name in _RIGHTS}
        rights = Rights(source=spooled.source, fetched=datetime.now(UTC), **about)
        if here is None:
            self._here[which] = self._library.add(spooled.member, photo, rights)
        else:
            self._here[which] = replace(here, rights=rights)
            self._library.record([self._here[which]])
        return KEPT

    def _finish_spooled(self) -> dict[MemberId, int]:
        """What a process that died had fetched; how many of them were kept, by member."""
        kept: dict[MemberId, int] = {}
        for spooled in self._spool.waiting():
            url = spooled.candidate.url
            if url in self._done:
                self._spool.drop(url)
                continue
            self._done.add(url)
            if self._finish(spooled) == KEPT:
                kept[spooled.member] = kept.get(spooled.member, 0) + 1
        return kept

    def _written(self, candidate: Candidate, member: MemberId, outcome: str, size: int) -> str:
        self._journal.record(self._set, self._id, [Fetched(candidate.url, member, outcome, size)])
        return outcome

    def _record_host(self, candidate: Candidate, *, failed: bool) -> None:
        """Stop when no host answers any more: trying the rest would only write off photos that are there."""
        host = urlsplit(candidate.url).hostname or ""
        self._hosts.add(host)
        self._failing = [*self._failing, host] if failed else []
        hosts = set(self._failing)
        if len(self._failing) >= _DOWN and (len(hosts) >= _HOSTS or hosts == self._hosts):
            raise CollectError(
                f"사진 {_DOWN}장을 잇달아 받지 못해 멈췄습니다. 인터넷 연결을 확인하고 잠시 뒤에 이어서 모아 주세요. "
                "모은 사진은 그대로 있습니다."
            )


@dataclass(slots=True)
class _MemberSearch:
    wanted: WantedMember
    kept: int
    candidates: Iterator[Candidate]
    looked: int = 0


def _refusal(answer: Answer) -> str:
    if answer.status != 200:
        return _STATUS.get(answer.status, "gone")
    return "" if answer.body else "empty"


def _file(candidate: Candidate) -> str:
    """What the photo is called in the set: its title, so that people find it again."""
    return f"{candidate.title.replace('/', '_')[:60].strip() or 'photo'}.jpg"
