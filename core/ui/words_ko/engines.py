"""The Korean words of the engines page."""

from core.text.numbers import percent
from core.ui.words_ko.common import Tone

ENGINES_LEAD = "엔진은 얼굴을 찾고 숫자로 바꾸는 부품입니다. 기본 엔진은 내려받을 것이 없습니다."
READY = "준비됨"
ALLOWED: dict[str, tuple[str, Tone]] = {
    "commercial": ("상업적 이용 가능", "blue"),
    "unclear": ("업무 사용 전 확인 필요", "orange"),
    "research": ("비상업 연구에만", "red"),
}
RECOMMENDED = "추천"
USE_ENGINE, DOWNLOAD = "이 엔진 쓰기", "내려받기"
LICENCE = "사용 조건"
NO_DOWNLOAD = "내려받을 것 없음"
DOWNLOADED = "내려받았습니다. 이제 쓸 수 있습니다."
MEASURE_TITLE = "이 세트에서 재어 보기"
MEASURE_AID = (
    "얼굴을 숫자로 바꾸는 일을 얼마나 잘하는지는 사진마다 다릅니다. 준비된 엔진을 모두 팀이 사용 중인 기준 사진으로 "
    "잽니다."
)
MEASURE, MEASURE_AGAIN = "재기", "다시 재기"
TOLD_APART, A_PHOTO = "처음 보는 두 사람 구별", "사진 한 장"
TOLD_APART_AID = (
    "배우지 않은 사람들의 사진을 두 장씩 견주었을 때, 같은 사람이 다른 사람보다 더 닮게 나오는 비율(AUC)입니다. "
    "찍으면 50 %입니다."
)
A_PHOTO_AID = (
    "이 컴퓨터에서 파일을 읽어 얼굴을 찾고 숫자로 바꾸기까지 걸린 시간입니다. "
    "컴퓨터가 다른 일로 바빴으면 길게 나옵니다."
)
READY_ENGINES, OTHER_ENGINES = "바로 쓸 수 있는 엔진", "내려받아 쓰는 엔진"
OTHER_ENGINES_AID = "우리가 재어 보지 못했습니다. 내려받으면 이 세트에서 잴 수 있습니다."
DEMO_TELLS_LITTLE = "그린 얼굴이라 엔진의 차이가 잘 드러나지 않습니다. 실제 사진을 넣고 재어 보세요."


def engine_used(name: str) -> str:
    """Another engine is in use from now on."""
    return f"이제 사진을 읽는 엔진은 {name}입니다. 라인업 화면을 열면 기준 사진도 다시 읽습니다."


def engine_used_again(name: str) -> str:
    """The change of the engine was undone."""
    return f"되돌렸습니다. 사진을 읽는 엔진은 다시 {name}입니다."


def not_measured(*, speed: bool) -> str:
    """What is empty, and how it is filled. speed: that is what is empty, else how well people are told apart."""
    return f"{'속도는' if speed else '이 세트에서는'} 아직 재지 않았습니다. 위의 ‘{MEASURE}’를 눌러 주세요."


def progress_share(done: int, total: int, what: str) -> str:
    """ "이 세트에서 재어 보기 · SFace · 35 %"."""
    return f"{what} · {percent(done / total)}" if total else what


def recommended(told: float, others: list[tuple[str, float]]) -> str:
    """Why: (name, share) of the other engines that were measured on the same photos."""
    beside = ", ".join(f"{name} {percent(share)}" for name, share in others)
    return (
        "내려받지 않고 업무에 쓸 수 있는 엔진 가운데 같은 사람을 가장 많이 알아보아 추천합니다"
        f"({percent(told)}, {beside}). 실제 사람 사진 413장을 둘씩 견주고, 다른 사람을 같다고 하는 잘못을 "
        "1,000번에 한 번으로 맞추었을 때의 값입니다. 세트에 따라 다를 수 있으니 재어 보고 골라 주세요."
    )


def measured_engines(set_name: str, ranked: list[tuple[str, float]]) -> str:
    """What the set says of the engines measured on it, the best first; two at least."""
    (best, first), (second, next_) = ranked[:2]
    if first - next_ < 0.01:
        return f"‘{set_name}’에서 사람을 비슷하게 구별하는 엔진은 {best}, {second}입니다"
    return (
        f"‘{set_name}’에서 사람을 가장 잘 구별하는 엔진은 {best}입니다"
        f"({percent(first)}, 다음은 {second} {percent(next_)})"
    )


def people(count: int) -> str:
    """Of whom a figure is."""
    return f"{count}명"


def milliseconds(value: float) -> str:
    """ "32 ms", or seconds where it takes some."""
    return f"{value:.0f}\u00a0ms" if value < 1000 else f"{value / 1000:.1f}초"


def engine_cost(set_name: str, photos: int) -> str:
    """What a change of engine takes with it."""
    return (
        f"엔진을 바꾸면 '{set_name}'의 기준 사진 {photos:,}장을 새 엔진으로 한 번 다시 읽습니다(읽어 둔 사진은 "
        "건너뜁니다). 다른 엔진으로 학습한 결과는 쓰지 않습니다. 언제든 되돌릴 수 있습니다."
    )


def progress_mb(done: int, total: int, what: str) -> str:
    """ "VGG-Face · 120 / 537 MB"."""
    return f"{what} · {done / 1e6:.0f} / {total / 1e6:.0f} MB" if total else what


def download_size(octets: int) -> str:
    """What a download costs."""
    return f"내려받기 {size(octets)}" if octets else NO_DOWNLOAD


def size(octets: int) -> str:
    """A file size in the unit people say."""
    return f"{octets / 1e6:.0f} MB"
