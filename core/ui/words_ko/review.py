"""The Korean words of the review of reference photos."""

from core.catalog import UNKNOWN as UNKNOWN_MEMBER
from core.services.reference.curation import ReviewItem
from core.text.numbers import percent
from core.types import Rights
from core.ui.words_ko.common import CANCEL
from core.ui.words_ko.reference import UNKNOWN, source_name

REASONS = {  # in the order in which they are looked at
    "proposed": "찾은 얼굴",
    "stranger": "다른 사람 같음",
    "swap": "다른 멤버 같음",
    "near_duplicate": "거의 같은 사진",
    "duplicate": "같은 사진",
    "several_faces": "여러 얼굴",
    "no_face": "얼굴 없음",
    "too_small": "작은 얼굴",
    "blurred": "흐린 얼굴",
}
REASON_IDS = ("", *(reason for reason in REASONS if reason != "proposed"))
NOBODY = "누구인지 모르는 얼굴이 섞여 있습니다. 그 얼굴은 ‘옮기기’로 멤버를 골라 주세요."
# What the script of the grid says. {n}: a number; {who}: members.
GRID: dict[str, object] = {
    "show": "무엇을 보나",
    "states": {"review": "검토할 사진", "kept": "남긴 사진", "rejected": "뺀 사진", "all": "전체"},
    "badges": {"kept": "남김", "rejected": "뺌", "proposed": "제안", "set_aside": "빼 둠"},
    "reasons": REASONS,
    "towards": {"swap": "{who}에 더 가까움", "several_faces": "여러 얼굴: {who}"},
    "no_reason": "문제없음",
    "reason": "까닭",
    "owner": "누구",
    "sort": "차례",
    "sorts": {"member": "멤버별", "reason": "까닭별", "score": "확실한 것부터"},
    "every": "모든 까닭",
    "everyone": "모든 멤버",
    "whole_group": "{group} 모두",
    "photos": "{n}장",
    "pick_all": "모두 고르기",
    "unpick": "고르지 않기",
    "pick": "사진을 누르면 골라집니다.",
    "selected": "{n}장을 골랐습니다.",
    "tidy": "처리한 {n}장 접기",
    "grid": "사진 목록",
    "actions": "고른 사진에 할 일",
    "no_picture": "볼 수 없음",
    "verbs": {
        "accept": "남기기",
        "reject": "빼기",
        "follow": "제안대로",
        "move": "옮기기",
        "split": "나누기",
        "undo": "되돌리기",
    },
    "hints": {
        "accept": "이 멤버의 사진으로 씁니다 (A)",
        "reject": "지우지 않고 비교와 학습에서만 뺍니다 (R)",
        "follow": "제안한 멤버로 옮기거나, 뺀 채로 정합니다 (S)",
        "move": "다른 멤버의 사진으로 옮깁니다 (M)",
        "split": "얼굴마다 잘라 멤버에게 제안합니다 (D)",
        "undo": "마지막 일을 되돌립니다 (U)",
    },
    "did": {
        "accept": "{n}장을 남겼습니다.",
        "reject": "{n}장을 뺐습니다.",
        "follow": "{n}장을 제안대로 했습니다.",
        "move": "{n}장을 옮겼습니다.",
        "split": "{n}장을 얼굴마다 나누고 있습니다.",
        "undo": "되돌렸습니다.",
    },
    "cannot": {
        "follow": "고른 사진에는 따를 제안이 없습니다.",
        "split": "나누기는 여러 얼굴이 나온 사진에만 할 수 있습니다.",
        "undo": "되돌릴 일이 없습니다.",
        "nobody": NOBODY,
    },
    "done": "검토할 사진이 없습니다",
    "done_next": "남긴 {n}장을 비교와 학습에 씁니다. 사진이 모자란 멤버가 있으면 ‘모으기’에서 더 모아 주세요.",
    "none": "보여 줄 사진이 없습니다",
    "none_next": "고른 까닭과 멤버에 맞는 사진이 없습니다.",
    "see_all": "전체 보기",
    "widen": "까닭과 멤버를 모두 보기",
    "large": "크게 보기",
    "previous": "앞 사진",
    "next": "다음 사진",
    "compare": "{who}의 남긴 사진",
    "compare_none": "남긴 사진이 아직 없습니다.",
    "loading": "불러오고 있습니다",
    "this_photo": "이 사진",
    "staying": "남은 사진",
    "close": "닫기",
    "cancel": CANCEL,
    "move": "옮기기",
    "move_title": "{n}장을 누구에게 옮길까요?",
    "move_label": "옮길 멤버",
    "move_nobody": "멤버를 골라 주세요",
    "move_first": "제안과 앞서 고른 멤버",
    "keys_button": "단축키",
    "keys_title": "단축키",
    "keys_note": "한글 자판 그대로 눌러도 됩니다. 고른 사진이 없으면 테두리가 있는 사진에 합니다.",
    "keys": [
        [["←", "→", "↑", "↓"], "사진 사이를 오갑니다"],
        [["Space"], "고르거나 풉니다"],
        [["Shift", "←→"], "이어서 고릅니다 (Shift와 함께 눌러도 됩니다)"],
        [["Ctrl", "A"], "보이는 사진을 모두 고릅니다"],
        [["Esc"], "고른 것을 풉니다"],
        [["A", "ㅁ"], "남깁니다"],
        [["R", "ㄱ"], "뺍니다"],
        [["S", "ㄴ"], "제안대로 합니다"],
        [["M", "ㅡ"], "다른 멤버에게 옮깁니다"],
        [["D", "ㅇ"], "여러 얼굴을 나눕니다"],
        [["U", "ㅕ"], "되돌립니다 (Ctrl Z도 됩니다)"],
        [["Enter"], "크게 봅니다"],
    ],
}

# Around the grid
EMPTY = "아직 사진이 없습니다"
EMPTY_AID = "‘세트’에서 사진을 넣거나 ‘모으기’에서 모으면, 잘못 섞인 사진을 찾아 여기에 보여 드립니다."
NOT_EXAMINED = "아직 검사하지 않은 사진이 있습니다. 검사하면 다른 사람, 뒤바뀐 멤버, 중복을 찾아 드립니다."
EXAMINE = "검사하기"
COUNTS = "멤버별 사진 수"
NOTHING_TO_UNDO = "되돌릴 일이 없습니다."
NO_TARGET = "옮길 멤버를 찾지 못했습니다. 화면을 새로 고친 뒤 다시 골라 주세요."
FILE, AUTHOR, LICENCE, SOURCE, PAGE, FETCHED, SURE = (
    "파일", "저작자", "라이선스", "어디에서", "원본", "받은 때", "확실한 정도",
)  # fmt: skip


def kept(photos: int, kept: int) -> str:
    """ "1,500장 중 1,320장을 남겼습니다." """
    return f"{photos:,}장 중 {kept:,}장을 남겼습니다."


def waiting(count: int) -> str:
    """How much there is to look at."""
    return f"검토할 사진이 {count:,}장 있습니다." if count else "모두 검토했습니다."


def left_alone(elsewhere: int, unchanged: int) -> str:
    """Photos that an action passed over; "" where there are none."""
    sentences = []
    if elsewhere:
        sentences.append(f"{elsewhere:,}장은 그 사이 바뀌어 그대로 두었습니다. 지금 모습을 보고 다시 정해 주세요.")
    if unchanged:
        sentences.append(f"{unchanged:,}장은 바꿀 것이 없었습니다.")
    return " ".join(sentences)


def faces_found(faces: int) -> str:
    """After photos were cut into faces; "" where none was."""
    return f"얼굴 {faces:,}개를 찾아 멤버에게 제안했습니다." if faces else ""


def undone(photos: int) -> str:
    """After a step was taken back."""
    return f"{photos:,}장을 되돌렸습니다."


def stays(file: str) -> str:
    """Under the photo that a copy was set aside for."""
    return f"남은 사진 · {file}"


def why(item: ReviewItem) -> str:
    """The decision about a photo in a sentence."""
    if item.state == "proposed" and item.member.member == UNKNOWN_MEMBER:
        return "다른 사진이나 영상에서 잘라 낸 얼굴인데, 누구인지 모릅니다. ‘옮기기’로 멤버를 골라 주세요."
    if item.state == "proposed":
        return "다른 사진이나 영상에서 잘라 낸 얼굴입니다. 이 멤버가 맞으면 남겨 주세요."
    sentences = {
        "stranger": "이 멤버의 다른 사진들과 얼굴이 멀어 다른 사람으로 보입니다.",
        "swap": "다른 멤버의 사진들에 더 가깝습니다. 폴더가 뒤바뀌었을 수 있습니다.",
        "near_duplicate": "크기나 색, 방향만 다른 거의 같은 사진이 있습니다. 더 큰 쪽을 남겼습니다.",
        "duplicate": "똑같은 사진이 또 있습니다. 한 장만 남겼습니다.",
        "several_faces": "비슷한 크기의 얼굴이 여럿이라 누구의 사진인지 알 수 없습니다.",
        "no_face": "얼굴을 찾지 못했습니다.",
        "too_small": "얼굴이 너무 작아 비교에 쓸 수 없습니다.",
        "blurred": "얼굴이 흐려 비교에 쓸 수 없습니다.",
    }
    found = sentences.get(item.reason, "검사에서 문제를 찾지 못했습니다.")
    if item.by != "person":
        return found
    decided = "사람이 보고 남겼습니다." if item.state == "kept" else "사람이 보고 뺐습니다."
    return f"{decided} {found}" if item.reason else decided


def facts(item: ReviewItem, rights: Rights | None, fetched: str) -> list[tuple[str, str, str]]:
    """(what, value, link or "") of a photo. Links are http(s) only: they come from outside. fetched: when, "" if that
    is not known."""
    rows = [(FILE, item.file, "")]
    if item.score is not None:
        rows.append((SURE, percent(item.score), ""))
    if rights is None:
        return rows
    rows += [(SOURCE, source_name(rights.source), ""), (AUTHOR, rights.author or UNKNOWN, "")]
    rows.append((LICENCE, rights.licence or UNKNOWN, _link(rights.licence_url)))
    if _link(rights.page):
        rows.append((PAGE, rights.title or rights.page, rights.page))
    if fetched:
        rows.append((FETCHED, fetched, ""))
    return rows


def _link(address: str) -> str:
    return address if address.startswith(("https://", "http://")) else ""
