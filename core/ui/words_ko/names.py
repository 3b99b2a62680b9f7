"""The Korean words of the names that articles hold."""

from collections.abc import Mapping

from core.text.korean import attach as josa

TITLE = "기사에 나온 이름"
AID = (
    "이름은 컨셉이 아니어서 말 구름에 넣지 않고 종류별로 따로 둡니다. 컨셉을 말해 주는 말인데 이름으로 잘못 보았다면 "
    "낱말로 셀 수 있습니다. 이름을 누르면 나온 문장을 읽습니다."
)
NEVER_AID = "그룹과 멤버의 이름은 누구의 기사인지 가리는 데 쓰므로 낱말로 세지 않습니다."
KIND = "이름의 종류"
KINDS: Mapping[str, str] = {
    "title": "제목",
    "artist": "다른 가수",
    "person": "사람",
    "agency": "소속사",
    "broadcaster": "방송",
    "venue": "공연장",
    "award": "시상식",
    "event": "행사",
    "chart": "차트",
    "platform": "플랫폼",
    "brand": "브랜드",
    "press": "언론사",
    "place": "지명",
    "group": "그룹",
    "member": "멤버",
    "other": "그 밖의 이름",
}
COUNT_IT, NAME_AGAIN = "낱말로 세기", "이름으로 되돌리기"
COUNTED_NAME = "낱말로 세는 이름"


def kind_name(kind: str) -> str:
    """A kind of names; one that a file spells otherwise is of no kind."""
    return KINDS.get(kind, KINDS["other"])


def heading(names: int) -> str:
    """What opens the lists."""
    return f"{TITLE} {names}개"


def kind_choice(kind: str, names: int) -> str:
    """A choice of lists."""
    return f"{kind_name(kind)} {names}"


def row(articles: int, *, counted: bool) -> str:
    """Behind a name: how many articles hold it."""
    return f"{articles}건 · 낱말로 셈" if counted else f"{articles}건"


def counted(name: str) -> str:
    """A name was put back among the words."""
    return f"{josa(f'‘{name}’', '을/를')} 모든 그룹의 컨셉에서 낱말로 셉니다."


def named(name: str) -> str:
    """It is a name again."""
    return f"{josa(f'‘{name}’', '을/를')} 다시 이름으로 둡니다."


def more(left: int) -> str:
    """How many are not shown yet."""
    return f"이름 더 보기 ({left})"


def left_out(kinds: Mapping[str, int]) -> list[str]:
    """On a sheet: how many names of each kind are no words, a line, none where there are none."""
    said = ", ".join(f"{kind_name(kind)} {number}개" for kind, number in kinds.items())
    return [f"말에서 뺀 이름: {said}"] if said else []
