"""The Korean words of the page of reference photos."""

from collections.abc import Mapping, Sequence

from core.text.korean import attach as josa
from core.ui.words_ko.common import Tone

_NAMED = 4  # names in a sentence
LEAD = "비교할 그룹의 사진을 모으고, 잘못 섞인 사진을 걸러 내고, 사진마다 출처를 남깁니다."
VIEW = "화면"
SETS, COLLECT, REVIEW, RIGHTS, CATALOG = "세트", "모으기", "검토", "출처", "그룹 목록"
VIEWS = {"sets": SETS, "collect": COLLECT, "review": REVIEW, "rights": RIGHTS, "catalog": CATALOG}
WHICH = "어느 세트를 보나"
READ_ONLY, LOOKED_AT = "읽기 전용", "보는 중"
DEMO_TITLE = "내 세트를 먼저 만들어 주세요"
DEMO_AID = "데모는 바꿀 수 없습니다. 가진 사진으로 내 세트를 만들거나, 빈 세트를 만들고 사진을 모아 보세요."
DEMO_HOW = "모으고 검토하고 출처를 적는 일은 내 세트에서 합니다. 하나 만들면 여기에서 바로 시작할 수 있습니다."
FIRST_SET = "빈 세트 만들기"
FIRST_NAME = "내 기준 사진"

# Jobs
BEGAN, ENDED = "시작했습니다. 진행은 페이지 위쪽에 있습니다.", "끝났습니다. 결과는 페이지 위쪽에 있습니다."
DONE_REVIEW = "검토하기"
CHECK, CHECKING = "다시 검사하기", "사진 검사"
CHECK_HELP = "얼굴, 중복, 다른 사람, 뒤바뀐 멤버를 다시 찾습니다. 직접 정한 것은 바꾸지 않습니다."

# Sets
STORED = "보관 중인 세트"
STORED_AID = (
    "‘사용 중’인 세트와 비교하며 모두에게 같습니다. 혼자 다른 세트와 비교하려면 메뉴의 ‘나만 다른 세트로’에서 "
    "고릅니다. ‘보는 중’은 이 페이지에서 살펴보는 세트입니다."
)
USE_THIS, USE_IMPORTED, USE_ALONE = "이것으로 비교하기", "모두 이 세트와 비교하기", "나만 이 세트와 비교하기"
USE_HELP = "이 스튜디오를 함께 쓰는 모두에게 바뀝니다. 바로 되돌릴 수 있습니다."
UNDO = "되돌리기"
RENAME, NAME, SAVE_NAME = "이름 바꾸기", "이름", "저장"
DELETE_SURE = (
    "사진과 사진에서 계산한 특징을 모두 지웁니다. 되돌릴 수 없습니다. 이 세트로 학습한 결과는 남으니, "
    "그것까지 지우려면 학습 페이지에서 따로 지워 주세요."
)
DELETE_IN_USE = "지금 비교에 쓰는 세트입니다. 지우면 함께 쓰는 모두가 데모 그룹과 비교하게 됩니다."
DELETE_BUSY = "이 세트로 하는 작업이 아직 끝나지 않았습니다. 작업을 취소하거나 끝난 뒤에 지워 주세요."
COUNTS_BY = {"member": "멤버별", "group": "그룹별"}
COUNTS_VIEW = "묶는 방법"
COUNTS_AID = "‘처음’은 들어온 사진 모두, ‘남긴 사진’은 걸러 낸 뒤에 비교에 쓰는 사진입니다."
COLUMNS_MEMBERS = ("그룹", "멤버", "처음", "남긴 사진", "뺀 사진", "제안", "살펴볼 점")
COLUMNS_GROUPS = ("그룹", "멤버 수", "처음", "남긴 사진", "뺀 사진", "제안", "살펴볼 점")
RETIRED = "비교에서 뺀 멤버"
NAMELESS = "누구인지 정해 주세요"
EMPTY_SET = "아직 사진이 없습니다"
EMPTY_SET_AID = "아래에서 사진을 넣거나, ‘모으기’에서 그룹을 골라 모아 보세요."
TO_COLLECT, TO_SETS = "모으기로 가기", "사진 넣으러 가기"

# Bringing photos in
ADD_TITLE = "사진 넣기"
ADD_AID = "검사한 뒤 이 컴퓨터에 보관합니다. 잘못 섞인 사진은 지우지 않고 따로 빼 두므로 되돌릴 수 있습니다."
ADD_RULES = (
    "폴더는 `그룹/멤버/사진` 순서로 둡니다. 예: `트와이스/나연/01.jpg`\n"
    "- 낱장이면 `트와이스_나연_01.jpg`처럼 이름을 붙입니다.\n"
    "- 그룹 2팀 이상, 그룹마다 멤버 2명 이상, 멤버마다 사진 10장 이상이 좋습니다.\n"
    "- 얼굴이 60 px보다 크고, 옆으로 45° 넘게 돌아가지 않은 사진을 씁니다.\n"
    "- JPEG, PNG, WebP, HEIC를 읽습니다. 사진의 위치 정보(EXIF)는 지우고 보관합니다."
)
RULES_TITLE = "어떤 사진을 어떻게 준비하나"
WHERE = "어디에"
NEW_SET = "새 세트"
HOW = "어떻게"
FROM_FOLDER = "서버의 폴더"
BRING = {"zip": "ZIP 파일", "folder": "폴더", "files": "사진 여러 장", "server": FROM_FOLDER, "nothing": "빈 세트"}
ZIP_LABEL = "기준 사진 ZIP을 여기에 놓거나 눌러서 골라 주세요 (400 MB까지)"
FILES_LABEL = "이름이 ‘그룹_멤버_번호’인 사진들을 여기에 놓거나 눌러서 골라 주세요 (한 장 40 MB까지)"
UPLOADED_FOLDER_LABEL = "그룹 폴더가 든 폴더를 여기에 놓거나 눌러서 골라 주세요"
FOLDER_LABEL = "서버에 있는 폴더의 전체 경로"
FOLDER_HINT = "예: /srv/photos/reference"
SET_NAME = "세트 이름"
SET_NAME_HINT = "예: 우리 기준 사진 2026"
LOAD_SET, MAKE_SET = "검사하고 넣기", "빈 세트 만들기"
NEED_ZIP = "ZIP 파일을 먼저 골라 주세요."
NEED_FILES = "사진을 먼저 골라 주세요."
NEED_FOLDER = "폴더 경로를 먼저 적어 주세요."
NEED_NAME = "세트 이름을 먼저 적어 주세요."

# Collecting
COLLECT_VIEW = "모으는 곳"
COLLECT_FROM = {"web": "인터넷에서", "video": "동영상에서", "group_photos": "단체 사진에서"}
LEGAL = (
    "실제 사람의 사진입니다. 초상권과 저작권은 쓰는 쪽이 확인해야 합니다. 사진마다 출처와 라이선스를 함께 남기니, "
    "쓰기 전에 ‘출처’에서 확인해 주세요."
)
POLITE = "요청마다 이름을 밝히고, 사이트가 정한 속도와 기다리라는 응답을 지키며, 같은 주소는 두 번 받지 않습니다."
SOURCE = "사진을 찾을 곳"
NAVER_KEYS = "네이버 키"
NAVER_KEYS_AID = (
    "키는 네이버 클라우드 플랫폼의 API HUB에서 검색 API를 신청하면 받습니다. 예전에 developers.naver.com에서 받은 "
    "키도 2027년 6월 30일까지 쓸 수 있습니다. 여기 적은 키는 이 창에서만 쓰고 저장하지 않습니다."
)
KEY_KIND = "키의 종류"
KEY_KINDS = {"hub": "API HUB", "legacy": "예전 키"}
KEY_LABELS = {
    "naver_hub_key_id": "API 키 ID",
    "naver_hub_key": "API 키",
    "naver_client_id": "Client ID",
    "naver_client_secret": "Client Secret",
}
GOOGLE_TITLE = "Google 이미지를 쓰기 전에"
GOOGLE_RISK = "자동으로 찾다가 회사 네트워크가 차단될 수 있고, Google이 화면을 바꾸면 모으기가 멈춥니다."
GOOGLE_YES = "약관과 위험을 읽었고, 책임지고 씁니다"
GOOGLE_GO = "동의하고 켜기"
WHO_GROUPS, WHO_MEMBERS = "그룹", "멤버"
PICK_GROUPS = "그룹을 골라 주세요"
PICK_MEMBERS = "멤버를 골라 주세요"
TARGET = "멤버마다 모을 사진(장)"
TARGET_HELP = "이 세트에 이미 있는 사진 말고 새로 모을 장수입니다. 얼굴이 쓸 만한 사진만 셉니다."
START_COLLECT = "모으기 시작"
NEED_MEMBERS = "누구의 사진을 모을지 골라 주세요."
REPORTS = "모은 기록"
STATES: dict[str, tuple[str, Tone]] = {
    "running": ("모으는 중", "blue"),
    "stopped": ("멈춤", "orange"),
    "starting": ("시작하는 중", "blue"),
    "done": ("끝남", "green"),
    "failed": ("실패", "red"),
}
CUT_OFF = "중간에 멈췄습니다. 모은 사진은 그대로 있으니 이어서 모을 수 있습니다."
STOP, STOPS, GO_ON = "멈추기", "받던 사진까지 받고 멈춥니다.", "이어서 모으기"
REPORT = "멤버별 결과"
KEPT = "남김"
COLUMNS_REPORT = ("그룹", "멤버", "목표", "찾음", KEPT, "거절", "거절한 까닭")
NO_REPORTS = "아직 모은 기록이 없습니다. 위에서 그룹을 고르고 ‘모으기 시작’을 눌러 주세요."
VIDEO_AID = "직접 가진 영상에서 얼굴을 찾아 또렷한 장면만 고릅니다. 결과는 ‘검토’에서 확인하기 전에는 쓰지 않습니다."
VIDEO_LABEL = "동영상을 여기에 놓거나 눌러서 골라 주세요 (MP4, MOV, WebM, MKV, AVI, 400 MB까지)"
GROUP_AID = "여럿이 나온 사진에서 얼굴을 잘라 누구인지 제안합니다. 결과는 ‘검토’에서 확인하기 전에는 쓰지 않습니다."
GROUP_LABEL = "단체 사진을 여기에 놓거나 눌러서 골라 주세요 (한 장 40 MB까지)"
WHOSE_VIDEO = "누구의 영상인가"
SEVERAL_PEOPLE = "여러 명이거나 모름"
WHOSE_GROUP = "사진에 나오는 그룹"
FIND_FACES = "얼굴 찾기"
NEED_VIDEO, NEED_GROUP_PHOTOS = "동영상을 먼저 골라 주세요.", "사진을 먼저 골라 주세요."
NO_GROUPS = "고를 수 있는 그룹이 없습니다. ‘그룹 목록’에서 그룹을 추가해 주세요."

# Rights
CREDITS_AID = "표에 적힌 것은 사진을 준 곳이 말한 그대로입니다. 모르는 것은 비워 두며 짐작해서 채우지 않습니다."
UNKNOWN = "모름"
SOURCES = {  # beside those to collect from
    "upload": "직접 넣은 사진",
    "video": "동영상",
}
ONLY_UNKNOWN = "라이선스 모르는 사진만"
FILTER_MEMBER, FILTER_SOURCE, EVERYONE, EVERYWHERE = "멤버", "어디에서", "모두", "모두"
STATES_PHOTO = {"kept": KEPT, "rejected": "뺌", "proposed": "제안"}
FETCHED, HOW_IT_LIES, PHOTO_TITLE = "받은 때", "상태", "제목"
COLUMNS_CREDITS = (
    "그룹", "멤버", "사진", HOW_IT_LIES, "어디에서", PHOTO_TITLE, "저작자", "라이선스", "라이선스 주소", "원본 페이지",
    FETCHED,
)  # fmt: skip
COLUMNS_CREDITS_CSV = (
    "파일", "그룹", "멤버", HOW_IT_LIES, "어디에서", PHOTO_TITLE, "저작자", "라이선스", "라이선스 주소", "원본 페이지",
    "사진 주소", FETCHED,
)  # fmt: skip
OPEN = "열기"
PICK_ROWS_AID = (
    "표의 왼쪽 칸으로 고른 사진을 채웁니다. 고르지 않으면 지금 보이는 것 가운데 라이선스를 모르는 사진을 채웁니다."
)
FILL_TITLE = "출처 채우기"
FILL_AID = "적은 칸만 바뀌고, 비워 둔 칸은 그대로 둡니다."
AUTHOR, LICENCE, LICENCE_URL, PAGE = "저작자", "라이선스", "라이선스 주소", "원본 페이지"
AUTHOR_HINT, LICENCE_HINT, URL_HINT = "예: 우리 회사 홍보팀", "예: CC BY-SA 4.0, 회사 소유", "https://"
NOTHING_TYPED = "채울 내용을 한 칸 이상 적어 주세요."
BAD_LINK = "주소는 http:// 또는 https://로 시작해야 합니다."
NO_CREDITS = "아직 사진이 없어 출처도 없습니다. ‘세트’에서 사진을 넣거나 ‘모으기’에서 모아 주세요."
NONE_SHOWN = "이 조건에 맞는 사진이 없습니다."
CREDITS_FILE = "출처"


def source_name(source: str) -> str:
    """Where a photo comes from, for people."""
    from core.collect.table import SOURCES as OFFERED  # no page needs it to open

    return OFFERED[source].title if source in OFFERED else SOURCES.get(source, source or UNKNOWN)


def card_photos(kept: int, set_aside: int, proposed: int) -> str:
    """What a set holds: photos kept, set aside, waiting for a yes."""
    if not (kept or set_aside or proposed):
        return EMPTY_SET
    parts = [f"남긴 사진 {kept:,}장"]
    if set_aside:
        parts.append(f"뺀 사진 {set_aside:,}장")
    if proposed:
        parts.append(f"제안 {proposed:,}장")
    return " · ".join(parts)


def few(members: int, fewest: int) -> str:
    """A warning on a card."""
    return f"멤버 {members}명은 남긴 사진이 {fewest}장보다 적습니다"


def counts_title(members: int, poor: int, fewest: int) -> str:
    """The finding over the table of members."""
    if not poor:
        return f"멤버 {members}명 모두 사진이 {fewest}장 이상입니다"
    if poor == members:
        return f"멤버 {members}명 모두 사진이 {fewest}장보다 적습니다"
    return f"멤버 {members}명 가운데 {poor}명은 사진이 {fewest}장보다 적습니다"


def too_few(fewest: int) -> str:
    """In the table's last column."""
    return f"⚠ {fewest}장보다 적음"


def few_members(count: int) -> str:
    """In the last column of a group."""
    return f"⚠ 사진이 적은 멤버 {count}명"


NEAR_AID = (
    "폴더 이름이 그룹 목록의 멤버와 거의 같습니다. 맞으면 한 사람으로 묶고, 그 이름을 멤버의 다른 이름으로 적어 둡니다."
)
NEAR_NO = "다른 사람"
PARTED = "되돌렸습니다. 다시 따로 셉니다."


def near_title(count: int) -> str:
    """Over the folders that seem to be known."""
    return f"혹시 이 멤버인가요? {count}명" if count else "이름을 모두 확인했습니다"


def near(folder: str, group: str, name: str, photos: int) -> str:
    """ "jennie_kim = 제니? (블랙핑크, 사진 12장)" """
    return f"{folder} = {name}? ({group}, 사진 {photos:,}장)"


def near_yes(name: str) -> str:
    """A button."""
    return f"{name} 맞음"


def near_all(count: int) -> str:
    """A button."""
    return f"{count}명 모두 맞음"


def joined(pairs: Sequence[tuple[str, str]]) -> str:
    """What became of folders: (their name, the member's)."""
    said = ", ".join(f"{folder} = {name}" for folder, name in pairs[:_NAMED])
    more = len(pairs) - _NAMED
    return f"한 사람으로 묶었습니다: {said}" + (f" 외 {more}명" if more > 0 else "") + "."


def add_to(name: str) -> str:
    """Into the set that is looked at."""
    return f"‘{name}’에 더하기"


def chosen_files(count: int) -> str:
    """What waits in the uploader."""
    return f"사진 {count}장을 골랐습니다."


def deleted(name: str) -> str:
    """A set is gone."""
    return f"‘{name}’ 세트를 지웠습니다."


def made(name: str) -> str:
    """An empty set was made."""
    return f"‘{name}’ 세트를 만들었습니다. 이제 사진을 넣거나 모아 주세요."


def compared_with(name: str) -> str:
    """Under the choice of a set that is looked at and not in use."""
    return f"지금 비교에 쓰는 세트는 이 세트가 아니라 ‘{name}’입니다."


def use_it(name: str) -> str:
    """The question after an import."""
    return f"지금부터 {josa(f'‘{name}’', '과/와')} 비교할까요?"


def use_it_aid(active: str) -> str:
    """Whom the answer affects. active: the set in use."""
    return f"지금은 {josa(f'‘{active}’', '과/와')} 비교합니다. 바꾸면 이 스튜디오를 함께 쓰는 모두에게 바뀝니다."


def keep_using(name: str) -> str:
    """The answer that changes nothing."""
    return f"‘{name}’ 그대로 쓰기"


def used(name: str) -> str:
    """Everybody's line-ups are judged against this set from now on."""
    return f"이제 {josa(f'‘{name}’', '과/와')} 비교합니다."


def used_again(name: str) -> str:
    """The change was undone."""
    return f"되돌렸습니다. 다시 {josa(f'‘{name}’', '과/와')} 비교합니다."


def google_since(day: str) -> str:
    """When the terms were acknowledged."""
    return f"{day}에 약관을 확인하고 켰습니다."


def collecting(source: str, members: int) -> str:
    """Title of a job."""
    return f"{source}에서 {members}명 사진 모으기"


def report_sentence(found: int, kept: int, refused: int) -> str:
    """What a collection brought."""
    return f"{found:,}장을 찾아 {kept:,}장을 남기고 {refused:,}장은 거절했습니다."


def refused(reasons: Mapping[str, int]) -> str:
    """Reasons with their counts, most frequent first."""
    return ", ".join(f"{reason} {n}" for reason, n in sorted(reasons.items(), key=lambda item: -item[1]) if n)


def credits_title(photos: int, unknown: int) -> str:
    """The finding over the table of credits."""
    if not unknown:
        return f"사진 {photos:,}장 모두 라이선스를 압니다"
    if unknown == photos:
        return f"사진 {photos:,}장 모두 라이선스를 모릅니다"
    return f"사진 {photos:,}장 가운데 {unknown:,}장은 라이선스를 모릅니다"


def fill_button(count: int) -> str:
    """How many photos the form is about."""
    return f"사진 {count:,}장에 채우기"


def filled(count: int) -> str:
    """Rights were written down."""
    return f"사진 {count:,}장의 출처를 채웠습니다."


def credits_undone(back: int, elsewhere: int) -> str:
    """They are as before; those that somebody has changed since stay."""
    left = f" {elsewhere:,}장은 그 사이 바뀌어 그대로 두었습니다." if elsewhere else ""
    return f"사진 {back:,}장의 출처를 되돌렸습니다.{left}"
