"""The Korean words of the training page."""

from collections.abc import Sequence

from core.text.korean import attach as josa
from core.text.numbers import decimal, percent
from core.ui.words_ko.common import FICTIONAL_PEOPLE, STUDIO, Tone

LEAD = "내 기준 사진으로 모델을 학습하고, 같은 잣대로 견주어 보고, 더 나은 것을 씁니다."
VIEW = "화면"
COMPARE = "비교"
VIEWS = {"train": "학습하기", "compare": COMPARE, "run": "자세히"}

# Training
START_TITLE = "무엇을 학습할까요"
DATA, ENGINE, FAMILIES = "기준 데이터", "엔진", "모델"
FAMILIES_AID = "여러 개를 고르면 차례대로 학습합니다. 하나가 실패해도 나머지는 이어집니다."
ADVANCED = "자세한 설정"
HEEDED = "고른 모델에 쓰이는 설정만 보입니다. 손대지 않은 값은 모델마다 정해진 값을 씁니다."
BALANCE = "사진 수가 달라도 멤버마다 같은 무게로 배웁니다."
BALANCE_GROUPS = "그룹 단위로 나누는 신경망은 그룹마다, 그 안에서는 멤버마다 같은 무게로 배웁니다."
COPIES_TOGETHER = "증강 사본과 거의 같은 사진은 원본과 같은 폴드에만 들어갑니다."
TOGETHER = "거의 같은 사진은 같은 폴드에만 들어갑니다."
START = "학습 시작"
QUICK = "이 세트로 재기"
NOTHING_CHOSEN = "모델을 하나 이상 골라 주세요."
GET_WEIGHTS = "엔진 화면에서 가중치 내려받기"
NEEDS_WEIGHTS = "가중치가 아직 없습니다. 엔진 화면에서 내려받거나, 자세한 설정에서 가짜 가중치로 시험해 주세요."
NEEDS_NETWORK = "가중치를 처음 한 번 인터넷에서 받습니다. 받을 수 없으면 그 모델만 실패로 남습니다."
CLASSES = {"member": "멤버", "group": "그룹"}
# option: (label, help)
OPTIONS = {
    "head": ("분류기", "여러 개를 고르면 하나씩 따로 학습합니다."),
    "classes": ("나누는 단위", "멤버로 나눈 뒤 그룹으로 더하는 쪽이 대체로 낫습니다."),
    "copies": ("사진마다 증강 사본(장)", "돌리고 옮기고 뒤집은 사본입니다. 0이면 쓰지 않습니다."),
    "rotation": ("회전(°)", "왼쪽과 오른쪽으로 이만큼까지 돌립니다."),
    "shift": ("이동(변의 비율)", "가로와 세로로 이만큼까지 옮깁니다."),
    "flip": ("좌우 뒤집기", "사본의 절반을 뒤집습니다."),
    "epochs": ("에폭(번)", "학습 사진을 모두 보는 횟수의 한도입니다."),
    "patience": ("조기 종료(에폭)", "검증 손실이 이만큼 나아지지 않으면 멈춥니다. 0이면 멈추지 않습니다."),
    "batch": ("배치(장)", "한 번에 보는 사진 수입니다."),
    "learning_rate": ("학습률", "한 번에 고치는 크기입니다."),
    "unfreeze": ("마지막 단계도 학습", "느리지만 사진에 더 맞춥니다."),
    "stand_in": ("가짜 가중치로 시험", "실제 가중치 없이 과정만 시험합니다. 나온 수치는 견줄 수 없습니다."),
    "folds": ("폴드 수", "사진을 이만큼 나누어 번갈아 시험합니다."),
    "strangers": ("처음 보는 멤버도 재기", "멤버를 빼고 다시 학습해 재므로 시간이 더 걸립니다."),
    "seed": ("시드", "같은 시드와 같은 사진이면 같은 수치가 나옵니다."),
}  # fmt: skip

# The model in use
IN_USE_TITLE = "지금 연습생을 판정하는 모델"
DEMO_FIGURES = "데모 기록"
DEMO_FIGURES_AID = (
    "스튜디오와 함께 온 기록입니다. 지어낸 얼굴로 잰 값이라, 실제 사람에게 이만큼 맞는다는 뜻이 아닙니다."
)
FICTIONAL_FIGURES = "데모 그룹의 값은 지어낸 얼굴로 잰 것이라, 실제 사람에게 이만큼 맞는다는 뜻이 아닙니다."
NOT_MEASURED = (
    "이 세트와 엔진으로는 아직 재지 않아 얼마나 믿을 수 있는지 말할 수 없습니다. 기본 모델을 학습하면 사람을 빼 가며 "
    "재어 결과로 남깁니다. 판정은 그동안에도 같습니다."
)
IS_MEASURED = "재는 중입니다. 끝나면 여기에 나옵니다."
OPEN_DETAIL, OPEN_COMPARE = "자세히 보기", "다른 모델과 비교"
NO_ESTIMATE = "걸리는 시간은 한 번 학습하면 알 수 있습니다."
ESTIMATE_AID = "걸리는 시간은 이 컴퓨터에서 전에 걸린 시간이나 계산 속도로 어림한 값입니다."

# Queue
QUEUE_TITLE = "학습 줄"
QUEUE_AID = "창을 닫거나 스튜디오를 다시 시작해도 이어집니다."
STATES: dict[str, tuple[str, Tone]] = {
    "waiting": ("차례 기다림", "gray"),
    "running": ("학습 중", "blue"),
    "failed": ("실패", "red"),
    "cancelled": ("취소함", "gray"),
    "interrupted": ("멈춤", "orange"),
}
STOP, RESUME, REMOVE = "취소", "이어서 하기", "목록에서 지우기"
OPEN_RUN = "결과 열기"
FORGET_SURE = "목록에서 지우면 여기까지 계산한 것도 없어져 이어서 할 수 없습니다."
STOPS = "멈추는 중"
PREPARES = "준비하고 있습니다"

# Comparison
COMPARE_NONE = "견줄 결과가 없습니다. 학습하기에서 모델을 학습하거나, 자세히에서 결과 ZIP을 들여와 주세요."
COMPARE_PICK = "견줄 결과"
COMPARE_TITLE = "비교"
COMPARE_TABLE = "같은 잣대로 본 수치"
COMPARE_TABLE_AID = (
    "★는 견줄 수 있는 줄 가운데 가장 좋은 값입니다. 원본 줄은 공개된 수치입니다. 표는 옆으로 밀어 봅니다."
)
GAPS_AID = "점은 아는 멤버의 새 사진, 마름모는 처음 보는 멤버, 점선은 우연입니다. 선이 길수록 얼굴을 외운 것입니다."
ORIGINAL_NAME = "원본 VGGFace(공개 수치)"
ORIGINAL_DATA = "7팀 48명 1,394장"
ORIGINAL_FOLDS = "원본의 폴드별 손실"
ORIGINAL_RESNET = "원본의 ResNet50은 검증 손실이 1.93에서 멈추었습니다. 7팀을 찍는 것과 같은 값입니다(ln 7 = 1.95)."
COLUMNS_COMPARE = (
    "이름", "모델", "데이터", "로그 손실", "정확도(%)", "처음 보는 멤버(%)", "우연(%)", "p값", "재현성(%)",
    "뚜렷할 때(%)", "뚜렷한 비율(%)", "보정 오차(%p)", "시간(초)", "비고",
)  # fmt: skip
WHY_APART: dict[str, str] = {"stand_in": "가짜 가중치라 견줄 수 없음", "other_data": "다른 데이터라 견줄 수 없음"}
ORIGINAL_ROW = "다른 사진으로 잰 값"
BEST = "★"

# One run
DETAIL_NONE = "아직 볼 결과가 없습니다. 학습하기에서 모델을 학습하거나, 결과 ZIP을 들여와 주세요."
RUN = "결과"
RUN_GONE = "보던 결과가 지워져, 가장 새로운 결과를 보여 드립니다."
RENAME, NAME, SAVE_NAME = "이름 바꾸기", "이름", "저장"
USE, STOP_USING = "연습생 판정에 쓰기", "그만 쓰기"
CANNOT_JUDGE = "이 모델은 처음 보는 사람을 판정할 수 없어, 연습생에게 쓸 수 없습니다. 견주는 데에만 씁니다."
EXPORT = "ZIP 내보내기"
DELETE_SURE = "학습 결과와 모델을 지웁니다. 되돌릴 수 없습니다. 기준 사진은 그대로 둡니다."
DELETE_USED = "지금 쓰고 있는 모델입니다. 지우면 기본 모델이 대신합니다."
IMPORT = "결과 ZIP 들여오기"
IMPORT_LABEL = "스튜디오에서 내보낸 ZIP을 여기에 놓거나 눌러서 골라 주세요"
IMPORT_GO = "검사하고 들여오기"
IMPORT_NEED = "ZIP 파일을 먼저 골라 주세요."
IMPORTED = "들여온 결과"
STAND_IN = "가짜 가중치"
BROKEN = "읽지 못한 결과"
SECTION = "보기"
SUMMARY, CURVES, GROUPS, SURE, HARD, MAP = "요약", "곡선", "그룹별", "확신도", "어려운 사진", "지도"
SECTIONS = {"summary": SUMMARY, "curves": CURVES, "groups": GROUPS, "confidence": SURE, "hard": HARD, "map": MAP}

FOUR_BARS = "이 모델을 얼마나 믿을 수 있나"
FOUR_BARS_AID = "막대는 비율(%), 점선은 우연히 맞을 비율입니다. 점선을 넘지 못하면 맞힌다고 말할 수 없습니다."
# (part of the metrics, figure in it): what it is called. Those that a run does not have are not drawn.
BAR_NAMES = {
    ("photo_cv", "accuracy"): "아는 멤버의 새 사진",
    ("leave_member_out", "hit"): "처음 보는 멤버",
    ("repeatability", "top1"): "재현성(전체)",
    ("repeatability", "clear_top1"): "재현성(뚜렷함)",
    ("identification", "auc"): "처음 보는 두 사람 구별",
}
COLUMNS_BARS = ("지표", "값", "우연")
NOTHING_ON_STRANGERS = "처음 보는 사람에게 얼마나 믿을 수 있는지는 재지 못했습니다. 까닭은 아래에 있습니다."
FIGURES = {
    "log_loss": ("로그 손실", "새 사진 교차 검증. 0에 가까울수록 좋습니다."),
    "p": ("p값", "처음 보는 멤버를 맞힌 비율이 우연으로도 나올 확률입니다."),
    "clear_share": ("뚜렷한 비율", "뚜렷하다고 답한 결과의 비율입니다."),
    "spearman": ("순위 상관", "두 반쪽 사진의 그룹 순위가 얼마나 같은지(스피어만)입니다. 1이면 똑같습니다."),
    "jsd": ("분포 거리", "두 반쪽 사진의 닮음이 얼마나 다른지(젠슨·섀넌)입니다. 0이면 똑같습니다."),
    "nobody": ("가깝지 않음", "처음 보는 멤버를 어느 그룹과도 가깝지 않다고 답한 비율입니다. 작아야 합니다."),
    "ece": ("보정 오차", "말한 확신도와 실제의 차이(ECE)입니다. 작을수록 좋습니다."),
}
SETTINGS = "어떻게 학습했나"
SETTINGS_AID = "같은 설정과 같은 사진이면 같은 수치가 다시 나옵니다."
COLUMNS_SETTINGS = ("항목", "값")
DATA_TITLE = "무엇으로 배웠나"
COLUMNS_DATA = ("그룹", "멤버", "사진 수")
MISSED = "얼굴을 못 찾은 사진"
CREATED, ORIGIN, FINGERPRINT, LIBRARIES = "학습한 때", "학습한 곳", "데이터 지문", "라이브러리"
ORIGINS = {"here": "이 스튜디오", "imported": "들여옴"}
STAGES = {"features": "사진 준비", "evaluation": "평가", "map": "지도", "final": "마지막 학습"}
YES, NO = "예", "아니요"
BASE_VERSION, ENGINE_VERSION = "기반 신경망", "엔진 판"

NO_CURVES = "이 모델은 에폭 없이 한 번에 맞추므로 학습 곡선이 없습니다. 폴드별 수치를 보아 주세요."
LOSS_AID = "진한 선은 떼어 둔 검증 사진, 흐린 선은 학습 사진이고 선의 무늬는 폴드입니다."
LOSS_OF_MEMBERS = "멤버를 가리는 손실이라, 그룹을 가리는 로그 손실보다 큽니다."
ACCURACY_OF_MEMBERS = "멤버까지 맞힌 비율이라, 그룹을 맞힌 비율보다 낮습니다."
ACCURACY_AID = "맞힌 사진의 비율(%)입니다. 흐린 선만 오르고 진한 선이 멈추면 외우는 것입니다."
FOLDS_AID = "점은 폴드, 점선은 평균, 띠는 평균 ± 표준편차입니다. 띠가 좁을수록 운에 덜 흔들립니다."
NO_FOLDS = "점수를 낼 수 있는 폴드가 없었습니다."
FOLDS_TITLE = "폴드별 수치"
COLUMNS_FOLDS = ("폴드", "사진 수", "로그 손실", "정확도(%)", "에폭", "시간(초)")
COLUMNS_EPOCHS = ("폴드", "에폭", "학습 손실", "학습 정확도(%)", "검증 손실", "검증 정확도(%)")
MEAN, SD = "평균", "표준편차"
LOSS_NAME, ACCURACY_NAME = "학습 곡선 손실", "학습 곡선 정확도"

PER_GROUP = "그룹마다 얼마나 맞히나"
CONFUSION_AID = "줄은 실제 그룹, 칸은 모델의 답이고 숫자는 사진 수입니다. 대각선에 모일수록 좋습니다."
COLUMNS_GROUPS = ("그룹", "정밀도(%)", "재현율(%)", "F1(%)", "사진 수")
SCORES_AID = "정밀도는 그 그룹이라 한 것 가운데 맞은 비율, 재현율은 그 그룹 사진 가운데 찾아낸 비율입니다."
ROC_AID = "왼쪽 위로 붙을수록 잘 가립니다. 범례의 숫자는 넓이(AUC)이고 점선(0.5)은 찍는 것과 같습니다."
COLUMNS_ROC = ("그룹", "AUC")
ROC_NAME = "그룹별 ROC"
NO_ROC = "점수를 낸 사진이 한 그룹뿐이라 ROC를 그릴 수 없습니다."

RELIABILITY_AID = "점이 점선 위에 있으면 말한 확신도만큼 실제로 같은 답이 나옵니다. 점이 클수록 근거가 많습니다."
COLUMNS_BINS = ("확신도(%)", "실제(%)", "횟수")
NO_BINS = "확신도를 잴 만큼 자료가 없습니다."
ECE = "보정 오차"

HARD_AID = "제 그룹에 준 확률이 낮은 순서입니다. 다른 사람 사진이 섞였거나 흐린 사진인지 살펴보세요."
HARD_MORE = "더 보기"
COLUMNS_HARD = ("파일", "그룹", "멤버", "제 그룹 확률(%)", "모델의 답", "그 확률(%)")
NO_SCORED = "점수를 낸 사진이 없습니다."

MAP_TITLE = "기준 사진의 지도"
PROJECTIONS = {"pca": "주성분(PCA)", "tsne": "이웃(t-SNE)"}
PROJECTION = "펼치는 방법"
TSNE_AID = "점 하나가 기준 사진 한 장입니다. 가까운 이웃끼리 모은 그림이라 멀리 떨어진 거리는 뜻이 없습니다."
FACES = "얼굴 띄우기"
FACES_AID = "점 위에 올리면 사진이 뜹니다. ‘얼굴 띄우기’를 끄면 그림 파일로 받을 수 있습니다."
PICK_AID = "점을 누르면 아래에 사진이 열립니다. 여기에서 골라도 됩니다."
PICK_PHOTOS = "열어 볼 사진"
COLUMNS_MAP = ("그룹", "멤버", "사진", "x", "y")
READING_FACES = "기준 사진을 줄이고 있습니다"
NO_FACES_GONE = "이 결과의 기준 데이터가 지워져 사진 없이 보여 드립니다."
NO_FACES_FOLDER = "명령줄에서 폴더로 학습한 결과라 사진 없이 보여 드립니다."
NO_FACES_IMPORTED = "다른 곳에서 들여온 결과라 사진 없이 보여 드립니다."
TOO_MANY_FACES = "사진이 아주 많아 점 위에는 띄우지 않습니다. 아래에서 골라 열어 주세요."
PHOTO_GONE = "사진이 지워졌습니다"


def done(name: str, what: str) -> str:
    """What was done with a run."""
    return _DONE[what].format(name)


_DONE = {
    "finished": "‘{}’ 학습이 끝났습니다.",
    "deleted": "‘{}’ 결과를 지웠습니다.",
    "forgotten": "‘{}’ 학습을 목록에서 지웠습니다.",
    "used": "이제 ‘{}’ 모델로 연습생을 판정합니다.",
    "unused": "‘{}’ 모델을 그만 씁니다. 기본 모델이 대신합니다.",
    "again": "되돌렸습니다. 다시 ‘{}’ 모델로 연습생을 판정합니다.",
    "back": "되돌렸습니다. ‘{}’ 모델 대신 앞의 모델로 판정합니다.",
    "imported": "‘{}’ 결과를 들여왔습니다.",
}


def picture_lines(about: Sequence[str], today: str, *, fictional: bool) -> tuple[str, ...]:
    """What stands under a picture that leaves the studio. about: sets and engines that the figures are of."""
    made = f"{today}에 만듦 · {STUDIO}"
    return " · ".join(about), f"{made} · {FICTIONAL_PEOPLE}" if fictional else made


def queued(count: int) -> str:
    """Trainings were put into the queue."""
    return f"학습 {count}개를 줄에 넣었습니다."


def epoch(number: int, of: int) -> str:
    """ "에폭 12/30"."""
    return f"에폭 {number}/{of}" if of else f"에폭 {number}"


def loss(value: float) -> str:
    """ "손실 0.412"."""
    return f"손실 {decimal(value)}"


def about(seconds: float) -> str:
    """ "약 17분": rounded as coarsely as an estimate deserves."""
    if seconds < 10:
        return "10초 미만"
    if seconds < 55:
        return f"약 {round(seconds / 10) * 10}초"
    minutes = seconds / 60
    if minutes < 60:
        return f"약 {max(1, round(minutes))}분"
    return f"약 {minutes / 60:.0f}시간" if minutes >= 600 else f"약 {minutes / 60:.1f}시간"


def takes(seconds: float, *, all_known: bool) -> str:
    """Over the button that starts several trainings."""
    if all_known:
        return f"모두 합쳐 {josa(about(seconds), '으로/로')} 어림합니다."
    return f"시간을 아는 것만 {about(seconds)}입니다."


def left(seconds: float) -> str:
    """About how long it will still take."""
    if seconds < 60:
        return f"{max(1, round(seconds))}초쯤 남음"
    return f"{round(seconds / 60)}분쯤 남음" if seconds < 5400 else f"{seconds / 3600:.1f}시간쯤 남음"


def map_aid(first: float, second: float) -> str:
    """How to read the principal components."""
    return f"점 하나가 기준 사진 한 장입니다. 차이의 {percent(first + second)}만 보이니 거리는 대략만 읽어 주세요."


def opened(count: int) -> str:
    """Over the photos that were picked."""
    return f"고른 사진 {count}장"


def more_sentences(count: int) -> str:
    """Over the sentences that are folded away."""
    return f"나머지 {count}개의 뜻 보기"


def broken(count: int) -> str:
    """Folders that could not be read."""
    return f"{BROKEN} {count}개"
