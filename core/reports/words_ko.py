"""The Korean words of what leaves the studio as a report: PDF, PowerPoint, workbook and page."""

from collections.abc import Sequence

from core.text.korean import attach as josa
from core.text.numbers import percent, percent_number
from core.ui.words_ko import common as t

PARTS = {
    "brief": "한 장 요약",
    "cards": "연습생 카드",
    "what_if": "구성 바꿔 보기",
    "comparison": "버전 비교",
    "positioning": "포지셔닝 맵",
    "concept": "컨셉 요약",
    "cloud": "낱말 구름",
    "facets": "분류 레이더",
    "board": "컨셉 보드",
    "comments": "댓글",
    "metrics": "지표와 한계",
    "method": "판정 방법",
    "credits": "기준 사진 출처",
}
FORMATS = {"pdf": "PDF", "pptx": "파워포인트(PPTX)", "xlsx": "엑셀(XLSX)", "html": "웹 문서(HTML)"}
FACES = {"off": "얼굴 없이", "blurred": "흐리게", "shown": "그대로"}

TITLE = "라인업 보고서"
STAMP = "컨셉 참고용"
FOOT = f"{t.STUDIO} · {t.NOT_A_JUDGEMENT}"
NOTHING = {
    "what_if": "바꿔 본 구성이 없습니다.",
    "comparison": "비교할 다른 버전이 없습니다.",
    "positioning": "점수가 있는 연습생이 없어 포지셔닝 맵을 그릴 수 없습니다.",
    "concept": "컨셉을 분석한 기사가 없습니다.",
    "cloud": "구름에 그릴 말이 없습니다.",
    "facets": "분류된 말이 없습니다.",
    "board": "컨셉 보드에 담은 것이 없습니다.",
    "comments": "이 버전과 보드, 낱말에 달린 댓글이 없습니다.",
    "credits": "기준 사진의 출처를 읽지 않았습니다.",
}
DEMO = "데모입니다. 연습생도 그룹도 지어낸 것이며 실존하지 않습니다."
FICTIONAL_GROUPS = "데모의 지어낸 그룹과 비교한 결과입니다. 시험으로만 보시고, 컨셉을 정하는 데 쓰지 마세요."
FICTIONAL_TRAINEES = "지어낸 데모 연습생을 비교한 결과입니다. 시험으로만 보시고, 컨셉을 정하는 데 쓰지 마세요."
COMPOSED = "저장된 점수로 연습생 구성을 바꾸어 본 버전입니다. 사진을 새로 분석하지 않았습니다."
UNSHOWN = "이 글꼴에 없는 글자는 □로 적었습니다."

# One page
BARS_TITLE = "그룹마다 얼마나 닮았나"
BARS_AID = "막대는 닮음(%), 가는 선은 90 % 범위입니다. 그룹의 순서와 색은 이 보고서 어디에서나 같습니다."
BARS_AID_ONE = "막대는 닮음(%)입니다. 그룹의 순서와 색은 이 보고서 어디에서나 같습니다."
NOBODY_AID = "‘가깝지 않음’은 어느 그룹과도 가깝지 않을 확률로, 합이 100 %인 닮음과 따로 잽니다."
BARS_HEADER = ("그룹", "닮음", "범위")
HEAT_AID = "칸의 숫자는 닮음(%)이고, 진할수록 가깝습니다."
VERDICT, CONFIDENCE = "판정", "확신도"
NO_FIGURE = "–"

# Cards
CARDS_AID = "막대는 가장 닮은 세 그룹의 닮음입니다."
CARD_MORE = "외"
FACE_BLURRED, FACE = "흐리게 한 얼굴", "얼굴"

# Concept
WORDS_TITLE = "기사에서 두드러진 말"
WORDS_HEADER = ("말", "분류", "기사 수", "두드러짐(z)")
WORDS_AID = (
    "두드러짐이 클수록 다른 그룹보다 이 그룹의 기사에 확실히 더 자주 나옵니다. 2를 넘지 못하면 우연일 수 있습니다."
)
QUOTES_TITLE = "기사의 문장"
CLOUD_AID = "클수록 이 그룹의 기사에 확실히 더 자주 나오는 말입니다."
RADAR_AID = "점선은 모든 그룹의 평균(100)입니다. 바깥일수록 그 분류의 말이 더 자주 나옵니다."
FACETS_HEADER = ("분류", "지수", "기사 수", "기사 비율", "평균")
LEGEND_AVERAGE = "평균 100"

# Board
PALETTE = "색"
BOARD_NOTES, BOARD_WORDS, BOARD_LINKS = "메모", "말", "링크"
BOARD_HEADER = ("말", "그룹", "분류")
TARGET_TITLE, TARGET_HEADER = "목표", ("항목", "내용")
TARGET_SIZE, TARGET_AUDIENCE, TARGET_MARKET = "인원", "대상", "시장"
TARGET_GROUPS, TARGET_FACETS = "찾는 그룹", "찾는 분류"

# Figures, limits, method
BASIS_TITLE, BASIS_HEADER = "무엇으로 판정했나", ("항목", "내용")
BASIS_SET, BASIS_SIZE, BASIS_PRINT = "기준 데이터", "크기", "데이터 지문"
BASIS_ENGINE, BASIS_MODEL, BASIS_CLEAR = "엔진", "모델", "뚜렷함의 기준"
DEFAULT_MODEL = "기준 사진에 맞춘 기본 모델"
MEASURES_TITLE, MEASURES_HEADER = "모델의 지표", ("지표", "값", "읽는 법")
# Part of the metrics, figure, what it is called, what to hold it against, whether it is a share.
MEASURES = (
    ("photo_cv", "log_loss", "사진 교차 검증: 로그 손실", "낮을수록 좋음", False),
    ("photo_cv", "accuracy", "사진 교차 검증: 정확도", "높을수록 좋음", True),
    ("leave_member_out", "hit", "멤버를 빼고 평가: 적중률", "우연보다 높을수록 좋음", True),
    ("leave_member_out", "chance", "멤버를 빼고 평가: 우연", "적중률과 견줄 값", True),
    ("repeatability", "top1", "재현성: 전체", "높을수록 좋음", True),
    ("repeatability", "clear_top1", "재현성: 뚜렷한 판정", "높을수록 좋음", True),
    ("repeatability", "ece", "보정 오차(ECE)", "낮을수록 좋음", False),
    ("identification", "auc", "처음 보는 두 사람 구별(AUC)", "우연은 0.5", False),
)
NO_MEASURES = "이 버전을 판정한 모델의 지표는 적혀 있지 않습니다. 지표는 학습 화면에서 재어 볼 수 있습니다."
LIMITS = (
    "연습생은 어느 그룹의 멤버도 아닙니다. 닮음은 등록된 그룹 가운데 어느 쪽에 가까운지이며, 소속이나 적성, 성공 "
    "가능성이 아닙니다.",
    "점수는 등록된 그룹과 멤버, 그 사진들에 따라 달라집니다. 그룹을 더하거나 빼면 점수도 바뀝니다.",
    "기준 사진과 다른 조건에서 찍은 사진이면 결과가 덜 안정됩니다.",
    "사람의 평가, 선발, 탈락의 근거로 쓰지 마세요. 컨셉을 정할 때의 참고 자료입니다.",
)
METHOD = (
    "사진마다 얼굴을 찾아 같은 크기와 각도로 맞추고, 엔진이 숫자(특징)로 바꿉니다. 흐리거나 가려진 얼굴은 덜 세거나 "
    "빼고 그 까닭을 적습니다.",
    "연습생 한 명의 쓸 수 있는 사진을 모아 등록된 멤버들과 견주고, 멤버의 점수를 그룹으로 더합니다. 그룹의 닮음을 모두 "
    "더하면 100 %입니다.",
    "‘가깝지 않음’은 닮음과 따로 잽니다. 등록된 사람들에서 얼마나 멀리 떨어져 있는지로 정합니다.",
    "확신도는 같은 사람의 다른 사진으로 다시 분석해도 같은 그룹이 나올 확률이며, 판정에 쓰지 않은 사람들로 맞춥니다.",
    "라인업의 닮음은 연습생들의 평균입니다. 범위는 연습생을 무작위로 바꾸어 2,000번 다시 뽑았을 때 90 %가 들어가는 "
    "구간입니다.",
)
CREDITS_AID = (
    "보고서에 이름이 나오는 멤버의 기준 사진 가운데 지금 세트에 남아 있는 것입니다. 사진을 준 곳이 말한 그대로 적었고, "
    "말하지 않은 것은 비웠습니다."
)
CREDITS_HEADER = ("멤버", "제목", "저작자", "이용 조건", "출처")
NO_RIGHTS_TITLE, NO_RIGHTS_HEADER = "출처가 적히지 않은 사진", ("멤버", "어디에서", "사진 수")
NO_RIGHTS_AID = "저작자와 이용 조건을 모르는 사진입니다. 밖에 내보이기 전에 권리를 확인해 주세요."
NO_CREDITS = {
    "nobody": "이 버전에는 이름이 나오는 멤버가 없어 적을 출처가 없습니다.",
    "demo": "데모의 기준 사진은 컴퓨터로 그린 것이며 CC0입니다. 실제 사람의 사진은 쓰지 않았습니다.",
    "gone": "이 버전을 판정한 기준 사진 세트가 지워져, 사진의 출처를 더는 알 수 없습니다.",
    "none": "이름이 나오는 멤버의 사진이 지금 세트에 남아 있지 않습니다.",
}

# Map
MAP_TABLE = "어디에 있나"
MAP_TABLE_AID = "가로와 세로는 -1에서 1까지이고, 가운데가 0입니다."

# Workbook and slides
COVER = "표지"
COVER_HEADER = ("항목", "내용")
PROJECT, VERSION, ANALYSED, MADE, BY = "프로젝트", "버전", "분석한 날", "보고서를 만든 날", "만든 사람"
TRAINEE = "연습생"
MARKED = "그룹 색"
CARD_HEADER = ("연습생", "판정", "그룹", "닮음", "알아 둘 것")
QUOTE_HEADER = ("문장", "출처", "링크")
COLOUR_HEADER = ("색",)
NOT_DRAWN = "그림은 PDF, 파워포인트, 웹 문서에 있습니다."
GOES_ON = "이어서"
WRITING = "파일로 쓰는 중"
FAILED_UNEXPECTED = "예상하지 못한 오류가 났습니다. 다시 만들어 주시고, 계속되면 관리자에게 알려 주세요."
NO_TRAINEES = "이 버전에는 연습생이 없습니다."


def failed(part: str, why: str) -> str:
    """In place of a part that could not be made."""
    return f"‘{PARTS[part]}’ 부분은 만들지 못했습니다. {why}"


def making(part: str) -> str:
    """Beside the progress bar."""
    return f"‘{PARTS[part]}’ 만드는 중"


def version(number: int) -> str:
    """ "버전 3"."""
    return f"버전 {number}"


def day(year: int, month: int, number: int) -> str:
    """ "2026년 3월 2일"."""
    return f"{year}년 {month}월 {number}일"


def meta(version_name: str, analysed: str, made: str, by: str) -> str:
    """Under the title."""
    who = f" · {by}" if by else ""
    return f"{version_name} · {analysed} 분석{who} · {made} 보고서"


def page(number: object, pages: object) -> str:
    """ "3 / 12"."""
    return f"{number} / {pages}"


def more_credits(count: int) -> str:
    """Under a table that was cut."""
    return f"사진 {count:,}장은 줄였습니다. 모두 보려면 기준 데이터의 ‘출처’를 열어 주세요."


def map_alt(places: Sequence[tuple[str, str]]) -> str:
    """Where each stands, in words."""
    return "포지셔닝 맵. " + ", ".join(f"{name} ({place})" for name, place in places)


def benched(names: Sequence[str]) -> str:
    """Who is not in the figures."""
    return f"뺀 연습생: {', '.join(names)}"


def nearest_columns(shown: int, groups: int) -> str:
    """A heat map that has no room for all groups."""
    return f"{groups}팀 가운데 라인업이 가장 가까운 {shown}팀만 적었습니다."


def bars_alt(bars: Sequence[tuple[str, str]]) -> str:
    """(name, share) in words."""
    return ", ".join(f"{name} {share}" for name, share in bars)


def facet_index(value: float) -> str:
    """ "134", where 100 is the average."""
    return f"{value:.0f}"


def sentence(text: str, articles: int) -> str:
    """A claim of the summary with what it rests on."""
    return f"{text.removesuffix('.')}(기사 {articles}건)."


def trainees(count: int) -> str:
    """ "9명"."""
    return f"{count}명"


def reference(groups: int, members: int, photos: int) -> str:
    """How big what was compared with is."""
    return f"{groups}팀, {members}명, 사진 {photos:,}장"


def clear_line(share: float) -> str:
    """From which confidence a verdict is clear."""
    return f"확신도 {percent(share)} 이상"


def share_of(name: str, share: float) -> str:
    """A member and the part she carries."""
    return f"{name}\u00a0{percent(share)}"


def carried(names: Sequence[str]) -> str:
    """Who of the group on top made it so."""
    return f"이끈 멤버: {', '.join(names)}"


def near(names: Sequence[str]) -> str:
    """Members who are most alike, where no one carried."""
    return f"비슷한 멤버: {', '.join(names)}"


def radar_alt(name: str, indices: Sequence[tuple[str, str]]) -> str:
    """The outline in words."""
    return f"{josa(name, '을/를')} 다룬 기사의 분류 지수: {bars_alt(indices)}"


def cloud_alt(name: str, words: Sequence[str]) -> str:
    """The cloud in words."""
    return f"{name}의 낱말 구름. 큰 순서대로 {', '.join(words)}"


def percent_only(share: float) -> str:
    """In a heat map, whose aid names the unit."""
    return percent_number(share)
