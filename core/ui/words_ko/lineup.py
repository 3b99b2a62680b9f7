"""The Korean words of the line-up page: what judged it, what may be changed, what is asked first."""

from core.text.korean import attach as josa
from core.text.numbers import percent

# Fiction and reality
FICTION_TITLE = "비교 대상이 실존하지 않는 그룹입니다"
FICTION_ASK = (
    "지금 사용 중인 기준 데이터는 데모입니다. 데모의 그룹과 멤버는 지어낸 것이라, 실제 연습생의 컨셉을 정하는 데 "
    "쓸 수 없습니다. 실제 그룹과 비교하려면 기준 사진을 먼저 넣어 주세요."
)
FICTION_YES = "시험 삼아 데모와 비교하기"
BRING_REFERENCE = "기준 사진 넣으러 가기"
REAL_TITLE = "데모 연습생은 실존하지 않는 인물입니다"
REAL_ASK = "지금 사용 중인 기준 데이터는 실제 그룹입니다. 지어낸 인물을 실제 그룹과 비교한 결과에는 뜻이 없습니다."
REAL_YES = "시험 삼아 비교하기"
REAL_AGAINST_FICTION = (
    "**실제 사진을 실존하지 않는 데모 그룹과 비교한 결과입니다.** 시험으로만 보시고, 컨셉을 정하는 데 쓰지 마세요."
)
FICTION_AGAINST_REAL = (
    "**실존하지 않는 데모 연습생을 실제 그룹과 비교한 결과입니다.** 시험으로만 보시고, 컨셉을 정하는 데 쓰지 마세요."
)

AGREED = "시험 삼아 비교합니다."

# What judged it
NOW_IN_USE = "지금 기준으로 다시 분석하기"
STAY = "이전 기준 그대로 보기"
SEEN = "확인했습니다"
COLUMNS_CHANGED = ("연습생", "이전", "지금")
CHANGED = "달라진 연습생"
WHO_CHANGED = "누가 달라졌나 보기"
NONE_CHANGED = "연습생마다 가장 가까운 그룹은 그대로입니다."

# Changing it
ASK_CLEAR, CLEAR_YES = "이 라인업을 지울까요?", "지웁니다"
CLEAR_BODY = "사진, 이름, 결과가 메모리에서 사라지고 되돌릴 수 없습니다. 프로젝트에 저장한 것은 남습니다."
ASK_NEW, NEW_YES = "다른 라인업을 시작할까요?", "새로 시작합니다"
NEW_BODY = (
    "지금 라인업의 사진, 이름, 결과가 메모리에서 사라집니다. 프로젝트에 저장한 것은 남습니다. 사진을 더하려면 ‘사진 "
    "더하기’를 써 주세요."
)
ADD, ADD_AID = "사진 더하기", "이름이 같은 연습생에게 더해지고, 새 이름은 새 연습생이 됩니다."
ADD_GO, ADD_NEED = "더해서 다시 분석하기", "더할 사진을 먼저 골라 주세요."
ADDED = "사진을 더해 다시 분석했습니다."
ADD_TO_THIS = "이 연습생의 사진 더하기"
BENCH, BENCHED = "연습생 빼기", "뺀 연습생"
RENAME, NEW_NAME, RENAME_GO = "이름", "새 이름", "이름 바꾸기"
JOIN = "한 사람으로 묶기"
PHOTOS = "사진마다의 답"
TO_WHOM, MOVE_GO = "누구의 사진인지 골라 주세요", "옮기기"
NAMES, NAMES_AID = (
    "이름",
    "이름을 고치면 그 사람의 사진이 모두 따라갑니다. 두 사람에게 같은 이름을 적으면 한 사람으로 묶입니다.",
)
NAMES_GO, NAMED, COUNT = "이름 바꾸기", "이름을 바꾸었습니다.", "사진 수"
OWNERS, OWNERS_GO = "누구의 사진인가", "사진 옮기기"
PREVIOUS, NEXT = "이전", "다음"
NO_GROUP = "가깝지 않음"
EMPTY = "남은 연습생이 없습니다. 뺀 연습생을 다시 넣거나 사진을 더해 주세요."
CSV_LINEUP, CSV_PEOPLE = "라인업 CSV", "연습생별 CSV"
COLUMNS_SUM = ("그룹", "닮음(%)", "범위 아래(%)", "범위 위(%)")
COLUMNS_SOURCE = ("기준 데이터", "엔진", "가상(실존하지 않음)")
CLOSE_TO_NOBODY = "어느 그룹과도 가깝지 않음"
CARRIED = "이 결과를 이끈 멤버"
CARRIED_AID = "몫은 이 그룹의 점수에서 그 멤버가 차지하는 부분으로, 그룹 안에서 더하면 100 %입니다."
NEAREST = "가장 비슷한 멤버(그룹 상관없이)"
NEAREST_AID = "숫자는 유사도입니다. 1에 가까울수록 비슷하고, 0이면 아무 두 사람만큼입니다."
BESIDE = "얼굴을 나란히"
NOT_BESIDE = "비교할 기준 사진을 찾지 못했습니다."
OTHER_FACES = "얼굴이 여럿인 사진이라 가장 크고 가운데 있는 얼굴을 골랐습니다. 다른 사람이면 골라 주세요."
SHARED_FACE = "얼굴이 여럿인 사진에서, 이 연습생의 다른 사진과 같은 얼굴을 골랐습니다."


def judged_by(source: str, engine: str) -> str:
    """Beside the heading: what the line-up was compared with."""
    return f"기준: {source} · {engine}"


def old_answer(source: str, now: str) -> str:
    """Over an answer that what is in use now did not give."""
    return f"이 결과는 ‘{source}’ 기준입니다. 지금 사용 중인 기준은 ‘{now}’입니다."


def older_answer(source: str) -> str:
    """Over an answer of the set in use, as it was before its photos or the model were changed."""
    return f"이 결과는 ‘{source}’의 이전 사진이나 이전 모델로 낸 것입니다."


def same_set(source: str) -> str:
    """Beside two answers of one set."""
    return f"‘{source}’ 세트의 사진이나 판정하는 모델이 바뀌었습니다."


def gone_set(source: str) -> str:
    """A set that was deleted since."""
    return f"{source}(지워진 세트)"


def old_engine(source: str, engine: str) -> str:
    """Over an answer of another engine, whose vectors cannot be compared."""
    return (
        f"이 결과는 ‘{source}’ 세트와 {engine} 엔진으로 낸 것입니다. 그 뒤에 엔진이 바뀌었고, 다른 엔진으로는 같은 "
        "사진을 다시 올려야 분석할 수 있습니다."
    )


def changed(before: str, share_before: float, now: str, share_now: float) -> str:
    """ "있지 33 % → 블랙핑크 42 %"."""
    return (
        f"기준 데이터나 모델이 바뀌어 다시 분석했습니다: {before} {percent(share_before)} → {now} {percent(share_now)}"
    )


def clear_from(share: float | None) -> str:
    """The line from which the word is used."""
    if share is None:
        return ""
    return f"확신도 {percent(share)} 이상이고, 사진 두 장 이상에서 절반 넘게 같은 쪽이면 뚜렷하다고 합니다."


def agreement(alike: int, counted: int, group: str) -> str:
    """ "사진 4장 중 3장이 트와이스"."""
    return f"사진 {counted}장 중 {alike}장이 {group}" if counted > 1 else f"사진 1장이 {group}"


def nobody_aid() -> str:
    """What the row beside the groups says."""
    return f"‘{NO_GROUP}’은 어느 그룹과도 가깝지 않을 확률로, 합이 100 %인 그룹의 닮음과 따로 잽니다."


def carrier(name: str, share: float) -> str:
    """ "유나 34 %"."""
    return f"{name}\u00a0{percent(share)}"


def added(name: str) -> str:
    """A trainee is back."""
    return f"{josa(name, '을/를')} 다시 넣었습니다."


def benched(name: str) -> str:
    """A trainee is left out."""
    return f"{josa(name, '을/를')} 빼고 다시 계산했습니다. 사진은 그대로 있어 다시 넣을 수 있습니다."


def photo(row: int) -> str:
    """What a photo of a trainee is called. row: from 0."""
    return f"사진 {row + 1}"


def take_out(row: int) -> str:
    """On the button that leaves a photo out."""
    return f"{photo(row)} 빼기"


def take_in(row: int) -> str:
    """On the button that has a photo count that was set aside."""
    return f"{photo(row)} 다시 쓰기"


def move(row: int) -> str:
    """On the button that opens the choice of another trainee."""
    return f"{photo(row)} 옮기기"


def which_face(row: int) -> str:
    """Over the choice among several faces."""
    return f"{photo(row)}에서 분석할 얼굴"


def taken_out(name: str) -> str:
    """A photo does not count any more. name: as in `photo`."""
    return f"{josa(name, '을/를')} 빼고 다시 분석했습니다."


def taken_in(name: str) -> str:
    """A photo counts again."""
    return f"{josa(name, '을/를')} 넣어 다시 분석했습니다."


def face_chosen(name: str, face: int) -> str:
    """Another face of a photo is meant. face: from 1."""
    return f"{name}에서 {face}번 얼굴로 다시 분석했습니다."


def moved(name: str, owner: str) -> str:
    """A photo is somebody else's."""
    return f"{josa(name, '을/를')} {owner}의 사진으로 옮겨 다시 분석했습니다."


def added_to(name: str) -> str:
    """More photos of one trainee."""
    return f"{name}의 사진을 더해 다시 분석했습니다."


def name_taken(name: str) -> str:
    """Before two trainees become one."""
    return f"‘{name}’ 연습생이 이미 있습니다. 같은 사람이면 사진을 모아 한 사람으로 묶습니다."


def joined(name: str) -> str:
    """Two trainees are one."""
    return f"{name}의 사진으로 모아 다시 분석했습니다."


def beside(name: str) -> str:
    """Under two faces. name: of the member."""
    return f"{name}의 기준 사진 가운데 이 얼굴과 가장 비슷한 한 장입니다. 두 얼굴을 같은 크기와 각도로 잘랐습니다."


def invented(*, trainees: bool, groups: bool) -> str:
    """Which of them do not exist, in a table that leaves the studio; "" where all do."""
    return "·".join(name for name, own in (("연습생", trainees), ("그룹", groups)) if own)
