"""The Korean words of the editor of groups and members."""

from core.catalog import Group, Member
from core.services.catalog.edit import GroupOrigin
from core.text.korean import attach as josa
from core.ui.words_ko.common import MEMBER, NAME, UNDO, Tone, steps, undone

__all__ = ["NAME", "UNDO", "steps", "undone"]

TITLE = "비교할 그룹"
LEAD = "고친 것은 작업 폴더에만 적습니다. 사진은 옮기거나 지우지 않으므로 무엇이든 되돌릴 수 있습니다."
RETIRED_TITLE = "비교에서 뺀 그룹"
RETIRED_LEAD = "사진은 그대로 있습니다. 다시 넣으면 바로 비교에 들어옵니다."
NOBODY = "비교할 그룹이 없습니다. 아래에서 그룹을 추가하거나 뺀 그룹을 다시 넣어 주세요."
KINDS: dict[GroupOrigin, tuple[str, Tone]] = {
    "shipped": ("기본", "gray"),
    "changed": ("고침", "orange"),
    "own": ("추가함", "violet"),
}
RETIRED, MERGED = "비교에서 뺌", "합침"
EDIT, LOOK, BACK, SAVE = "고치기", "보기", "목록으로", "저장"
BRING_BACK, SPLIT = "다시 넣기", "다시 나누기"
NOTHING_CHANGED = "바뀐 것이 없습니다. 값을 고친 뒤 저장해 주세요."
LAST_CHANGE = "마지막 변경"

# A new group
ADD, ADD_GO = "그룹 추가", "추가하기"
ADD_AID = "이름과 멤버만 적으면 됩니다. 색과 검색어는 알아서 정하고, 나중에 고칠 수 있습니다."
NAME_HINT = "예: 새별"
LATIN, LATIN_HINT = "영문 이름", "예: New Star (없으면 비워 둡니다)"
MEMBERS_AREA = "멤버 (한 줄에 한 명)"
MEMBERS_HINT = "하나\n둘, Dul"
MEMBERS_HELP = "영문 이름은 쉼표 뒤에 적습니다. 검색어는 ‘그룹 멤버’로 넣어 둡니다."

# A group
FIELDS = "이름과 색"
COLOUR = "색"
PROPOSE = "겹치지 않는 색 고르기"
COLOUR_AID = "모든 차트에서 이 그룹을 나타냅니다."
ALIASES = "다른 이름 (한 줄에 하나)"
ALIASES_HELP = "이 이름의 폴더에 든 사진도 이 그룹으로 봅니다. 이름을 바꾸면 옛 이름이 여기에 들어옵니다."
ALIASES_HINT = "예: 기사에 쓰이는 다른 표기"
SEARCH = "검색어 (한 줄에 하나)"
SEARCH_HELP = "뉴스를 찾을 때 씁니다. 비우면 처음 값으로 돌아갑니다."
NOTE = "편집 노트"
NOTE_HELP = "컨셉 화면에 보입니다. 두세 문장이 좋습니다."

# Members
ADD_MEMBERS, ADD_MEMBERS_GO = "멤버 추가", "멤버 넣기"
MEMBER_ALIASES_HELP = "이 이름의 폴더에 든 사진도 이 멤버로 봅니다."
MEMBER_SEARCH_HELP = "사진을 모을 때 위에서부터 씁니다. 비우면 ‘그룹 멤버’로 찾습니다."
SEARCH_WORDS, OTHER_NAMES = "검색어", "다른 이름"
CLOSE = "닫기"
EDIT_MEMBER = "멤버 고치기"
RETIRE_MEMBER_AID = "이 멤버의 사진을 비교와 수집에서 뺍니다."

# Merging, retiring, going back
MANAGE = "합치기와 빼기"
MERGE_GO, MERGE_INTO = "합치기", "합칠 그룹"
MERGE_AID = "이 그룹의 사진을 고른 그룹의 사진으로 봅니다. 같은 이름의 멤버는 한 사람이 되고, 나머지는 옮겨 갑니다."
MERGE_MEMBER_INTO = "같은 사람이면 합치기"
MERGE_MEMBER_AID = "이 멤버의 사진을 고른 멤버의 사진으로 봅니다."
CHOOSE = "고르기"
NO_TARGET = "합칠 곳을 먼저 골라 주세요."
RETIRE = "비교에서 빼기"
RETIRE_AID = "비교, 수집, 컨셉 목록에서 빠집니다. 사진과 지난 결과는 남습니다."
RESET, RESET_AID = "처음 값으로", "이름, 색, 멤버를 처음 값으로 되돌립니다."
REMOVE, REMOVE_AID = "목록에서 지우기", "추가한 그룹을 목록에서 지웁니다. 사진은 폴더 이름의 그룹으로 남습니다."


def ordinary(name: str) -> str:
    """Why other spellings help where a name is also a word."""
    return (
        f"{josa(f'‘{name}’', '은/는')} 흔한 말이기도 해서 기사를 잘못 고를 수 있습니다. "
        "기사에 쓰이는 다른 표기나 멤버 이름을 적어 주시면 더 정확합니다."
    )


def members(group: Group) -> str:
    """How many are compared with, and who."""
    people = group.active_members
    return f"{MEMBER} {len(people)}명 · {' · '.join(m.name for m in people)}" if people else f"{MEMBER} 없음"


def members_title(group: Group) -> str:
    """Over the members of a group."""
    return f"{MEMBER} {len(group.active_members)}명"


def merged_into(name: str) -> str:
    """Where a merged group or member is now."""
    return f"{josa(name, '으로/로')} {MERGED}"


FINE_COLOUR = "흰 바탕과 어두운 바탕에서 잘 보이고, 다른 그룹의 색과 구별됩니다."


def too_faint(ratio: float, dark: bool) -> str:
    """A colour that one of the papers swallows."""
    paper = "어두운" if dark else "흰"
    return f"{paper} 바탕에서 잘 보이지 않습니다(대비 {ratio:.1f} : 1). 3 : 1이 넘는 색이 좋습니다."


def looks_like(name: str, everybody: bool) -> str:
    """A colour that is easily taken for another group's. everybody: also with full colour vision."""
    who = "" if everybody else "색을 다르게 보는 사람(색각 이상)에게는 "
    return f"{who}{name}의 색과 헷갈립니다. 다른 색이 좋습니다."


def added(name: str, count: int) -> str:
    """A group was added."""
    return f"{josa(name, '을/를')} 멤버 {count}명과 함께 추가했습니다."


def done(name: str, what: str) -> str:
    """What was done with a group or a member."""
    return f"{josa(name, '을/를')} {_DONE[what]}"


_DONE = {
    "saved": "고쳤습니다.",
    "retired": "비교에서 뺐습니다.",
    "back": "다시 넣었습니다.",
    "split": "다시 나누었습니다.",
    "reset": "처음 값으로 되돌렸습니다.",
    "removed": "목록에서 지웠습니다.",
}


def renamed(old: str, new: str) -> str:
    """The same with another name."""
    return f"{old}의 이름을 {josa(new, '으로/로')} 바꾸었습니다. 옛 이름은 ‘다른 이름’에 남습니다."


def merged(name: str, into: str) -> str:
    """Two became one."""
    return f"{josa(name, '을/를')} {into}에 합쳤습니다."


def members_added(group: str) -> str:
    """People joined a group."""
    return f"{group}에 멤버를 넣었습니다."


def member_line(member: Member) -> str:
    """A member's search words and other names."""
    line = f"{SEARCH_WORDS}: {', '.join(member.search)}"
    return f"{line} · {OTHER_NAMES}: {', '.join(member.aliases)}" if member.aliases else line
