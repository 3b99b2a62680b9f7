"""What is said about files before they are analysed: who gets which, and what is left out."""

from collections.abc import Mapping, Sequence

from core.intake import Preview

LINEUP_NAME = "라인업 이름 (적지 않아도 됩니다)"
LINEUP_NAME_HINT = "예: 여름 데뷔조 1차"
SEE_FILES = "누구의 사진인지 자세히 보기"
COLUMNS_FILES = ("연습생", "사진 수", "파일")
NAMELESS = "이름을 알 수 없음"
NOTHING_TO_READ = "분석할 사진이 없습니다."

# While it goes on, and after
GOES_ON = (
    "다른 화면을 보거나 새로 고쳐도 분석은 계속됩니다. 창을 닫으면 2분 안에 멈추고, 사진은 메모리에서도 지워집니다."
)
DONE, SEE_ANSWER = "사진 분석이 끝났습니다.", "분석 결과 보기"
FAILED, SEE_FAILED = "사진을 분석하지 못했습니다.", "까닭 보기"
WATCH = "분석 화면으로"
AGAIN, DROP = "다시 분석하기", "버리기"
_NAMED = 8  # trainees in the sentence; the table behind it has all
_FILES = 3  # examples
_FEW = 3  # photos of a trainee that make an answer steady


def who_gets_what(found: Preview) -> str:
    """ "연습생 6명: 가온 4장 · 다솜 4장 · … 외 2명"; "" where no name is known."""
    counts = {name: len(photos) for name, photos in found.trainees.items()}
    if not counts:
        return "" if found.nameless else NOTHING_TO_READ
    shown = " · ".join(f"{name} {count}장" for name, count in list(counts.items())[:_NAMED])
    more = len(counts) - _NAMED
    return f"연습생 {len(counts)}명: {shown}" + (f" 외 {more}명" if more > 0 else "")


def too_few(found: Preview) -> str:
    """Whose answer will not be steady; "" where everybody has photos enough."""
    few = [name for name, photos in found.trainees.items() if len(photos) < _FEW]
    if not few:
        return ""
    who = f"{len(few)}명" if len(few) > _FILES else ", ".join(few)
    return f"사진이 {_FEW}장보다 적은 연습생: {who}. 더 올리면 결과가 안정됩니다."


def nameless(found: Preview) -> str:
    """Photos that would be trainees of their own; "" where every name is known."""
    count = len(found.nameless)
    if not count:
        return ""
    return (
        f"이름을 알 수 없는 사진 {count}장({_examples(found.nameless)})은 한 장씩 다른 사람으로 봅니다. 연습생 이름의 "
        "폴더에 넣어 올리거나, 분석한 뒤에 이름을 적어 주세요."
    )


def left_out(found: Preview) -> list[str]:
    """What will not be analysed, a sentence for each reason."""
    reasons: dict[str, list[str]] = {}
    for file in found.refused:
        reasons.setdefault(file.reason, []).append(file.path)
    return [f"쓰지 않을 파일 {len(paths)}개({_examples(paths)}): {reason}" for reason, paths in reasons.items()]


def rows(trainees: Mapping[str, Sequence[str]], without_name: Sequence[str]) -> list[list[object]]:
    """Of COLUMNS_FILES."""
    named: list[list[object]] = [[name, len(paths), _names(paths)] for name, paths in trainees.items()]
    return named + [[NAMELESS, 1, _names([path])] for path in without_name]


def left_over(files: int) -> str:
    """Of an analysis that was stopped or failed."""
    return f"분석을 마치지 않은 파일 {files}개가 아직 메모리에 있습니다."


def _examples(paths: Sequence[str]) -> str:
    return _names(paths[:_FILES]) + (" 등" if len(paths) > _FILES else "")


def _names(paths: Sequence[str]) -> str:
    return ", ".join(path.rpartition("/")[2] for path in paths)
