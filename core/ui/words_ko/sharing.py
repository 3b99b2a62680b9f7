"""The Korean words of links and comments. Pure: values in, sentences out."""

from collections.abc import Mapping, Sequence

from core.sharing.comment import About
from core.sharing.link import LinkKind

# Links
SHARE = "링크"
SHARE_AID = {
    "project": "이 프로젝트의 지금 보는 부분을 그대로 엽니다.",
    "version": "이 버전의 지금 보는 부분을 그대로 엽니다.",
    "report": "고른 형식과 넣을 것으로, 열 때마다 보고서를 새로 만듭니다.",
    "concept": "지금 보는 그룹과 화면, 필터, 고른 낱말을 그대로 엽니다.",
}
WHO_OPENS = {
    "project": "이 프로젝트를 볼 수 있는 사람만 열 수 있습니다.",
    "concept": "컨셉을 볼 수 있는 사람만 열 수 있습니다.",
}
LET_IN_FIRST = "받을 사람이 볼 수 있는지 ‘함께 보는 사람’에서 먼저 확인해 주세요."
DAYS, MAKE = "며칠 동안 열리게 할까요", "링크 만들기"
COPY = "주소를 복사해 보내 주세요. 새로 만든 것이 맨 위에 있습니다."
NO_LINKS = "아직 만든 링크가 없습니다."
REVOKE, REVOKE_ALL = "거두기", "모두 거두기"
_WHAT: Mapping[LinkKind, str] = {"project": "프로젝트", "version": "버전", "report": "보고서", "concept": "컨셉"}

# Comments
COMMENTS = "댓글"
COMMENTS_AID = "프로젝트를 볼 수 있는 사람이 함께 봅니다."
NO_COMMENTS = "아직 댓글이 없습니다. 아래에 적어 주세요."
NO_COMMENTS_READ = "아직 댓글이 없습니다."
NONE_AT_ALL = "아직 댓글이 없습니다"
NONE_AT_ALL_HOW = (
    "‘라인업’의 버전과 연습생, ‘컨셉 보드’에 올린 것, 컨셉 화면의 낱말에 있는 ‘댓글’을 눌러 적으면 여기에 모입니다."
)
ALL_RESOLVED = "마무리하지 않은 댓글이 없습니다."
SAY, SAY_GO = "댓글 적기", "댓글 달기"
CALL = "알릴 사람(@)"
CALL_AID = "본문에 ‘@이름’으로 적어도 됩니다. 받는 사람의 왼쪽 메뉴에 표시됩니다."
NEW = "새 댓글"
EDIT, SAVE, CANCEL = "고치기", "고친 글 저장", "그만두기"
RESOLVE, REOPEN, DELETE = "마무리", "다시 열기", "댓글 지우기"
DELETE_AID = "고친 기록까지 함께 지웁니다. 되돌릴 수 없습니다."
DELETED = "댓글을 지웠습니다."
HISTORY, HISTORY_CLOSE = "고친 기록 보기", "고친 기록 닫기"
NOW_READS = "지금은 이렇게 적혀 있습니다. 한 번 더 저장하면 아래의 글로 바꿉니다."
GO_THERE = "이 자리로 가기"
WHICH, OPEN, EVERY = "어느 댓글을 볼까요", "마무리 전", "모두"
WHICH_OF = {"open": OPEN, "every": EVERY}
WORD_PROJECT = "어느 프로젝트의 댓글로"
GONE_ITEM = "보드에서 내린 것"


def link_title(kind: LinkKind, version: int, what: str) -> str:
    """Of a link in a list. what: the group of a concept, with the word that is read."""
    if version:
        return f"{_WHAT[kind]} {version}" if kind == "version" else f"버전 {version}의 {_WHAT[kind]}"
    return f"{_WHAT[kind]} · {what}" if what else _WHAT[kind]


def link_facts(by: str, until: str, uses: int, last: str, *, over: bool, revoked: bool) -> str:
    """Under a link in a list. until, last: moments for reading, last "" where it was never opened."""
    end = "거둠" if revoked else f"{until}에 끝남" if over else f"{until}까지"
    return " · ".join((by, end, f"{uses}번 열림, 마지막 {last}" if uses else "연 적 없음"))


def links(count: int) -> str:
    """Above the list: how many can be opened."""
    return f"열리는 링크 {count}개"


def more_links(left: int) -> str:
    """On the button below the list."""
    return f"더 보기 ({left}개 남음)"


def revoked(count: int) -> str:
    """They open no more."""
    return f"링크 {count}개를 거두었습니다. 이제 열리지 않습니다."


def talk(count: int, new: int) -> str:
    """On the button that opens what is said about something."""
    return f"{COMMENTS} {count} · 새 글 {new}" if new else f"{COMMENTS} {count}" if count else COMMENTS


def place(about: About, name: str) -> str:
    """What a comment is about. name: of a group, or what stands on a pin."""
    if about.kind == "version":
        return f"버전 {about.version}"
    if about.kind == "trainee":
        return f"버전 {about.version} · {about.what}"
    if about.kind == "word":
        return f"낱말 ‘{about.what}’ · {name}" if name else f"낱말 ‘{about.what}’"
    return f"컨셉 보드 · {short(name)}" if name else f"컨셉 보드 · {GONE_ITEM}"


def short(text: str, most: int = 40) -> str:
    """A line of a longer text."""
    flat = " ".join(text.split())
    return flat if len(flat) <= most else f"{flat[: most - 1]}…"


def signed(by: str, at: str, changed: str) -> str:
    """Who said it, and when. changed: "" where it is as it was written."""
    return f"{by} · {at}" + (f" · {changed}에 고침" if changed else "")


def called(names: Sequence[str]) -> str:
    """Whom a comment calls."""
    return " ".join(f"@{name}" for name in names)


def resolved_by(name: str, at: str) -> str:
    """It is dealt with."""
    return f"{name}님이 {at}에 마무리함"


def resolved(count: int, *, shown: bool) -> str:
    """On the button that shows those that are dealt with."""
    return f"마무리한 댓글 {count}개 {'접기' if shown else '보기'}"


def earlier(at: str) -> str:
    """Above how a comment read before."""
    return f"{at}부터"


def sure(text: str) -> str:
    """Before a comment is deleted."""
    return f"“{short(text)}” 댓글을 지울까요?"


def new_in(name: str, count: int, called: int) -> str:
    """At the side of every page, of one plan."""
    return f"새 댓글 {count} · {short(name, 20)}" + (" · 나를 부름" if called else "")


def new_in_several(count: int, plans: int, called: int) -> str:
    """At the side of every page, of several plans."""
    return f"새 댓글 {count} · 프로젝트 {plans}곳" + (" · 나를 부름" if called else "")


def more_earlier(left: int) -> str:
    """On the button above the last comments about something."""
    return f"이전 댓글 더 보기 ({left}개)"


def more_places(left: int) -> str:
    """On the button below the list of what was said."""
    return f"더 보기 ({left}곳 남음)"
