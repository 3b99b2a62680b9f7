"""The Korean words of the page of AI groups: faces that exist nowhere."""

from collections.abc import Mapping, Sequence

from core.text.korean import attach
from core.text.numbers import percent
from core.ui.words_ko.made_faces import control
from core.virtual.steer import Target

LEAD = (
    "실제로는 없는 얼굴로 데뷔 컨셉을 미리 그려 봅니다. 후보를 뽑아 함께 별을 주고, 멤버를 골라 그룹 시트로 받아 "
    "가세요."
)
NOWHERE, REFERENCE_ONLY, MARKED = (
    "어디에도 실존하지 않는 얼굴입니다", "컨셉 참고용입니다", "모든 그림에 ‘AI 생성’ 표시가 들어갑니다",
)  # fmt: skip
VIEW = "보기"
VIEWS = {"sheets": "후보", "face": "얼굴 찾기", "groups": "그룹"}

# No generator
ABSENT = "얼굴 생성기가 설치되어 있지 않아 새 얼굴은 만들 수 없습니다. 전에 만든 것은 그대로 볼 수 있습니다."
COMMAND = "make virtual"
NOTHING_YET = "아직 만든 후보가 없습니다."
INSTALL_AID = "스튜디오 폴더의 터미널에서 이 명령을 한 번 실행하고 스튜디오를 다시 켜 주세요."
OTHER_WAYS = "회사의 생성 모델(ONNX)을 쓰려면"
GENERATOR, GENERATORS = "생성기", {"heads": "스튜디오 3D 얼굴 (CC0)", "stylegan": "회사의 생성 모델"}
PREPARING = "기준 사진을 준비하고 있습니다"

# Target
TARGET = "어디에 가까운 얼굴을 찾을까요?"
KINDS = {"group": "한 그룹", "lineup": "라인업이 섞인 대로", "project": "프로젝트 목표", "controls": "얼굴 조절만"}
GROUP_OF, PROJECT_OF = "그룹", "프로젝트"
NO_LINEUP = "이 방문에서 분석한 라인업이 없습니다. 라인업을 먼저 분석하면 그 섞임대로 찾을 수 있습니다."
TO_LINEUP = "라인업 매칭으로"
NO_PROJECT = "목표 그룹을 정한 프로젝트가 없습니다. 프로젝트의 ‘목표’에서 그룹을 고르면 여기에 나옵니다."
TO_PROJECTS = "프로젝트로"
CONTROLS, CONTROLS_AID = "얼굴을 이렇게", "고른 것만큼 처음부터 옮겨 두고, 나머지를 찾습니다."
CHOOSE_CONTROLS = "조절할 곳을 고르세요"
NO_CONTROL = "옮길 곳을 하나 넘게 골라 주세요."

# Contact sheets
NEW_SHEET = "새 후보 시트"
FIRST_SHEET, FIRST_SHEET_AID = "첫 후보를 뽑아 보세요", (
    "실제로는 없는 얼굴 24명에서 60명을 한 번에 만듭니다. 만드는 동안 다른 일을 해도 되고, 창을 닫아도 이어집니다."
)  # fmt: skip
SHEET, SHEET_NAME, COUNT, SEED = "후보 시트", "시트 이름", "몇 명", "시드"
SEED_AID = "같은 시드는 같은 얼굴을 만듭니다."
HOW, HOWS = "어떻게 뽑을까요?", {"chance": "고루 뽑기", "steered": "목표 쪽으로 찾기"}
HOW_AID = "고루 뽑으면 한 명에 1초쯤, 목표 쪽으로 찾으면 한 명에 1분쯤 걸립니다."
MAKE, GO_ON, STOP = "후보 만들기", "이어서 만들기", "멈추기"
STOPPED, DELETE_SHEET = "멈춰 있습니다.", "시트 지우기"
DELETE_SHEET_SURE = "후보와 별이 모두 없어집니다. 이미 만든 그룹은 남습니다."
SHEET_GONE = "후보 시트를 지웠습니다."
CANDIDATES, CANDIDATES_AID = (
    "후보",
    "마음에 드는 얼굴에 별을 주세요. 한 사람이 한 얼굴에 하나씩이고 모두에게 보입니다. 번호 옆은 가장 닮은 그룹입니다.",
)
SHOW, SHOWN = "보기", {"all": "모두", "starred": "별 받은 얼굴", "mine": "내가 준 별"}
ORDER, ORDERS = "순서", {"place": "만든 순서", "target": "목표에 가까운 순서", "votes": "별 많은 순서"}
NOTHING_STARRED = "아직 별을 받은 얼굴이 없습니다. ‘모두’에서 별을 주면 여기에 모입니다."
NONE_MINE = "아직 별을 준 얼굴이 없습니다."
NO_FACE, TOO_NEAR = "얼굴을 못 찾음", "기준 멤버와 너무 닮음"
LOOK, LOOK_TITLE, BIG, BIG_AID = "자세히", "후보 자세히", "큰 그림 보기", "큰 그림을 그리고 있습니다"
FROM_HERE = "이 얼굴에서 찾기"

# Choosing members
CHOOSE, CHOOSE_AID = (
    "멤버 고르기",
    "서로 닮은 얼굴은 함께 고를 수 없습니다. 고른 얼굴과 너무 닮은 후보에는 그렇다고 적힙니다.",
)
CHOOSE_FIRST = "별을 받은 얼굴이 여기에 모입니다. 바로 시작하려면 ‘서로 다른 조합 고르기’를 눌러 주세요."
PROPOSE, PROPOSE_AID = "서로 다른 조합 고르기", "별이 많고 목표에 가까운 순서로, 서로 닮지 않은 얼굴만 고릅니다."
SIZE, CLEAR = "인원", "고른 것 비우기"
GROUP_NAME, MAKE_GROUP = "그룹 이름", "이 멤버로 그룹 만들기"
COMPARING = "후보끼리 견주고 있습니다"
NEED_MEMBERS = "2명에서 12명까지 골라 주세요."

# Searching a face
FACE_TITLE, FACE_AID = "목표에 가까운 얼굴 찾기", (
    "스튜디오가 라인업을 볼 때와 똑같은 눈으로 얼굴을 조금씩 옮기며 찾습니다. 기준 사진의 멤버와 너무 닮은 얼굴은 "
    "버립니다."
)  # fmt: skip
START_FROM, BY_CHANCE = "시작하는 얼굴", "시드로 정한 얼굴에서"
LONG, LONGS = "얼마나 찾을까요?", {150: "짧게", 300: "보통", 600: "오래"}
SEARCH, NO_SEARCHES = "찾기 시작", "아직 찾은 얼굴이 없습니다."
SEARCHES, BEFORE_FIRST = "찾은 얼굴", "첫 얼굴들을 보고 있습니다"
GO_ON_SEARCH, DELETE_SEARCH = "이어서 찾기", "지우기"
DELETE_SEARCH_SURE = "찾던 것과 찾은 얼굴이 없어집니다."
SEARCH_GONE = "찾은 얼굴을 지웠습니다."
FORGET_PLACE, PUT_IN = "아무 그룹에나", "이 자리에 넣기"

# Groups
NO_GROUP, NO_GROUP_HOW = "아직 만든 그룹이 없습니다", "후보에서 멤버를 고르면 그룹이 됩니다."
TO_CANDIDATES, BACK = "후보로", "모든 그룹"
BRING_IN, BRING_IN_AID, BRING_IN_GO = "JSON 파일에서 가져오기", "스튜디오에서 받은 그룹 파일을 골라 주세요.", "가져오기"
RENAME, NEW_NAME = "이름", "그룹 이름"
DELETE_GROUP, DELETE_GROUP_SURE = "그룹 지우기", "멤버와 그림이 모두 없어집니다. 내려받은 파일은 남습니다."
GROUP_GONE, UNDO = "그룹을 지웠습니다.", "되돌리기"
TAKEN_BACK, KEPT_NAMES, REFILLED = "되돌렸습니다.", "이름을 저장했습니다.", "고정하지 않은 자리를 새로 채웠습니다."
DRAW, DRAW_REST, DRAWS = "사진 만들기", "남은 사진 만들기", "사진을 만드는 중"
PREVIEWS_ONLY = "지금은 미리보기입니다. 큰 그림은 뒤에서 차례로 만듭니다."
MEMBERS, MEMBERS_AID = "멤버", "고정한 멤버는 새로 채울 때 그대로 남습니다."
HOLD, REPLACE, TUNE, SEARCH_HERE, REMOVE = "고정", "바꾸기", "다듬기", "새로 찾기", "빼기"
REFILL, REFILL_AID = (
    "나머지 새로 채우기",
    "고정하지 않은 자리를 다른 후보로 바꿉니다. 후보끼리 서로 닮지 않게 고릅니다.",
)
ADD_MEMBER = "멤버 더하기"
NAMES_AID, KEEP_NAMES = "활동명으로 쓸 이름입니다. 기준 사진에 있는 이름은 피했습니다.", "이름 저장"
VIEWS_TITLE, VIEWS_AID = "표정과 각도", "다섯 표정을 앞에서, 첫 표정을 여러 각도에서 봅니다."
MOOD = "배경과 빛"
ASK_MOOD = "배경과 빛을 바꾸면 사진을 새로 만듭니다."

# The sheet
SHEET_TITLE = "그룹 시트"
MEAN_AID = "멤버마다 잰 닮음의 평균입니다. 합은 100 %이고, 소속 예측이 아닙니다."
HEAT_TITLE = "멤버마다 어느 그룹을 닮았나"
HEAT_AID = "가로 한 줄이 한 멤버입니다. 짙을수록 닮았습니다."
WORDS, WORDS_AID = "목표 컨셉의 말", "목표로 삼은 그룹의 기사에서 두드러진 말입니다."
NO_WORDS = "목표로 삼은 그룹의 기사가 없어 컨셉의 말을 보일 수 없습니다."
PALETTE, PALETTE_AID = "팔레트", "목표 그룹의 색에서 제안했습니다. 눌러서 바꿀 수 있습니다."
COLOUR, MORE_COLOUR, LESS_COLOUR, KEEP_COLOURS = "색", "색 더하기", "마지막 색 빼기", "팔레트 저장"
PALETTE_KEPT = "팔레트를 저장했습니다."
HAND_OUT, HAND_OUT_AID = (
    "받아 가기",
    "모든 파일에 ‘AI 생성’ 표시와 기계가 읽는 출처가 들어갑니다. JSON으로 같은 그룹을 다시 만들 수 있습니다.",
)
FILES = {"png": "PNG 시트", "pdf": "PDF 시트", "json": "JSON"}
AS_LINEUP, AS_LINEUP_AID = "라인업으로 열기", "라인업 매칭에서 실제 연습생처럼 분석합니다."
AS_VERSION, AS_VERSION_GO = "프로젝트에 저장", "버전으로 저장"
NEW_PROJECT, VERSION_NOTE = "새 프로젝트", "AI 그룹 만들기에서 저장한 실존하지 않는 멤버들입니다."
OPEN_PROJECT = "프로젝트 열기"
BLOCKED = "규칙에 어긋난 멤버가 있어 내보낼 수 없습니다. 먼저 그 멤버를 바꾸거나 다듬어 주세요."
AI = "AI 생성"

# Tuning and replacing
PART, PREVIEWS = "어디를", "미리보기를 그리고 있습니다"
NOW, CHANGED = "지금", "바꾼 뒤"
APPLY, RESET = "이대로 바꾸기", "처음으로"
TUNED, REPLACED, ADDED = "다듬었습니다.", "바꾸었습니다.", "더했습니다."
NO_OTHERS = "이 자리에 넣을 수 있는 다른 후보가 없습니다. 후보를 더 만들거나 새로 찾아 주세요."
OTHERS_AID = "다른 멤버와도, 기준 사진의 멤버와도 너무 닮지 않은 후보만 보입니다."
TAKE = "이 얼굴로"


def target(wanted: Target, names: Mapping[str, str]) -> str:
    """ "별무리 60 %, 한빛결 40 %에 가깝게 · 눈 크기 +1.0"."""
    parts = sorted(wanted.mix.items(), key=lambda one: -one[1])
    mix = [names.get(group, group) if len(parts) == 1 else f"{names.get(group, group)} {percent(share)}"
           for group, share in parts]  # fmt: skip
    steps = [f"{control(name)} {step:+.1f}" for name, step in wanted.steps.items()]
    near = [f"{', '.join(mix)} 쪽으로"] if mix else []
    return " · ".join([*near, *steps]) or "얼굴 그대로"


def target_from(wanted: Target) -> str:
    """Where a target was taken from."""
    if wanted.kind == "project" and wanted.name:
        return f"프로젝트 ‘{wanted.name}’의 목표"
    return {"lineup": "라인업이 섞인 대로", "controls": "얼굴 조절"}.get(wanted.kind, "한 그룹")


def sheet_name(number: int) -> str:
    """What a new sheet is called."""
    return f"후보 {number}차"


def sheet_facts(count: int, wanted: int, by: str, at: str) -> str:
    """Below a sheet's choice."""
    return f"{count} / {wanted}명 · {by} · {at}"


def candidate(place: int) -> str:
    """ "7번"."""
    return f"{place + 1}번"


def star(place: int, votes: int) -> str:
    """On the button below a face."""
    return f"{place + 1}번 별 {votes}" if votes else f"{place + 1}번 별"


def alt(name: str, near: str, share: float | None) -> str:
    """Of a made face, for those who hear the page."""
    return f"AI 생성 얼굴 {name}" + (f", {near} {percent(share)}" if share is not None else "")


def resembles(name: str, share: float) -> str:
    """ "별무리 62 %"."""
    return f"{name} {percent(share)}"


def pick(place: int, *, chosen: bool) -> str:
    """On the button that makes a face a member."""
    return f"{place + 1}번 빼기" if chosen else f"{place + 1}번 고르기"


def more(left: int) -> str:
    """Below the faces."""
    return f"얼굴 {left}명 더 보기"


def sheet_progress(done: int, count: int) -> str:
    """ "얼굴을 만들고 있습니다 · 8 / 24"."""
    return f"얼굴을 만들고 있습니다 · {done} / {count}"


def clash(places: Sequence[int]) -> str:
    """With which of those chosen a face is too alike."""
    both = attach(", ".join(f"{one + 1}번" for one in places[:2]), "과/와")
    return f"{both} 너무 닮음"


def kept(similarity: float, threshold: float, member: str) -> str:
    """The nearest member on file, and how near that is allowed."""
    return f"가장 가까운 기준 멤버 {member} · 유사도 {similarity:.2f} (기준 {threshold:.2f} 이하)"


def broken(similarity: float, threshold: float, member: str) -> str:
    """The guard does not hold."""
    near = attach(f"기준 멤버 {member}", "과/와")
    return f"{near} 너무 닮았습니다. 유사도 {similarity:.2f}, 기준 {threshold:.2f}."


def guard_member(name: str, similarity: float, threshold: float) -> str:
    """A problem of a group."""
    return (
        f"{attach(f'‘{name}’', '은/는')} 기준 사진의 멤버와 너무 닮았습니다(유사도 {similarity:.2f}, 기준 "
        f"{threshold:.2f}). 바꾸거나 다듬어 주세요."
    )


def floor_members(one: str, other: str, distance: float, floor: float) -> str:
    """A problem of a group."""
    both = f"{attach(f'‘{one}’', '과/와')} {attach(f'‘{other}’', '이/가')}"
    return f"{both} 서로 너무 닮았습니다(거리 {distance:.2f}, 기준 {floor:.2f} 이상). 한 명을 바꿔 주세요."


def holds(threshold: float, floor: float, *, sure: bool) -> str:
    """A group that keeps both rules."""
    by = "큰 그림으로" if sure else "미리보기로"
    return (
        f"{by} 확인했습니다. 기준 사진의 누구와도 유사도 {threshold:.2f}를 넘지 않고, 멤버끼리 거리 {floor:.2f}보다 "
        "떨어져 있습니다."
    )


def found_distinct(found: int, wanted: int) -> str:
    """Fewer are apart than were asked for."""
    return (
        f"이 후보에서 서로 닮지 않은 얼굴은 {found}명까지입니다. {wanted}명이 되려면 후보를 더 만들거나, 그룹을 만든 "
        "뒤 ‘멤버 더하기’로 찾아 주세요."
    )


def chosen(count: int) -> str:
    """How many are chosen."""
    return f"{count}명 골랐습니다" if count else "아직 고르지 않았습니다"


def made_sheet(name: str) -> str:
    """Begun in the background."""
    return f"‘{name}’ 후보를 만들기 시작했습니다."


def made_group(name: str, count: int) -> str:
    """A group is on file."""
    return (
        f"{count}명의 그룹 ‘{name}’을 만들었습니다."
        if not name
        else f"{attach(f'‘{name}’', '을/를')} {count}명으로 만들었습니다."
    )


def search_title(target_said: str, place: str) -> str:
    """Of one search."""
    return f"{target_said} · {place}" if place else target_said


def search_progress(done: int, most: int, best: float | None) -> str:
    """While it goes on."""
    return f"{done} / {most}번 · 지금까지 목표와 {percent(best)} 겹침" if best is not None else f"{done} / {most}번"


def search_found(score: float, start: float | None, seconds: float) -> str:
    """Once it has ended."""
    before = f"{percent(start)}에서 " if start is not None else ""
    took = f"{round(seconds / 60)}분" if seconds >= 90 else f"{max(1, round(seconds))}초"
    return f"목표와 겹침 {before}{percent(score)} · {took} 걸림"


def for_place(group: str, member: str) -> str:
    """Of whom a search is."""
    return f"‘{group}’의 {member} 자리" if member else f"‘{group}’의 새 멤버"


def group_line(count: int, said: str) -> str:
    """In the list of groups."""
    return f"{count}명 · {said}"


def drawn(there: int, total: int) -> str:
    """How many pictures there are."""
    return f"사진 {there} / {total}장"


def mean_title(name: str, share: float) -> str:
    """The finding above the mean resemblance."""
    return f"이 그룹은 {name} 쪽입니다 ({percent(share)})"


def overlaps(share: float) -> str:
    """How much of the target a group has reached."""
    return f"목표와 {percent(share)} 겹칩니다."


def alike(name: str) -> str:
    """On a member's card: whom she is too alike."""
    return f"{attach(name, '과/와')} 너무 닮음"


def tune_title(name: str) -> str:
    """Of a dialog."""
    return f"{name} 다듬기"


def replace_title(name: str) -> str:
    """Of a dialog."""
    return f"{name} 바꾸기"


def saved(project: str, number: int) -> str:
    """As a version of a plan."""
    return f"프로젝트 ‘{project}’에 버전 {number}로 저장했습니다."


def again(seed: int, generator: str, version: str) -> str:
    """What makes a group again."""
    return f"시드 {seed} · {GENERATORS.get(generator, generator)} {version.partition('/')[0]}"


def lineup_title(name: str) -> str:
    """Of the line-up that a group is opened as."""
    return f"{name} (AI 생성)"
