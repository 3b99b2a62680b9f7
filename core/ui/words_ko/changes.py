"""The Korean words of the record of changes of what all share."""

from collections.abc import Mapping, Sequence
from typing import Any

from core.keywords.lexicon.file import LexiconEntry
from core.services.changes import ChangeKind, SharedChange
from core.ui.words_ko.lexicon import kind_of
from core.ui.words_ko.news import source_name

TITLE = "바뀐 기록"
LEAD = "누가 언제 무엇을 바꾸었는지 새것부터 보여 줍니다. 되돌리면 그것도 기록에 남습니다."
NONE = "아직 바뀐 것이 없습니다."
TAKE_BACK = "되돌리기"
KINDS: Mapping[ChangeKind, str] = {
    "lexicon": "낱말집",
    "exclusions": "빼는 말",
    "terms": "기사를 고르는 말",
    "catalog": "그룹과 멤버",
    "news": "기사",
    "retention": "기사를 보관하는 날수",
    "choice": "모두의 기준",
}
_CHOICES = {"active_reference": "기준 사진 세트", "engine": "얼굴 엔진", "active_run": "학습 결과"}
_DECISIONS = {"in": "기사에 넣음", "out": "기사에서 뺌", "": "자동 판정으로 돌림"}
_TERMS = {"every": "모두 있어야 함", "some": "하나는 있어야 함", "without": "없어야 함"}
_WHOLE = {"added": "목록에 넣음", "gone": "목록에서 뺌"}
_FIELDS = {
    "name": "이름",
    "latin": "로마자 이름",
    "colour": "색",
    "members": "멤버",
    "aliases": "다른 이름",
    "search": "검색어",
    "note": "소개",
    "retired": "비교에 넣을지",
    "merged_into": "다른 그룹과 합침",
}
_SHOWN = 4  # words of a change; the others are counted


def more(left: int) -> str:
    """Below a list of changes that is not whole."""
    return f"{left:,}건 더 보기"


def taken_back(change: SharedChange) -> str:
    """A change was taken back just now."""
    return f"{KINDS[change.kind]}: {f'‘{change.what}’ ' if change.what else ''}변경을 되돌렸습니다."


def was_taken_back(name: str) -> str:
    """Beside a change that no longer stands."""
    return f"{name}님이 되돌림"


def by(name: str, when: str) -> str:
    """Who made a change, and when."""
    return f"{name} · {when}"


def what_changed(change: SharedChange, fields: Sequence[str] = ()) -> str:
    """In a few words what became of what. fields: of a change of groups, as of `changed_fields`."""
    before, after = change.before, change.after
    if change.kind == "lexicon":
        return " · ".join(_lexicon(before, after))
    if change.kind == "exclusions":
        out, back = ([word for word, left in after.items() if left == wanted] for wanted in (True, False))
        return " · ".join(f"{what}: {_some(words)}" for what, words in (("뺌", out), ("다시 셈", back)) if words)
    if change.kind == "terms":
        return next(_terms(one) for one in after.values())
    if change.kind == "catalog":
        whole = [_WHOLE[field] for field in fields if field in _WHOLE]
        parts = ", ".join(_FIELDS[field] for field in fields if field in _FIELDS)
        return " · ".join([*whole, *([f"바뀐 것: {parts}"] if parts else [])]) or "바꿈"
    if change.kind == "news":
        return next(_DECISIONS.get(str(one), "") for one in after.values())
    return _numbers(before, after) if change.kind == "retention" else ", ".join(_CHOICES.get(key, key) for key in after)


def _numbers(before: Mapping[str, int], after: Mapping[str, int]) -> str:
    return " · ".join(f"{source_name(one)}: {_days(before[one])} → {_days(days)}" for one, days in after.items())


def _days(number: int) -> str:
    return f"{number:,}일" if number else "지울 때까지"


def _lexicon(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    def entries(said: Mapping[str, Any]) -> list[LexiconEntry]:
        return [LexiconEntry(*one) for own in said.values() if isinstance(own, list) for one in own]

    old, new = entries(before), entries(after)
    came = [f"{one.word}({kind_of(one)})" for one in new if one not in old]
    gone = [f"{one.word}({kind_of(one)})" for one in old if one not in new]
    return [f"{what}: {_some(words)}" for what, words in (("넣음", came), ("뺌", gone)) if words]


def _terms(after: Mapping[str, list[str]] | None) -> str:
    said = [f"{_TERMS[kind]}: {_some(words)}" for kind, words in (after or {}).items() if words]
    return " · ".join(said) or "모든 기사를 읽음"


def _some(words: list[str]) -> str:
    shown, left = words[:_SHOWN], len(words) - _SHOWN
    return ", ".join(shown) + (f" 외 {left}개" if left > 0 else "")
