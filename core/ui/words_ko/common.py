"""The Korean words of the line-up page, and those that several pages say.

What the parts below have to say (why a photo is refused, what a figure is called, what failed) stands there, beside its
code: the code is what programs compare."""

from typing import Literal

from core.text.korean import attach
from core.text.numbers import percent
from core.types import JobStatus

Tone = Literal["red", "orange", "yellow", "blue", "green", "violet", "gray", "primary"]

STUDIO = "데뷔 컨셉 스튜디오"
STUDIO_ACCENT_FROM = 6  # "스튜디오" carries the accent
STUDIO_LETTER = "데"

# Navigation
NAV_LINEUP, NAV_DATA, NAV_MODEL = "라인업", "기준 데이터", "모델"
PROJECTS, PRIVACY, VIRTUAL = "프로젝트", "개인정보", "AI 그룹 만들기"
TRY_VIRTUAL = "실제로는 없는 얼굴로 컨셉을 미리 그려 보기: AI 그룹 만들기"
NAV_STUDIO, ACCOUNT, PEOPLE, SIGN_IN_TITLE = "스튜디오", "내 계정", "사람", "로그인"
HOME, LINEUP, CONCEPT, REFERENCE, TRAINING, ENGINES = "홈", "라인업 매칭", "컨셉", "기준 사진", "학습", "엔진"
MY_DEBUT = "나의 데뷔 컨셉"
OPENS_ALONE = "--only 뒤에는 혼자 열 수 있는 페이지의 이름을 적어 주세요:"
TRY_MY_DEBUT = "내 얼굴로 가볍게 해 보기: 나의 데뷔 컨셉 찾기"


def tab_title(page: str) -> str:
    """Of a browser's tab and of its history: which page, then whose."""
    return f"{page} · {STUDIO}"


# Said on several pages
IN_MEMORY = "연습생 사진은 메모리에서만 분석하고 저장하지 않습니다"
IN_MEMORY_UNLESS = "연습생 사진은 메모리에서만 분석하고 ‘사진도 보관’을 고를 때만 남깁니다"
NOT_A_JUDGEMENT = "컨셉 참고용이며 사람에 대한 평가가 아닙니다"
FICTIONAL_PEOPLE = "실존하지 않는 인물입니다"
FICTIONAL_NEWS = "가상의 그룹과 기사입니다"
FICTIONAL_ARTICLE, OPEN_LINK = "가상 기사", "원문 보기"
CLEAR, UNCLEAR = "뚜렷함", "뚜렷하지 않음"
STATUS = {"ok": "사용", "weak": "약함", "rejected": "못 씀"}
TABLE_BEHIND = "표로 보기"
CSV = "CSV 내려받기"
GROUP, MEMBER, TRAINEE, PHOTO, CONFIDENCE = "그룹", "멤버", "연습생", "사진", "확신도"
PUT_AWAY = "닫기"
RESCUE_TITLE = "데이터베이스를 되살리는 방법을 골라 주세요"
RESCUE_AID = (
    "손상된 파일은 지우지 않고 이름을 바꿔 둡니다. 사진, 그룹 목록, 낱말집, 학습 결과는 따로 저장되어 그대로입니다."
)
RESCUE_BY_ADMIN = "관리자는 이 화면에서 안전 사본으로 되돌릴 수 있습니다. 관리자에게 알려 주세요."
RESCUE_AT_SERVER = (
    "누가 관리자인지도 그 데이터베이스에 있어 이 화면에서는 아무도 되살릴 수 없습니다. 서버를 맡은 사람에게 알려 "
    "주세요. 서버에서 `python -m core rescue --copy newest`를 실행하면 가장 새로운 안전 사본으로 되돌립니다."
)
RESTORE_AID = "안전 사본으로 되돌리면 그 뒤에 바꾼 것만 없어집니다."
START_EMPTY = "새 데이터베이스로 시작하기"
START_EMPTY_AID = (
    "새로 시작하면 사진이 있는 세트는 다시 찾아 이름을 붙이고, 사진의 출처와 검토 결과, 모은 뉴스는 비웁니다."
)
SET_ASIDE_ALREADY = "다른 창에서 이미 되살렸습니다."
UNEXPECTED = "예상하지 못한 오류가 났습니다. 다시 시도해 주시고, 계속되면 관리자에게 알려 주세요."
PREPARING = "기준 사진을 준비하고 있습니다. 처음 한 번만 걸립니다."
READING = "사진을 분석하고 있습니다"


SAVES_FINISH = "저장하던 것을 마치고 닫습니다."
SAVED_AND_CLOSED = "저장을 마치고 닫았습니다."
SAVES_CUT_OFF = "저장이 20초 안에 끝나지 않아 그대로 닫습니다. 끝나지 않은 저장은 없던 일이 됩니다."


def opened(address: str) -> str:
    """In the terminal that started it."""
    return f"스튜디오를 열었습니다: {address}"


FOREIGN_NAME = (
    "이 주소로는 스튜디오를 열 수 없습니다. 이 컴퓨터에서는 http://localhost 로 시작하는 주소로 열어 주세요. "
    "다른 이름으로 열려면 스튜디오를 켤 때 --server.allowedHosts 에 그 이름을 적어 주세요."
)
STOP = "멈추기"


def progress(done: int, total: int, what: str) -> str:
    """ "사진을 분석하고 있습니다 · 3 / 24"."""
    return f"{what} · {done} / {total}" if total else what


def in_line(ahead: int, seconds: float | None, *, begun: bool) -> str:
    """ "앞에 3명이 있습니다. 약 8초 뒤에 시작합니다." begun: some of the work is done already."""
    then = "이어서 합니다" if begun else "시작합니다"
    minutes = round((seconds or 0) / 60)
    when = f"약 {minutes}분 뒤에" if minutes > 1 else f"약 {seconds:.0f}초 뒤에" if seconds and seconds >= 1 else "곧"
    return f"앞에 {ahead}명이 있습니다. {when} {then}."


# Of the buttons below a chart.
PICTURE_TEXTS = {"save": "그림으로 받기", "failed": "그림을 만들지 못했습니다. 다시 눌러 주세요."}

# Sidebar
ACTIVE_SET, OWN_SET = "사용 중인 기준 데이터", "나만 사용 중인 기준 데이터"
ONLY_ME, LIKE_TEAM = "나만 다른 세트로", "팀의 세트로 돌아가기"
ONLY_ME_AID = "이 브라우저의 판정과 화면만 바뀝니다. 함께 쓰는 사람들의 세트는 그대로입니다."
USE_FOR_ALL, USE_ALONE, AS_EVERYBODY = "모두의 기준으로", "나만 쓰기", "모두의 기준으로 되돌리기"
USE_ALONE_AID = "내 판정과 화면만 바뀝니다. 다른 사람들은 모두의 기준을 그대로 씁니다."
ALSO_TEAMS = "지금은 팀도 이 세트와 비교합니다."
WORK_ELSEWHERE = "진행 중인 작업"
FOR_EVERYBODY = "이 스튜디오를 함께 쓰는 모두에게 바뀌었습니다."
GLOSSARY = "용어 풀이"
GLOSSARY_ITEMS = (
    (
        "닮음",
        "연습생의 사진이 등록된 그룹 가운데 그 그룹에 가장 가까울 확률입니다. 합은 100 %이고, 소속 예측이 아닙니다.",
    ),
    (
        "확신도",
        "같은 사람의 다른 사진으로 다시 분석해도 같은 그룹이 나올 확률입니다. 분석에 쓰지 않은 사람들로 맞추었습니다.",
    ),
    ("뚜렷함 / 뚜렷하지 않음", "확신도가 기준을 넘으면 뚜렷함입니다. 뚜렷하지 않으면 사진을 더 올려 주세요."),
    ("판정", "사진의 분석으로 연습생이나 라인업이 어느 쪽인지, 얼마나 뚜렷한지 정한 답입니다."),
    ("재현성", "한 사람의 사진을 반으로 나누어 따로 분석했을 때 같은 답이 나오는 비율입니다."),
    ("범위", "라인업에서 연습생을 무작위로 바꾸어 뽑아 다시 계산했을 때 결과의 90 %가 들어가는 구간입니다."),
    ("유사도", "두 사람의 얼굴이 얼마나 비슷한지입니다. 1에 가까울수록 비슷하고, 0이면 아무 두 사람만큼입니다."),
    (
        "로그 손실",
        "모델이 정답에 매긴 확률이 낮을수록 커지는 값입니다. 0에 가까울수록 좋고, 틀린 것을 확신할수록 나빠집니다.",
    ),
    ("p값", "우연만으로 이만한 값이 나올 확률입니다. 작을수록 우연이 아닙니다."),
    (
        "두드러짐(z)",
        "다른 그룹의 기사보다 이 그룹의 기사에 얼마나 더 자주 나오는지입니다. 클수록 확실하고, 2를 넘지 못하면 "
        "아직 우연일 수 있습니다.",
    ),
    ("분류 지수", "기사에서 그 분류의 말이 나오는 비율을 모든 그룹의 평균과 견준 값입니다. 평균이 100입니다."),
    ("말 / 낱말", "말은 기사에서 센 것이고, 낱말은 그것을 어떻게 셀지 낱말집에 적어 둔 것입니다."),
    ("섞인 점수", "라인업이 닮은 그룹들의 두드러짐을 닮은 만큼씩 더한 값입니다."),
    ("엔진", "얼굴을 찾고 숫자로 바꾸는 부품입니다. 엔진이 바뀌면 기준 사진도 다시 읽습니다."),
    ("기준 사진", "비교 대상이 되는 그룹 멤버의 사진입니다. 그룹/멤버/사진 폴더로 준비합니다."),
    ("뺌 / 빼 둠", "뺌은 사람이 쓰지 않기로 한 것이고, 빼 둠은 검사가 따로 둔 것으로 사람이 아직 정하지 않았습니다."),
)


def work_under_way(status: JobStatus) -> str:
    """Beside the other pages: "사진을 읽고 얼굴을 찾는 중 · 40 %"."""
    far = [percent(status.share)] if status.total else []
    return " · ".join([status.label or JOB_WAITING, *far])


def work_ended(title: str, *, well: bool) -> str:
    """Beside the other pages: work that went on there has come to an end."""
    return f"{title}: {'끝났습니다' if well else '멈췄습니다'}"


def teams_set(name: str) -> str:
    """Below a set that a visitor compares with alone."""
    return f"팀은 {attach(f'‘{name}’', '과/와')} 비교합니다."


def only_me(name: str) -> str:
    """A visitor has chosen a set for this visit."""
    return f"이제 나만 {attach(f'‘{name}’', '과/와')} 비교합니다. 팀의 세트는 그대로입니다."


def like_team(name: str) -> str:
    """A visitor compares with the team's set again."""
    return f"이제 팀과 같이 {attach(f'‘{name}’', '과/와')} 비교합니다."


def own_set_gone(name: str) -> str:
    """The set that a visitor had chosen was deleted; "" where its name is not known."""
    which = f"나만 쓰던 ‘{name}’ 세트가" if name else "나만 쓰던 세트가"
    return f"{which} 지워져 팀의 세트와 비교합니다."


def own_choice(own: str, team: str) -> str:
    """Whose choice of an engine or a model is in force, where it is the visitor's."""
    also = "모두의 기준도 같습니다." if own == team else f"모두의 기준은 ‘{team}’입니다."
    return f"나만 {attach(f'‘{own}’', '을/를')} 씁니다. {also}"


def used_alone(name: str) -> str:
    """An engine or a model was chosen by the visitor alone."""
    return f"이제 나만 {attach(f'‘{name}’', '을/를')} 씁니다. 모두의 기준은 그대로입니다."


def as_everybody(name: str) -> str:
    """What everybody chose holds for the visitor again."""
    return f"이제 모두의 기준인 {attach(f'‘{name}’', '을/를')} 씁니다."


def set_size(groups: int, members: int) -> str:
    """How big a reference set is."""
    return f"{groups}팀 · {members}명"


# Home
HOME_TITLE = "이 라인업, 어떤 컨셉인가"
HOME_LEAD = (
    "연습생 사진을 올리면 얼굴을 찾아 어느 걸그룹 쪽에 가까운지, 얼마나 확실한지, 왜 그런지를 보여 주고, "
    "그 그룹의 컨셉을 한국어 뉴스의 말로 풀어 드립니다."
)
OPEN_DEMO = "데모 라인업 열기"
OPEN_OWN = "내 사진으로 시작"
DEMO_NOTE = "데모의 그룹, 멤버, 연습생, 기사는 모두 지어낸 것이며 **실존하지 않습니다**."
STEPS = (
    (":material/add_photo_alternate:", "1. 라인업을 올립니다", "사진, 폴더, ZIP, 카메라 가운데 편한 것으로 올립니다."),
    (":material/bar_chart:", "2. 닮은 쪽을 읽습니다", "라인업과 연습생마다 닮음과 확신도, 근거를 봅니다."),
    (":material/cloud:", "3. 컨셉을 펼칩니다", "닮은 그룹의 기사에서 두드러진 말과 문장을 봅니다."),
    (":material/folder_special:", "4. 남기고 나눕니다", "프로젝트에 저장해 비교하고 보고서로 나눠 줍니다."),
)
STEP_UPLOAD, STEP_RESULT, STEP_CONCEPT, STEP_KEEP = "사진 올리기", "결과 보기", "컨셉 보기", "프로젝트 보기"
STEP_DONE, STEP_RESULT_LATER = "마쳤습니다.", "분석하면 여기에서 이어집니다."
LOADED = "무엇이 준비되어 있나"
NEXT_DEMO = "**다음 할 일** · 데모 라인업으로 결과를 먼저 보고, 기준 사진을 넣으면 실제 그룹과 비교합니다."
NEXT_READ = "**다음 할 일** · 팀이 모은 컨셉과 나에게 열린 프로젝트를 살펴보고, 댓글로 의견을 남깁니다."
NEXT_OWN = "**다음 할 일** · 기준 사진이 준비되었습니다. 연습생 사진을 올려 분석해 주세요."
CONTINUE, UPLOAD = "결과 이어서 보기", "연습생 사진 올리기"
REPLACE_TITLE, REPLACE_YES = "지금 라인업을 지울까요?", "지우고 시작"


def next_result(title: str, trainees: int) -> str:
    """There is a line-up to go on with."""
    return f"**다음 할 일** · 분석한 라인업이 있습니다: {title}, 연습생 {trainees}명. 결과를 이어서 보아 주세요."


def replace_sure(title: str, trainees: int) -> str:
    """Before another line-up takes the place of the one on screen."""
    return (
        f"분석한 **{title}**(연습생 {trainees}명)의 사진, 이름, 결과가 메모리에서 지워집니다. "
        "어디에도 저장되어 있지 않아 되돌릴 수 없습니다."
    )


OWN_TITLE = "내 기준 사진"
OWN_ADD = "내 기준 사진 넣기"
OWN_LEAD = "비교할 그룹의 사진을 넣거나 인터넷에서 모으고, 잘못 섞인 사진을 걸러 냅니다. 언제든 데모로 돌아갑니다."
REFERENCE_PHOTO = "기준 사진"
IN_USE, IN_USE_ALONE = "사용 중", "나만 사용 중"
DELETE, DELETE_YES, CANCEL = "삭제", "지웁니다", "취소"
JOB_WAITING = "차례를 기다립니다"


# Line-up: bringing photos in
LINEUP_LEAD = "연습생마다 얼굴이 또렷한 정면 사진을 3장 이상 올리면 결과가 안정됩니다."
INTAKE_WAYS = {"files": "파일·ZIP", "folder": "폴더", "camera": "카메라"}
FILES_LABEL = "사진이나 ZIP을 여기에 놓거나 눌러서 골라 주세요"
FILES_HELP = "여러 장을 한꺼번에 고를 수 있습니다. JPEG, PNG, WebP, HEIC는 40 MB, ZIP은 400 MB까지 읽습니다."
FOLDER_UPLOAD_LABEL = "폴더를 여기에 놓거나 눌러서 골라 주세요"
NAMING = (
    "이름은 이렇게 나눕니다: 폴더 `연습생/사진.jpg`, 또는 파일 이름 `연습생_아무거나.jpg`. "
    "분석한 뒤에도 이름을 고치고 사진을 옮길 수 있습니다."
)
CAMERA_LABEL = "얼굴이 가운데 오도록 찍어 주세요"
CAMERA_NAME = "연습생 이름"
CAMERA_ADD = "이 사진 넣기"
CAMERA_NEED = "이름을 적고 사진을 찍어 주세요."
NO_FILES = "분석할 사진을 먼저 골라 주세요."
STARTS_BY_ITSELF = "올리는 중이라면 다 올라오는 대로 시작합니다."
DEMO_LINEUP_TITLE = "데모 라인업"
OWN_LINEUP_TITLE = "내 라인업"
DEMO_TRAINEE = "연습생"


def camera_count(count: int) -> str:
    """How many camera shots wait."""
    return f"찍은 사진 {count}장이 기다리고 있습니다."


def analyse_button(count: int) -> str:
    """The intake's one button."""
    return f"{count}개 파일 분석하기" if count else "분석하기"


def lineup_title(title: str, trainees: int, photos: int) -> str:
    """The page's heading once there is a result."""
    return f"{title} · 연습생 {trainees}명, 사진 {photos}장"


# Line-up: the answer
BARS_AID = "막대는 닮음(%), 가로선은 90 % 범위입니다. 막대의 순서와 색은 모든 화면에서 같습니다."
BARS_AID_ONE = "막대는 닮음(%)입니다. 연습생이 2명 이상이면 범위도 계산합니다."
CARDS_AID = "얼굴 위 이름은 가장 닮은 그룹, 막대는 닮음, 아래는 그 그룹에서 결과를 이끈 멤버와 몫입니다."
NEW_LINEUP, CLEAR_ALL = "다른 라인업", "지우기"
CLEAR_HELP = "연습생의 사진, 이름, 결과와 모든 화면에서 고르고 적은 것을 메모리에서 지웁니다."
CLOSING = "창을 닫으면 2분 안에 메모리에서도 지워집니다."
UNDO = "되돌리기"
SEE_PHOTOS = "사진과 근거"
SHOW_WHY = "얼굴의 어디를 보았는지 보기"
WHY_READING = "얼굴의 부분을 하나씩 가려 가며 다시 재고 있습니다"
WHY_UNSURE = "다르게 가려 재면 다른 곳이 나와, 얼굴의 어디를 보았는지 말할 수 없습니다."
NAME = "이름"
MOVE_TO = "옮길 연습생"
NEW_TRAINEE = "새 연습생"
ARRANGE = "이름과 사진을 한꺼번에 고치기"
ARRANGE_AID = (
    "‘연습생’ 칸에 다른 이름을 적으면 그 줄의 사진 한 장만 그 사람에게 옮겨 갑니다. 새 이름은 새 연습생이 됩니다."
)
ARRANGED = "사진을 옮겨 다시 분석했습니다."
REFUSED_TITLE = "읽지 못한 파일"
HEAT_TITLE = "누가 어느 그룹 쪽인가"
HEAT_AID = (
    "칸의 숫자는 닮음(%)이고, 진할수록 가깝습니다. 회색 칸은 어느 그룹과도 가깝지 않을 확률로 따로 잽니다. 빈 줄은 "
    "쓸 수 있는 사진이 없는 연습생입니다."
)
SEE_CONCEPT = "컨셉 보기"
SEE_MIX, SEE_MIX_HELP = "섞어 보기", "닮은 그룹들의 말을 닮은 만큼씩 섞어 이 라인업의 컨셉으로 봅니다."
COLUMNS_LINEUP = ("연습생", "가장 닮은 그룹", "확신도(%)", "판정", "가깝지 않음(%)", "까닭")
COLUMNS_PHOTOS = ("연습생", "파일", "상태", "가장 닮은 그룹", "까닭")
NOBODY = "쓸 수 있는 사진이 한 장도 없어 라인업을 판정하지 못했습니다. 얼굴이 또렷한 정면 사진을 올려 주세요."
CSV_PHOTOS = "사진별 CSV"
LINEUP_FILE, FICTIONAL = "라인업", "가상"
STATE = "상태"
MODEL_NOTE = "모델이 얼마나 믿을 만한지 보기"
BAD_FILE_NOTE = (
    "누구의 사진인지 알 수 없는 파일입니다. 연습생의 사진 가운데 쓰지 못한 것은 그 연습생의 카드에 적었습니다."
)


def renamed(old: str, new: str) -> str:
    """A set or a run has another name."""
    return f"‘{old}’의 이름을 {attach(f'‘{new}’', '으로/로')} 바꾸었습니다."


def undone(change: str) -> str:
    """The last change was taken back."""
    return f"되돌렸습니다: {change}"


def steps(count: int) -> str:
    """On the button that undoes."""
    return f"{UNDO} ({count})" if count > 1 else UNDO


def more_trainees(count: int) -> str:
    """Cards that are not drawn yet."""
    return f"{count}명 더 보기"


def more_notes(count: int) -> str:
    """Reasons that do not fit on a card."""
    return f"다른 까닭 {count}가지는 ‘{SEE_PHOTOS}’에 있습니다."


def restore(made: str) -> str:
    """On the button that brings back a safety copy."""
    return f"{made} 안전 사본으로 되돌리기"


def set_aside(name: str) -> str:
    """The damaged database has another name."""
    return f"데이터베이스를 되살렸습니다. 손상된 파일은 작업 폴더에 ‘{name}’ 이름으로 두었습니다."
