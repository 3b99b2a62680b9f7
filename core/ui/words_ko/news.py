"""The Korean words of the news section."""

from collections.abc import Mapping, Sequence
from datetime import date

from core.news.table import SOURCES as OFFERED
from core.text.terms import Terms
from core.ui.words_ko.common import CANCEL, DELETE_YES, GROUP, UNDO, UNEXPECTED, Tone

__all__ = ["CANCEL", "DELETE_YES", "GROUP", "UNDO", "UNEXPECTED"]

TITLE, LEAD = "기사", "컨셉의 말은 여기에 있는 기사에서 나옵니다. 그룹을 정말로 다룬 기사만 씁니다."
DEMO_LEAD = "데모의 기사는 지어낸 것이고 정해져 있어, 더 모으거나 뺄 수 없습니다. 내용만 볼 수 있습니다."
NOT_LISTED = (
    "그룹 목록에 없는 그룹이라 뉴스를 모을 수 없습니다. 기준 사진의 ‘그룹 목록’에서 이름과 검색어를 추가해 주세요."
)
VIEW = "기사 화면"
VIEWS = {"list": "기사 목록", "collect": "뉴스 모으기", "files": "파일 넣기", "keep": "보관과 삭제"}
EMPTY_HOW = (
    "기간을 고르고 ‘모으기 시작’을 누르면 됩니다. 빅카인즈 엑셀이나 CSV가 있으면 ‘파일 넣기’에서 넣어 주세요. 본문까지 "
    "있어 더 정확합니다."
)
SOURCES = {  # beside those that can be searched
    "bigkinds": "빅카인즈",
    "file": "넣은 파일",
    "rss": "RSS 파일",
    "wikipedia": "위키백과",
}

# Collecting
SOURCE, PERIOD, WHOSE = "뉴스를 찾을 곳", "기간", "누구의 뉴스"
PERIODS = {"quarter": "3개월", "year": "1년", "own": "직접"}
SINCE, UNTIL = "시작하는 날", "끝나는 날"
THIS_GROUP = "이 그룹만"
WHOSE_AID = "두드러지는 말은 다른 그룹의 기사와 견주어 찾습니다. 처음에는 모든 그룹을 함께 모으는 것이 좋습니다."
START, STOP, GO_ON = "모으기 시작", "멈추기", "이어서 모으기"
STOP_HELP = "받던 것까지 받고 멈춥니다. 모은 기사는 그대로 있습니다."
STARTING = "시작하는 중"
REPORTS = "모은 기록"
NO_REPORTS = "아직 모은 기록이 없습니다."
STATES: dict[str, tuple[str, Tone]] = {
    "running": ("모으는 중", "blue"),
    "stopped": ("멈춤", "orange"),
    "done": ("끝남", "green"),
    "failed": ("실패", "red"),
}
BY_GROUP = "그룹마다"
CUT_OFF = "중간에 멈췄습니다. 모은 기사는 그대로 있습니다."
NOTHING_YET = "아직 찾은 기사가 없습니다."

# Which articles are wanted
TERMS_TITLE = "읽을 기사 고르기"
TERMS_FIELDS = {
    "every": ("모두 들어 있어야 하는 말", "예: 컴백"),
    "some": ("하나라도 들어 있으면 되는 말", "예: 안무, 화보, 뮤직비디오"),
    "without": ("들어 있으면 기사를 빼는 말", "예: 주가, 열애설"),
}
TERMS_AID = (
    "말 사이는 쉼표로 나눕니다. 제목과 본문, 출처가 적은 말에서 찾고, 조사가 붙거나 띄어쓰기가 없어도 찾습니다. "
    "뉴스를 모을 때도 이 말로 찾습니다. 비워 두면 모두 읽습니다."
)
UNREAD = "‘읽을 기사 고르기’의 말에 맞지 않아 컨셉에서는 읽지 않습니다."
TERMS_GO = "이대로 읽기"
TERMS_MERGED = "그사이 다른 창에서 바꾼 말도 함께 둡니다."
TERMS_BACK = "되돌렸습니다. 읽는 기사는 전과 같습니다."
TERMS_CLEAR = "말 지우고 모두 읽기"

# Files
FILES_LABEL = "기사 파일을 여기에 놓거나 눌러서 골라 주세요"
FILES_AID = (
    "빅카인즈 엑셀(.xlsx), CSV·TSV, JSON, 텍스트(.txt), RSS(.xml)를 읽습니다. 엑셀, CSV, JSON에는 제목 열이 있어야 "
    "하고 그룹, 본문, 언론사, 날짜, 링크 열을 함께 읽습니다. 열 이름은 한글도 영어도 됩니다. 파일마다 48 MB까지입니다."
)
FILES_WHOSE = "그룹이 적히지 않은 기사는"
FILES_SPLIT = "내용을 보고 나누기"
FILES_GO = "넣기"
FILES_READING = "기사 파일을 읽고 있습니다"
PUT_AWAY = "닫기"
NEED_FILES = "기사 파일을 먼저 골라 주세요."

# The list
SHOW, SHOW_USED, SHOW_OUT = "보이는 기사", "쓰는 기사", "뺀 기사"
EVERY_REASON, WHY = "모든 까닭", "뺀 까닭"
LEFT_OUT: Mapping[str, str] = {
    "homonym": "일반 낱말",
    "unnamed": "이름 없음",
    "passing": "여럿 가운데 하나",
    "fictional": "지어낸 기사",
    "double": "같은 기사",
    "unwanted": "빼는 말",
    "out": "직접 뺌",
}
SEARCH, SEARCH_HINT = "기사에서 찾기", "제목, 본문, 언론사"
COLUMNS = ("날짜", "제목", "언론사", "쓰는 까닭 / 뺀 까닭", "출처", "원문")
COLUMNS_DEMO = (*COLUMNS[:3], COLUMNS[4])
REASON_COLUMN, LINK_COLUMN = COLUMNS[3], COLUMNS[5]
CSV_COLUMNS = ("그룹", *COLUMNS[:3], "본문", "쓰나", *COLUMNS[3:])
YES, NO = "예", "아니오"
FICTIONAL = "가상"  # the source of an article that was written for the demo
OPEN = "열기"
PICK_AID = "표의 왼쪽 칸으로 기사를 고르면 글을 읽고, 빼거나 다시 쓸 수 있습니다."
PICK_TO_READ = "표의 왼쪽 칸으로 기사를 고르면 글을 읽을 수 있습니다."
NONE_SHOWN = "이 조건에 맞는 기사가 없습니다."
NO_BODY = "이 출처는 본문을 주지 않습니다."
NO_DATE = "날짜 없음"

# Keeping and deleting
KEEP_TITLE = "출처마다 보관하는 날수"
KEEP_AID = (
    "처음 받은 날부터 셉니다. 날수가 지난 기사와 그것을 분석한 결과는 저절로 지워지고, 0이면 지울 때까지 보관합니다. "
    "처음 값은 조심스럽게 잡은 것이니 출처의 약관을 확인하고 정해 주세요. 모든 그룹에 함께 적용됩니다."
)
KEEP_SAVE = "날수 저장"
KEEP_SAVED, KEEP_BACK = "보관하는 날수를 저장했습니다.", "되돌렸습니다. 보관하는 날수는 전과 같습니다."
DELETE_TITLE = "기사 지우기"
DELETE_AID = "지운 기사는 되돌릴 수 없습니다. 필요하면 다시 모으거나 파일을 다시 넣어 주세요."
NOTHING_TO_DELETE = "지울 것이 없습니다."
EVERY_GROUP = "모든 그룹"

# Background
BACKGROUND = "위키백과의 설명"
BACKGROUND_AID = "기사가 아니어서 컨셉의 말에는 쓰지 않습니다."
BACKGROUND_OPEN = "위키백과에서 보기"


def source_name(source: str) -> str:
    """Where an article comes from, for people."""
    return OFFERED[source].title if source in OFFERED else SOURCES.get(source, source)


def all_groups(count: int) -> str:
    """A choice."""
    return f"모든 그룹 ({count}팀)"


def only_for(name: str) -> str:
    """A choice for files."""
    return f"‘{name}’의 기사로 넣기"


def chips(used: int, out: int, first: date | None, last: date | None) -> list[tuple[str, Tone]]:
    """What is on file for a group."""
    found: list[tuple[str, Tone]] = [(f"쓰는 기사 {used:,}건", "green"), (f"뺀 기사 {out:,}건", "gray")]
    return [*found, (f"{first.isoformat()}–{last.isoformat()}", "gray")] if first and last else found


def with_count(what: str, number: int) -> str:
    """A choice with how many it shows."""
    return f"{what} {number:,}"


def kept_for(days: int) -> str:
    """What becomes of what is collected."""
    if not days:
        return "모은 기사는 지울 때까지 이 컴퓨터에 보관합니다. ‘보관과 삭제’에서 바꿀 수 있습니다."
    return f"모은 기사는 {days:,}일 동안 이 컴퓨터에 보관한 뒤 지웁니다. ‘보관과 삭제’에서 바꿀 수 있습니다."


def job_title(source: str, names: Sequence[str]) -> str:
    """Of a collection."""
    return f"{source} · {whose(names)}"


def whose(names: Sequence[str]) -> str:
    """Groups in short: "있지 외 6팀"."""
    return f"{names[0]} 외 {len(names) - 1}팀" if len(names) > 1 else "".join(names)


def came(name: str, found: int, new: int, admitted: int, left_out: Mapping[str, int]) -> str:
    """What came for one group."""
    sentence = f"{name}: {found:,}건을 찾아 {new:,}건이 새 기사이고, {admitted:,}건을 씁니다"
    why = ", ".join(f"{LEFT_OUT.get(code, code)} {n:,}" for code, n in left_out.items() if n)
    return f"{sentence} (뺀 까닭: {why})." if why else f"{sentence}."


def terms(wanted: Terms) -> str:
    """Which articles are wanted, in short: "넣기: 컴백 + (화보 또는 안무) / 빼기: 주가"."""
    every, some = list(wanted.every), " 또는 ".join(wanted.some)
    if some:
        every.append(f"({some})" if every and len(wanted.some) > 1 else some)
    parts = [("넣기", " + ".join(every)), ("빼기", ", ".join(wanted.without))]
    return " / ".join(f"{what}: {words}" for what, words in parts if words)


def terms_kept(name: str, wanted: Terms, *, merged: bool) -> str:
    """What a change of them did. merged: others have changed them meanwhile, which stays."""
    said = f"{name}의 읽을 기사를 골랐습니다. {terms(wanted)}." if wanted else f"{name}의 기사를 모두 읽습니다."
    return f"{said} {TERMS_MERGED}" if merged else said


def terms_searched(wanted: Terms) -> str:
    """Over the form of a collection, of one group."""
    return f"{TERMS_TITLE} · {terms(wanted)}" if wanted else TERMS_TITLE


def files_came(groups: int, new: int, found: int) -> str:
    """What came out of files."""
    if not found:
        return "파일에서 담은 기사가 없습니다."
    return f"기사 {found:,}건을 읽어 {groups}팀의 새 기사 {new:,}건을 담았습니다."


def files_left(unknown: Mapping[str, int], nameless: int, excluded: int, skipped: int, unnamed: int) -> list[str]:
    """What of the files was not kept, or on a person's word alone, a sentence each."""
    sentences = []
    if unknown:
        names = ", ".join(f"{name} {n:,}건" for name, n in unknown.items())
        sentences.append(f"그룹 목록에 없는 그룹의 기사는 담지 않았습니다: {names}.")
    if nameless:
        sentences.append(f"어느 그룹의 이름도 없는 {nameless:,}건은 담지 않았습니다.")
    if excluded:
        sentences.append(f"분석에서 뺀 것으로 표시된 {excluded:,}건은 담지 않았습니다.")
    if skipped:
        sentences.append(f"제목이 없는 {skipped:,}건은 담지 않았습니다.")
    if unnamed:
        sentences.append(
            f"그룹의 이름이 나오지 않는 {unnamed:,}건도 고른 대로 그 그룹의 기사로 씁니다. 여러 그룹이 섞인 파일이면 "
            f"‘{FILES_SPLIT}’로 넣는 것이 좋습니다."
        )
    return sentences


def decide(number: int, use: bool) -> str:
    """A button."""
    return f"고른 {number:,}건 {'쓰기' if use else '빼기'}"


def decided(number: int, used: bool) -> str:
    """What was done."""
    return f"기사 {number:,}건을 {'씁니다' if used else '뺐습니다'}."


def decided_before(number: int, who: str) -> str:
    """Articles that were left as somebody else had decided meanwhile. who: such as "이민아님이"."""
    return f"기사 {number:,}건은 그사이 {who} 먼저 정해 그대로 두었습니다."


def undone(number: int) -> str:
    """What was taken back."""
    return f"기사 {number:,}건을 되돌렸습니다."


def keep_label(source: str, number: int) -> str:
    """Of the days of one source."""
    return f"{source_name(source)} · 모든 그룹 {number:,}건" if number else source_name(source)


def would_go(number: int) -> str:
    """Before shorter times are saved."""
    return f"저장하면 이미 날수가 지난 {number:,}건을 바로 지웁니다."


def delete_what(source: str, number: int) -> str:
    """A choice of what to delete."""
    return f"{source_name(source)} {number:,}건"


def delete_sure(source: str, whose: str, number: int) -> str:
    """The question."""
    return f"**{whose}**의 {source_name(source)} {number:,}건을 지웁니다. 되돌릴 수 없습니다."


def deleted(number: int) -> str:
    """It is gone."""
    return f"{number:,}건을 지웠습니다."


def demo_count(number: int) -> str:
    """Of a fictional group."""
    return f"가상 기사 {number:,}건"
