"""The Korean words of the page of projects, and what is said of their versions. Pure: values in, sentences out."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from core.projects.compare import Comparison, Moved, Why
from core.projects.project import Target
from core.projects.version import Version
from core.projects.what_if import Choices
from core.text.korean import attach as josa
from core.text.numbers import percent, points
from core.ui.words_ko.story_lineup import listed

if TYPE_CHECKING:
    from core.charts.projects import Kind, Standing

Names = Mapping[str, str]  # group id -> name on screen
_SHOWN = 120  # characters of a note in a list

# The list
LEAD = "라인업 결과를 버전으로 남기고, 서로 비교하고, 구성을 바꾸어 봅니다. 사진과 얼굴의 숫자는 저장하지 않습니다."
LEAD_KEEPING = "라인업 결과를 버전으로 남기고, 서로 비교하고, 구성을 바꾸어 봅니다. 사진은 따로 고를 때만 보관합니다."
SHELF, OPEN, ARCHIVED, DELETED = "어느 프로젝트를 볼까요", "진행 중", "보관함", "지운 프로젝트"
SHELVES = {"open": OPEN, "archived": ARCHIVED, "deleted": DELETED}
SEARCH, SEARCH_AID = "이름이나 메모로 찾기", "여러 말을 적으면 모두 들어 있는 프로젝트를 찾습니다."
NEW, NAME, NOTE, CREATE = "새 프로젝트", "프로젝트 이름", "메모", "만들기"
NONE_YET = "아직 프로젝트가 없습니다"
NONE_YET_HOW = (
    "라인업을 분석한 뒤 ‘프로젝트에 저장’을 누르면 그 결과가 첫 버전이 됩니다. 목표와 메모부터 적어 두려면 아래에서 "
    "프로젝트를 먼저 만드세요."
)
TO_LINEUP, TO_SAVE = "라인업 분석하러 가기", "분석한 라인업을 저장하러 가기"
NOT_FOUND = "찾는 말이 모두 들어 있는 프로젝트가 없습니다. 다른 말로 찾아 주세요."
EMPTY_SHELF = {
    "open": "진행 중인 프로젝트가 없습니다. 보관함에서 꺼내거나 새로 만드세요.",
    "archived": "보관함이 비어 있습니다.",
    "deleted": "지운 프로젝트가 없습니다. 지운 것은 30일 동안 여기에서 되살릴 수 있습니다.",
}
DELETED_AID = "지운 지 30일이 지나면 버전까지 완전히 없어집니다."
TAKE_BACK = "되살리기"
NOT_THERE = (
    "찾는 프로젝트가 지워졌거나 없어 목록을 보여 드립니다. 지운 것은 30일 동안 ‘지운 프로젝트’에서 되살릴 수 있습니다."
)
UNDO = "되돌리기"
DEMO = "데모"
NO_VERSION = "아직 저장한 라인업이 없습니다."
NO_GROUP_NEAR = "라인업과 가까운 그룹이 없습니다."

# A project
BACK, MANAGE = "프로젝트 목록", "관리"
RENAME, SAVE_NAME = "이름 바꾸기", "이름 저장"
ARCHIVE, REOPEN, DELETE = "보관함으로 옮기기", "보관함에서 꺼내기", "지우기"
DELETE_AID = "30일 동안 ‘지운 프로젝트’에서 되살릴 수 있습니다."
RENAMED, TARGET_SAVED = "이름을 바꾸었습니다.", "저장했습니다."
ARCHIVED_NOW, REOPENED = "보관함으로 옮겼습니다.", "꺼냈습니다."
REPORT_TITLE = "보고서 만들기"
REPORT_AID = "회의에 나눠 줄 문서입니다. 어느 형식이든 같은 수치가 들어갑니다."
REPORT_FACES = "연습생의 얼굴"
_GOES_OUT = "얼굴은 내려받는 파일에만 들어가고 작업 폴더에는 남지 않습니다."
FACES_AIDS = {
    "off": "보고서에 얼굴이 들어가지 않습니다.",
    "blurred": f"누구인지 알아볼 수 없게 흐립니다. 머리와 옷의 색은 짐작할 수 있습니다. {_GOES_OUT}",
    "shown": f"파일을 받는 사람은 누구나 얼굴을 보게 됩니다. {_GOES_OUT}",
}
FORMAT, PARTS = "형식", "넣을 것"
PICK_PART = "넣을 것을 하나 이상 골라 주세요."
MAKE_REPORT = "보고서 만들기"
WHAT_IF_NEEDS = "‘구성 바꿔 보기’에는 목표 인원과 바라는 컨셉의 그룹이 필요합니다. ‘목표·메모’에서 먼저 정해 주세요."
VIEW = "프로젝트의 어느 부분"
VIEWS = {
    "lineup": "라인업", "compare": "비교", "what_if": "바꿔 보기", "map": "포지셔닝 맵", "board": "컨셉 보드",
    "aim": "목표·메모", "comments": "댓글", "report": "보고서",
}  # fmt: skip
NEEDS_VERSION = "저장한 라인업이 있어야 볼 수 있습니다"
NEEDS_VERSION_HOW = "라인업을 분석한 뒤 그 화면의 ‘프로젝트에 저장’을 눌러 주세요."
VERSION = "버전"
NO_PHOTOS = "버전에는 사진이 들어 있지 않습니다. 점수와 판정은 저장할 때의 것입니다."
NO_PHOTOS_KEEPING = "점수와 판정은 저장할 때의 것입니다. 사진은 동의를 받아 따로 고른 것만 보관합니다."
COMPOSED, COMPOSED_AID = "바꿔 본 구성", "사진을 다시 보지 않고, 저장된 점수로 구성한 라인업입니다."
CARDS_AID = "사진을 뺀 나머지는 라인업 화면에서 본 것과 같습니다."
PHOTOS_TITLE = "사진마다의 상태와 까닭"
PHOTOS_AID = "파일 이름은 올릴 때의 것입니다."
COLUMNS_PHOTOS = ("연습생", "파일", "상태", "이 사진만 보면", "까닭")
COLUMNS_PEOPLE = ("연습생", "가장 닮은 그룹", "확신도(%)", "판정", "가깝지 않을 확률(%)", "까닭")
PEOPLE_FILE = "연습생별"

# Target
TARGET = "목표"
TARGET_AID = "‘바꿔 보기’와 ‘포지셔닝 맵’이 이 목표를 기준으로 삼습니다. 비워 두어도 됩니다."
SIZE, SIZE_AID = "목표 인원", "0이면 정하지 않은 것입니다."
AUDIENCE, MARKET = "누구에게(타깃)", "어디에서(시장)"
GROUPS, FACETS = "바라는 컨셉의 그룹", "바라는 분류"
NO_TARGET = "아직 정한 목표와 메모가 없습니다."
SAVE_TARGET = "목표와 메모 저장"
DRAFT_KEPT = "적다 만 내용을 되살렸습니다. 저장해야 프로젝트에 들어갑니다."

# Saving
SAVE_TO = "프로젝트에 저장"
SAVE_WHERE, SAVE_NEW = "어느 프로젝트에", "＋ 새 프로젝트"
SAVE_NOTE = "이 버전에 대한 메모(선택)"
SAVE_GO = "저장"
SAVE_AID = "이름, 점수, 판정과 까닭을 남깁니다. 사진과 얼굴의 숫자는 남기지 않습니다."
SAVE_AID_KEEPING = "이름, 점수, 판정과 까닭을 남깁니다. 얼굴의 숫자는 남기지 않습니다."
SAVE_DEMO = "데모 라인업으로 표시됩니다."
OPEN_SAVED = "저장한 버전 보기"

# Comparison
BEFORE, AFTER = "이전", "이후"
COMPARED_WITH = "‘버전 비교’에서 견줄 버전"
ONE_VERSION = "버전이 두 개 있어야 비교할 수 있습니다"
ONE_VERSION_HOW = "라인업을 다시 분석해 저장하거나, ‘바꿔 보기’에서 바꾼 구성을 저장해 주세요."
NO_OTHER_VERSION = "함께 볼 다른 버전이 없어 비교하지 않았습니다."
COMPARE_NEEDS = f"‘버전 비교’에는 버전이 두 개 필요합니다. {ONE_VERSION_HOW}"
WITH, THIS_PROJECT = "어느 프로젝트와", "이 프로젝트의 다른 버전"
DEMO_BESIDE_REAL = "한쪽은 실존하지 않는 데모 연습생의 라인업입니다. 견주는 법을 보는 데만 쓰세요."
OF_THIS, OF_OTHER = "이 프로젝트의 버전", "다른 프로젝트의 버전"
PICK_TWO = "서로 다른 두 버전을 골라 주세요."
SHIFTS_TITLE = "라인업의 닮음이 움직인 폭"
SHIFTS_AID = (
    "막대는 이후에서 이전을 뺀 값(%p)입니다. 선은 두 라인업의 연습생을 무작위로 다시 뽑았을 때 변화의 90 %가 들어가는 "
    "범위이고, 0을 지나면 우연일 수 있습니다."
)
SHIFTS_AID_TABLE = (
    "변화는 이후에서 이전을 뺀 값입니다. 범위는 두 라인업의 연습생을 무작위로 다시 뽑았을 때 변화의 90 %가 들어가는 "
    "구간이고, 0을 지나면 우연일 수 있습니다."
)
COLUMNS_SHIFTS = ("그룹", "이전(%)", "이후(%)", "변화(%p)", "범위 아래(%p)", "범위 위(%p)")
SHIFTS_FILE = "라인업 변화"
WHO_TITLE = "연습생마다 달라진 것"
COLUMNS_WHO = ("연습생", "이전", "이후", "점수 변화(%p)", "왜")
WHO_FILE = "연습생 변화"
CAME, LEFT = "들어옴", "빠짐"
_WHY: dict[Why, str] = {
    "photos": "사진이 달라졌습니다", "set": "기준 사진이 달라졌습니다", "engine": "엔진이 달라졌습니다",
    "model": "모델이 달라졌습니다",
}  # fmt: skip

# What if
TOGGLE_TITLE = "연습생을 빼고 넣어 보기"
TOGGLE_AID = "저장된 점수로 다시 계산하므로 바로 바뀝니다. 사진을 다시 보지 않습니다."
WHO_IN = "라인업에 넣을 연습생"
ALL_IN = "모두 넣기"
NOBODY_IN = "연습생을 한 명 이상 골라 주세요."
NO_SCORED = "이 버전에는 점수가 있는 연습생이 없어 구성을 바꾸어 볼 수 없습니다."
BEST_TITLE = "목표에 가장 가까운 조합 찾기"
FIT_AID = "맞음은 라인업의 닮음과 목표가 겹치는 몫이고, 100 %면 비율까지 같습니다. 그룹이 하나면 그 그룹의 닮음입니다."
BEST_AID = f"고른 그룹을 정한 비중으로 섞은 것을 목표로 봅니다. {FIT_AID}"
HOW_MANY, FOR_GROUPS, WITHIN, WITHOUT = "몇 명을 고를까요", "목표로 삼을 그룹", "꼭 넣을 연습생", "뺄 연습생"
BOTH_WAYS = "꼭 넣을 연습생과 뺄 연습생에 같은 사람이 있습니다. 한쪽에서 빼 주세요."
PICK_GROUP = "목표로 삼을 그룹을 하나 이상 골라 주세요."
COLUMNS_BEST = ("순위", "연습생", "맞음(%)", "가장 닮은 그룹", "가깝지 않을 확률(%)")
BEST_FILE = "조합"
TRY_ON, TRY_ON_GO = "조합 고르기", "위에 넣어 보기"
SAVE_VARIANT = "이 구성을 버전으로 저장"

# Map
MAP_TITLE = "그룹 사이의 자리"
MAP_FACETS = (
    "축은 컨셉 화면의 기사들이 그룹마다 어떤 분류로 갈리는지에서 왔고, 연습생과 라인업은 그룹별 닮음의 비율만큼 그 "
    "사이에 놓입니다. "
    "얼굴이 그 분류라는 뜻은 아닙니다."
)
MAP_CIRCLE = (
    "그룹의 뉴스가 모두 모이지 않아 그룹을 원 위에 고르게 놓았습니다. 가로와 세로에는 뜻이 없고, 어느 그룹에 "
    "가까운지만 읽어 주세요."
)
MAP_SPREAD = "옅은 점은 그룹 멤버를 본인 사진 없이 판정한 자리로, 그룹이 얼마나 퍼져 있는지를 보여 줍니다."
MAP_NO_SPREAD = "지금 쓰는 기준 사진이 이 버전을 판정한 것과 달라, 멤버가 퍼진 정도는 그리지 않았습니다."
COLUMNS_MAP = ("무엇", "이름", "가로", "세로")
MAP_FILE = "포지셔닝 맵"
KINDS: "dict[Kind, str]" = {
    "group": "그룹",
    "member": "멤버",
    "trainee": "연습생",
    "lineup": "라인업",
    "target": "목표",
}

# Balance
BALANCE_FILE = "서로 닮은 정도"
COLUMNS_PAIRS = ("연습생", "닮은 연습생", "유사도")
BALANCE_NO_LINE = "기준 사진의 멤버가 적어, 어디부터 닮았다고 할지 정할 수 없습니다. 수치만 보여 드립니다."
BALANCE_ONLY_NOW = "얼굴의 숫자는 저장하지 않으므로 분석한 이 화면에서만 볼 수 있습니다."
NO_LINE_TITLE = "연습생끼리 닮은 정도"

# Board
PIN, PINNED_TO = "보드에 올리기", "올릴 프로젝트"
PIN_NEEDS = "말은 프로젝트의 컨셉 보드에 모입니다. 아직 프로젝트가 없으니 이름을 지어 주세요."
CREATE_AND_PIN, TO_BOARD = "만들고 보드에 올리기", "보드 보기"
BOARD_TITLE = "컨셉 보드"
BOARD_EMPTY_READ = "아직 올린 것이 없습니다."
BOARD_EMPTY = "아직 올린 것이 없습니다. 컨셉 화면에서 말을 올리거나, 아래에 메모와 링크를 적어 주세요."
TO_CONCEPT = "컨셉 화면에서 말 고르기"
OWN_NOTE, ADD_NOTE = "보드에 적을 메모", "메모 올리기"
LINK, LINK_NAME, ADD_LINK = "링크 주소(https://…)", "링크 이름", "링크 올리기"
BAD_LINK = "링크는 http:// 나 https:// 로 시작하는 주소로 적어 주세요."
EMPTY_NOTE = "올릴 글을 먼저 적어 주세요."
FACET, NO_FACET = "분류", "분류 없음"
UP, DOWN, REMOVE = "위로", "아래로", "내리기"
COLOURS, COLOURS_AID = "색", "보고서에 쓸 색을 여섯 개까지 고릅니다."
ADD_COLOUR, REMOVE_COLOUR = "색 더하기", "마지막 색 빼기"


def more(left: int) -> str:
    """On the button below a list."""
    return f"더 보기 ({left}개 남음)"


def open_project(name: str) -> str:
    """On the button that opens it."""
    return f"{name} 열기"


def line(near: str, share: float | None) -> str:
    """Of a version in a list: "라인업은 X 쪽 41 %"."""
    return f"라인업은 {near} 쪽 {percent(share)}" if near and share is not None else NO_GROUP_NEAR


def facts(versions: int, changed: str, note: str = "") -> str:
    """Under a project in the list."""
    parts = [f"버전 {versions}개" if versions else "", f"{changed}에 고침", note]
    return " · ".join(part for part in parts if part)


def short(note: str) -> str:
    """A note as a list shows it."""
    flat = " ".join(note.split())
    return flat if len(flat) <= _SHOWN else f"{flat[: _SHOWN - 1]}…"


def found(count: int) -> str:
    """Above a list that was searched."""
    return f"{count}개를 찾았습니다."


def deleted(name: str) -> str:
    """A project is among the deleted."""
    return f"‘{name}’ 프로젝트를 지웠습니다. 30일 동안 되살릴 수 있습니다."


def taken_back(name: str) -> str:
    """It is there again."""
    return f"‘{name}’ 프로젝트를 되살렸습니다."


def created(name: str) -> str:
    """A new one."""
    return f"‘{name}’ 프로젝트를 만들었습니다."


def saved(name: str, number: int) -> str:
    """A line-up is on file."""
    return f"‘{name}’ 프로젝트에 버전 {josa(str(number), '으로/로')} 저장했습니다."


def version_title(number: int, at: str, line_: str) -> str:
    """In a choice of versions."""
    return f"버전 {number} · {at} · {line_}"


def origin(version: Version, at: str) -> str:
    """When, by whom and from what."""
    parts = [f"{at} 저장", version.by, f"연습생 {len(version.trainees)}명"]
    if version.parent:
        parts.append(f"버전 {version.parent}에서 바꿈")
    if version.benched:
        parts.append(f"뺀 연습생: {listed(version.benched)}")
    return " · ".join(part for part in parts if part)


def size_of(size: int) -> str:
    """Of a target."""
    return f"목표 {size}명"


def weight_of(name: str) -> str:
    """Label of the slider of a group that is looked for."""
    return f"{name} 비중"


def mix(shares: Mapping[str, float]) -> str:
    """What is looked for. shares: name -> share, sum 1."""
    return f"목표: {' · '.join(f'{name} {percent(share)}' for name, share in shares.items())}"


def on_file(target: Target, note: str, names: Names) -> str:
    """What another has saved meanwhile."""
    shares = target.mix(target.groups)
    groups = ", ".join(f"{names.get(group, group)} {percent(share)}" for group, share in shares.items())
    told = {SIZE: f"{target.size}명" if target.size else "", AUDIENCE: target.audience, MARKET: target.market,
            GROUPS: groups, FACETS: ", ".join(target.facets), NOTE: short(note)}  # fmt: skip
    said = " · ".join(f"{what}: {short(value)}" for what, value in told.items() if value)
    return f"지금 저장된 내용은 이렇습니다. {said or '비어 있습니다.'}"


def compared(found: Comparison, names: Names) -> list[str]:
    """What changed between two line-ups, the most important first: each claim a sentence."""
    if found.same and not (any(shift.sure for shift in found.shifts)):
        return ["두 버전은 연습생과 답이 모두 같습니다."]
    said = [_people(found)] if found.came or found.left else ["연습생 구성은 그대로입니다."]
    said += _top(found, names)
    turned = [one.name for one in found.moved if one.turned]
    if turned:
        said.append(f"{josa(listed(turned), '은/는')} 가장 닮은 그룹이 바뀌었습니다.")
    reasons = [why for why in _WHY if any(why in one.why for one in found.moved if not one.still)]
    if reasons:
        said.append(f"그대로 남은 연습생의 점수가 달라진 까닭: {', '.join(_NOUNS[why] for why in reasons)}.")
    if found.reason:
        said.append(found.reason)
    return said


_NOUNS: dict[Why, str] = {"photos": "다른 사진", "set": "다른 기준 사진", "engine": "다른 엔진", "model": "다른 모델"}


def _people(found: Comparison) -> str:
    came = josa(listed([one.name for one in found.came]), "이/가") if found.came else ""
    left = josa(listed([one.name for one in found.left]), "이/가") if found.left else ""
    if came and left:
        return f"{came} 들어오고 {left} 빠졌습니다."
    return f"{came} 들어왔습니다." if came else f"{left} 빠졌습니다."


def _top(found: Comparison, names: Names) -> list[str]:
    if found.only_noise:
        said = "어느 그룹의 닮음도 우연을 넘어 움직이지 않았습니다."
        return [f"라인업의 첫째 그룹이 바뀌었지만 {said}" if found.turned else f"라인업에서는 {said}"]
    moved = sorted((one for one in found.shifts if one.sure), key=lambda one: -abs(one.change))[:2]
    parts = []
    for one in moved:
        goes_on, ends = ("늘고", "늘었습니다") if one.change > 0 else ("줄고", "줄었습니다")
        parts.append(
            f"{josa(names[one.group], '이/가')} {points(abs(one.change))} {ends if one is moved[-1] else goes_on}"
        )
    sentences = [f"라인업에서 {', '.join(parts)}."] if parts else []
    return [*sentences, "라인업의 첫째 그룹이 바뀌었습니다."] if found.turned else sentences


def shift(name: str, change: float) -> str:
    """ "ITZY +4 %p"."""
    return f"{name} {signed(change)}"


def signed(change: float) -> str:
    """ "+4 %p"."""
    sign = "+" if change > 0 else "-" if change < 0 else ""
    return f"{sign}{points(abs(change))}"


def why(one: Moved) -> str:
    """Of a trainee in both."""
    if one.still:
        return "그대로입니다."
    parts = [_WHY[reason] for reason in one.why]
    if one.within_noise:
        parts.append("뚜렷하지 않은 답이라 사진만 바뀌어도 뒤집힐 수 있습니다")
    return ". ".join(parts) + "." if parts else ""


def moved_to(names: Names, before: Version, after: Version, of: tuple[str, str] = ("", "")) -> str:
    """The line-up's answer before and after, where both have one. of: names of their projects, where they are two."""
    said = []
    for version in (before, after):
        lineup = version.lineup
        said.append(line(names.get(lineup.near, ""), lineup.scores[lineup.near] if lineup.near else None)
                    if lineup else NO_GROUP_NEAR)  # fmt: skip
    which = [f"{f'‘{name}’ ' if name else ''}버전 {v.number}" for name, v in zip(of, (before, after), strict=True)]
    return f"{which[0]}: {said[0]} → {which[1]}: {said[1]}"


def changed_by(name: str, before: float, after: float) -> str:
    """What a tried line-up does to its first group: "ITZY 41 % → 52 %"."""
    return f"{name} {percent(before)} → {percent(after)}"


def without(names: Sequence[str]) -> str:
    """Who was left out of a tried line-up."""
    return f"뺀 연습생: {listed(names)}" if names else "모두 들어 있습니다."


def searched(found: Choices, size: int, candidates: int) -> str:
    """How far the answer may be trusted."""
    every = f"{candidates}명에서 {size}명을 고르는 {found.possible:,}가지"
    if found.exact and found.tried == found.possible:
        return f"{every}를 모두 계산했습니다. 이보다 가까운 조합은 없습니다."
    if found.exact:
        return f"{every} 가운데 이보다 가까운 조합은 없습니다. 목표 그룹이 하나라 모두 계산하지 않아도 됩니다."
    return f"{every} 가운데 {found.tried:,}가지를 찾아 계산했습니다. 더 가까운 조합이 있을 수 있습니다."


def best_is(people: Sequence[str], fit: float, level: int = 0) -> str:
    """The finding above the table. level: how many more are as good but for less than half a point."""
    rest = f", 거의 같은 조합이 {level}개 더 있습니다" if level else ""
    return f"목표에 가장 가까운 조합은 {listed(list(people))}입니다(맞음 {percent(fit)}){rest}"


def aimed_at(groups: Mapping[str, float], size: int) -> str:
    """What the line-ups of a report are held against. groups: name -> share of the target."""
    if len(groups) == 1:
        mix = f"{next(iter(groups))}의 컨셉"
    else:
        mix = f"{', '.join(f'{name} {percent(share)}' for name, share in groups.items())}의 비중으로 섞은 컨셉"
    return f"목표: {mix}, {size}명"


def choice(rank: int, people: Sequence[str]) -> str:
    """In a choice of line-ups."""
    return f"{rank}위: {listed(list(people))}"


def balance_title(pairs: Sequence[tuple[str, str]]) -> str:
    """Who blurs whom."""
    if not pairs:
        return "서로 헷갈릴 만큼 닮은 연습생은 없습니다"
    one, other = pairs[0]
    rest = f" 등 {len(pairs)}쌍" if len(pairs) > 1 else ""
    return f"{josa(one, '과/와')} {other}{rest}의 얼굴이 서로 닮았습니다"


def balance_aid(threshold: float | None, rare: float) -> str:
    """What the line means."""
    if threshold is None:
        return BALANCE_NO_LINE
    return (
        f"숫자는 유사도입니다. 유사도가 {threshold:.2f}보다 크면 닮았다고 합니다. 기준 사진의 서로 다른 멤버끼리는 "
        f"{percent(rare)}만 이보다 닮았습니다. {BALANCE_ONLY_NOW}"
    )


def map_aids(standing: "Standing") -> tuple[str, str]:
    """What the axes of a map mean, and what its faint dots are."""
    return MAP_FACETS if any(standing.ends) else MAP_CIRCLE, MAP_SPREAD if standing.members else MAP_NO_SPREAD


def pinned(word: str, project: str) -> str:
    """A word is on the board."""
    return f"{josa(f'‘{word}’', '을/를')} ‘{project}’ 보드에 올렸습니다."


def already(word: str) -> str:
    """It is on the board as it is."""
    return f"{josa(f'‘{word}’', '은/는')} 이미 보드에 있습니다."


def pin(word: str) -> str:
    """On the button beside a word's sentences."""
    return f"‘{word}’ 보드에 올리기"


def removed(text: str) -> str:
    """From the board."""
    return f"{josa(f'‘{short(text)[:40]}’', '을/를')} 내렸습니다."


def colour(number: int) -> str:
    """The label of a colour. number: from 1."""
    return f"색 {number}"


def item(act: str, number: int) -> str:
    """Label of a button of a pin, for those who hear it. number: from 1."""
    return f"{number}번 {act}"


def faces_at_hand(found: int, people: int, *, may_analyse: bool) -> str:
    """How many of a version's trainees can be shown in a report, and why not the others; "" where all can.
    may_analyse: is it the reader who can bring the photos?"""
    if found == people:
        return ""
    how = "라인업 화면에서 같은 사진을 다시 분석하면 넣을 수 있습니다."
    if not may_analyse:
        how = "사진을 분석한 사람이 넣을 수 있습니다."
    if not found:
        return f"얼굴은 넣을 수 없습니다. 이 버전을 분석한 사진이 지금 이 창에 없습니다. {how}"
    return f"{people}명 가운데 {found}명의 얼굴만 넣을 수 있습니다. 나머지의 사진은 지금 이 창에 없습니다. {how}"


def no_news(name: str) -> str:
    """In place of what the news say."""
    return f"{name}의 기사가 없어 컨셉을 적을 수 없습니다. 컨셉 화면에서 뉴스를 모아 주세요."


def download(form: str, size: int) -> str:
    """The button that saves a report. size: bytes."""
    return f"{form} 내려받기 ({size / 2**20:.1f} MB)"
