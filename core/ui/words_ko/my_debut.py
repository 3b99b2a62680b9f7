"""What "my debut concept" says; `core/ui/words_en/my_debut.py` says the same in English, name by name."""

from core.text.korean import attach
from core.text.numbers import percent
from core.types import Verdict

TITLE = "나의 데뷔 컨셉 찾기"
LEAD = "사진 한 장이면 충분해요. 어느 그룹의 컨셉에 가까운지, 그 까닭까지 보여 드려요."
LANGUAGE = "언어"
IN_MEMORY = "사진은 저장하지 않아요"
FOR_FUN = "재미로 보는 컨셉 참고예요"
FICTIONAL = "데모 그룹은 실존하지 않아요"
PROMISE = (
    "사진은 이 화면을 위해 서버의 메모리에서만 분석하고 어디에도 저장하지 않아요. 창을 닫으면 곧 잊어요. "
    "나이나 감정 같은 것은 보지 않고, 사람을 평가하지 않아요."
)

# bringing a photo
WAY, CAMERA, PHOTO = "사진을 어떻게 가져올까요?", "카메라", "사진 고르기"
CAMERA_LABEL = "얼굴이 화면 가운데 오게 하고 찍어 주세요"
PHOTO_LABEL = "얼굴이 또렷한 정면 사진 한 장"
PHOTO_HELP = "JPG, PNG, WebP, HEIC. 파일 이름은 쓰지 않아요."
READING, COMPARING, EXPLAINING, PREPARING, WORDS_WORK = (
    "사진에서 얼굴을 찾고 있어요", "그룹들과 견주고 있어요", "어디를 보고 판단했는지 살펴보고 있어요",
    "기준 사진을 준비하고 있어요. 처음 한 번만 걸려요", "컨셉 낱말을 모으고 있어요",
)  # fmt: skip
WHICH_FACE = "여러 사람이 있네요. 누구의 컨셉을 볼까요?"
NONE_OF_THEM = "다른 사진으로 할게요"
AGAIN_TITLE = "이 사진으로는 아직 어려워요"
REFUSED = {
    "empty": "파일이 비어 있어요. 원본 사진을 다시 골라 주세요.",
    "heavy": "파일이 너무 커요. 크기를 줄이거나 화면을 갈무리해 올려 주세요.",
    "pixels": "사진의 화소가 너무 많아요. 크기를 줄여 올려 주세요.",
    "small": "사진이 너무 작아요. 얼굴이 크게 나온 사진을 올려 주세요.",
    "format": "읽을 수 없는 형식이에요. JPG, PNG, WebP, HEIC 사진으로 올려 주세요.",
    "no_photo": "사진 파일이 아니에요. JPG, PNG, WebP, HEIC 사진을 올려 주세요.",
    "cut_off": "파일이 중간에 끊겨 있어요. 원본을 다시 받아 올려 주세요.",
    "broken": "사진을 열 수 없어요. 다시 저장하거나 다른 사진을 올려 주세요.",
}
FACE = {
    "no_face": "얼굴을 찾지 못했어요. 마스크나 손을 치우고, 얼굴이 화면의 절반쯤 차게 정면에서 찍어 주세요.",
    "small": "얼굴이 작게 나왔어요. 조금 더 가까이에서 찍은 사진을 올려 주세요.",
    "dark": "사진이 어두워요. 창가나 밝은 조명 앞에서 찍어 주세요.",
    "bright": "빛이 너무 세요. 얼굴에 빛이 고르게 드는 곳에서 찍어 주세요.",
    "blurred": "사진이 흔들렸거나 흐려요. 초점이 맞은 사진을 올려 주세요.",
    "turned": "얼굴이 옆을 보고 있어요. 정면을 보고 찍어 주세요.",
    "tilted": "고개가 많이 기울었어요. 고개를 세우고 찍어 주세요.",
    "covered": "얼굴이 가려져 있어요. 마스크나 안경, 손을 치우고 찍어 주세요.",
    "faint": "얼굴이 또렷하지 않아요. 밝은 곳에서 가까이 찍어 주세요.",
    "other_person": "다른 사진과 다른 사람 같아 세지 않았어요. 같은 사람의 사진을 올려 주세요.",
    "copy": "이미 올린 사진과 같은 사진이에요. 다른 날 찍은 사진을 올려 주세요.",
}
NOT_USABLE = "이 사진에서는 얼굴을 쓸 수 없어요. 밝은 곳에서 찍은 정면 사진을 올려 주세요."

# where it cannot begin
DEMO_TITLE = "아직 기준 사진이 없어요"
DEMO_BODY = (
    "지금은 이 스튜디오가 만든 **데모 그룹**과만 견줄 수 있어요. "
    "데모의 사람들은 실존하지 않으니, 결과도 연습으로만 봐 주세요."
)
DEMO_GO, ADD_REFERENCE = "데모 그룹과 해 보기", "기준 사진 넣기"
NOT_READY = "아직 준비되지 않았어요. 스튜디오를 연 사람에게 알려 주세요."
CLOSED_TITLE, CLOSED = "지금은 열려 있지 않아요", "스튜디오의 관리자가 다시 열면 해 볼 수 있어요."

# the answer
VERDICT = {"clear": "뚜렷함", "unclear": "뚜렷하지 않음", "nobody": "어느 그룹과도 가깝지 않음"}
NOBODY, NOBODY_TITLE = "어느 그룹도 아님", "아직 없는 팀"
SHARES_AID = "가장 가까운 그룹이 이 그룹일 확률이에요. 더하면 100%예요. ‘어느 그룹도 아님’은 따로 셈한 확률이에요."
NEAREST, NEAREST_AID = (
    "가장 가까운 멤버",
    "가장 닮은 사진과 함께예요. 숫자는 얼굴 벡터의 유사도로, 아무 두 사람이 0이에요.",
)
MAP_TITLE, WORDS_TITLE = "여기를 보고 판단했습니다", "이 그룹의 컨셉 낱말"
WORDS_AID = "뉴스에서 다른 그룹보다 이 그룹을 말할 때 두드러지는 낱말이에요."
NO_WORDS = "이 그룹의 뉴스가 아직 없어 낱말을 보여 드리지 못해요."
NO_MAP = "어디를 보고 판단했는지는 다시 해도 같은 답이 나올 때만 보여 드려요. 이번에는 그렇지 않았어요."
ADVICE_TITLE = "이런 사진이면 더 분명해져요"
ADVICE = {
    "different_people": "사진마다 다른 사람 같아요. 한 사람의 사진만 올려 주세요.",
    "one_photo": "사진이 한 장뿐이에요. 다른 날, 다른 표정의 사진을 한두 장 더해 주세요.",
    "covered": "가려진 얼굴이 있어요. 마스크나 안경 없이 찍은 사진을 더해 주세요.",
    "disagreeing": "사진마다 가까운 그룹이 달라요. 정면을 보고 찍은 사진을 더해 주세요.",
    "weak": "흐리거나 어둡거나 옆을 본 사진이 있어요. 밝은 곳에서 정면으로 찍은 사진을 더해 주세요.",
    "close": "두 그룹이 아주 가까워요. 사진을 더하면 갈릴 수 있어요.",
    "another": "같은 사람의 다른 사진을 더해 주세요.",
}
ADD, START_OVER, CONCEPT = "사진 더하기", "처음부터 다시", "컨셉 더 보기"
ENOUGH_PHOTOS = "사진은 한 사람에 다섯 장까지예요."

# the card and friends
CARD_TITLE, CARD_AID = "카드로 간직하기", "얼굴은 원할 때만 들어가요. 그림은 받는 사람에게만 남아요."
KICKER, WITH_FACE, NAME = "나의 데뷔 컨셉은", "내 얼굴 넣기", "카드에 쓸 이름"
FEED, STORY, LINEUP_PNG = "게시물용 1080×1350", "스토리용 1080×1920", "라인업 그림 받기"
CARD_ALT = "나누어 볼 카드의 미리보기"
FOOT = "데뷔 컨셉 스튜디오 · 재미로 보는 컨셉 참고이며 사람에 대한 평가가 아니에요"
FRIENDS_TITLE, FRIENDS_AID = "친구들과 나란히", "이번에 본 카드만 열두 장까지 나란히 놓아요. 창을 닫으면 사라져요."
NEXT_FRIEND, LEAVE_FRIEND = "이 카드를 두고 친구 차례", "빼기"
FULL = "카드가 열두 장이에요. 한 장을 빼면 더 놓을 수 있어요."
LINEUP_KICKER = "우리의 데뷔 라인업"

# for admins
OPEN_TITLE, OPEN_SWITCH = "이 페이지만 따로 열기", "밖에 열기"
OPEN_BODY = (
    "로그인 없이 이 페이지만 보여 주는 서버를 따로 띄울 수 있어요. 다른 페이지와 자료는 그 서버에서 열리지 않아요. "
    "아래 명령으로 띄우고, 여기서 열고 닫아요. 기준 사진 가운데 가장 닮은 사진이 손님에게 보이니, "
    "보여도 되는 사진인지 확인해 주세요."
)


def in_line(ahead: int, seconds: float | None, *, begun: bool) -> str:
    """begun: some of the work is done already."""
    when = f"약 {seconds:.0f}초 뒤" if seconds and seconds >= 1 else "곧"
    return f"앞에 {ahead}명이 있어요. {when} {'이어서 해요' if begun else '시작해요'}."


def too_often(seconds: float) -> str:
    """Where the limit is reached."""
    return f"잠깐 사이에 여러 번 하셨어요. {max(1, round(seconds))}초 뒤에 다시 해 주세요."


def headline(group: str) -> tuple[str, str]:
    """Before the group's name, and after it."""
    return "", " 쪽이에요"


def line(verdict: Verdict, first: tuple[str, float], second: tuple[str, float] | None, *, close: bool) -> str:
    """A friendly sentence, true to the figures. first, second: (group, share); close: they are nearly equal."""
    if verdict == "nobody":
        return "기준이 된 어느 그룹과도 가깝지 않아요. 아직 없는 팀의 첫 멤버일지도요."
    if verdict == "clear":
        return f"{first[0]} 쪽으로 뚜렷하게 기울어요. 대기실 문에 {attach(first[0], '이라/라')}고 적혀 있어도 되겠어요."
    if close and second:
        both = f"{attach(first[0], '과/와')} {second[0]}"
        return (
            f"{both} 사이에 있어요. {percent(first[1])} 대 {percent(second[1])}, 두 팀 대기실을 다 기웃거려도 되겠어요."
        )
    return f"지금 사진으로는 {first[0]} 쪽으로 기울어요. 사진을 더하면 더 분명해져요."


def face(number: int) -> str:
    """Of a button: the first face is 1."""
    return f"{number}번 얼굴"


def why(top: str, second: str) -> str:
    """Under the map."""
    return f"밝은 곳일수록 {second}보다 {top} 쪽으로 판단하게 한 곳이에요. 그곳의 생김새가 어떻다는 말은 아니에요."


def together(group: str, share: float, people: int) -> str:
    """Of friends as one line-up."""
    return f"{people}명이 함께 데뷔하면 {group} 쪽이에요. {percent(share)}예요."


def friend(number: int) -> str:
    """Who gave no name."""
    return f"친구 {number}"
