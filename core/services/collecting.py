"""What collecting photos and collecting news have in common: where from, and how a collection goes and ends."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from core import jobs
from core.errors import StudioError
from core.storage.collection_log import CollectionLog
from core.types import Progress
from core.web.fetcher import Stopped

NO_KEYS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class SourceInfo:
    """A place to collect from. why_not: Korean, "" where it can be used; terms: what to know of the rights.

    default: what to offer first. keep_days: how long what comes from there is kept, 0 until it is deleted."""

    name: str
    title: str
    why_not: str
    terms: str
    default: bool = False
    keep_days: int = 0

    @property
    def usable(self) -> bool:
        return not self.why_not


def check_source(known: Iterable[SourceInfo], name: str, kind: str, error: type[StudioError]) -> None:
    """Raises `error` for a source that is none or cannot be used. kind: what to call them (Korean)."""
    sources = {source.name: source for source in known}
    if name not in sources:
        raise error(f"'{name}' {kind}는 없습니다. 사용할 수 있는 출처: {', '.join(sources)}")
    if not sources[name].usable:
        raise error(sources[name].why_not)


class CollectionWork:
    """A collection at work, as a job: reports how far it is, notices that it is to end, writes down how it ended.

    last: the last report, repeated whenever it is asked whether to stop. stopped: it ended before it was done."""

    def __init__(self, progress: Progress, log: CollectionLog, collection_id: str, label: str = "") -> None:
        self._progress, self._log, self._id = progress, log, collection_id
        self._why: jobs.Cancelled | jobs.Stopping | None = None
        self.last = (0, 0, label)
        self.stopped = False

    def report(self, done: int, total: int, label: str) -> None:
        """Raises Stopped where it is to stop."""
        self.last = (done, total, label)
        if self.stop():
            raise Stopped

    def stop(self) -> bool:
        """Is it to stop: by its flag, because its job is cancelled, or because the studio ends?"""
        if self._why is None:
            try:
                self._progress(*self.last)
            except (jobs.Cancelled, jobs.Stopping) as error:
                self._why = error
        return self._why is not None or self._log.stop_requested(self._id)

    def run(self, collect: Callable[[], None], came: Callable[[Exception | None], str]) -> str:
        """Collect, and return how it ended: a Korean sentence, which stands in the log as well. Call while `at_work`.

        came: what came until now, as a sentence, after this error if any. Raises what `collect` raises, other than
        Stopped, and Stopping where the studio ends."""
        self._log.clear_stop(self._id)
        self._log.set_state(self._id, "running")
        try:
            collect()
        except Stopped:
            self.stopped = True
        except Exception as error:
            unknown = f"예상하지 못한 오류로 멈췄습니다({type(error).__name__})."
            reason = str(error) if isinstance(error, StudioError) else unknown
            self._log.set_state(self._id, "failed", f"{reason} {came(error)}".strip())
            raise
        finally:
            self._log.clear_stop(self._id)
        sentence = f"모으기를 멈췄습니다. {came(None)}".strip() if self.stopped else came(None)
        self._log.set_state(self._id, "stopped" if self.stopped else "done", sentence)
        if isinstance(self._why, jobs.Stopping):
            raise self._why
        return sentence
