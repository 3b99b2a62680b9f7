"""The Korean words about trainees' photos, consent and purges. Pure: values in, sentences out."""

from collections.abc import Mapping, Sequence
from datetime import date

from core.privacy.consent import Consent, State
from core.privacy.receipt import Place
from core.text.korean import attach as josa

LEAD = "누구의 사진을 어떤 동의로 언제까지 보관하는지 보고, 연습생의 자료를 모두 지웁니다. 법률 자문은 아닙니다."
LEAD_CONSENT = "누구의 사진을 어떤 동의로 언제까지 보관하는지 봅니다. 법률 자문은 아닙니다."
VIEW = "어느 부분을 볼까요"
VIEWS = {"consent": "동의와 사진", "keeping": "보관 설정", "purge": "연습생 지우기"}
NO_CONSENTS = "볼 수 있는 동의 기록이 없습니다"
NO_RIGHT = "사진과 동의 기록을 볼 수 있는 프로젝트가 없습니다. 프로젝트의 관리자에게 권한을 요청해 주세요."

# Consent
PROJECT, ALL_PROJECTS = "프로젝트", "모든 프로젝트"
NO_PROJECTS, NO_PROJECTS_HOW = "아직 프로젝트가 없습니다", "라인업을 프로젝트에 저장하면 그 연습생들이 여기에 나옵니다."
TO_PROJECTS = "프로젝트로 가기"
NO_TRAINEES = "이 프로젝트에는 아직 저장한 라인업이 없습니다."
KEEPING_OFF = "사진 보관이 꺼져 있습니다. 동의는 미리 적어 둘 수 있고, 사진은 보관하지 않습니다."
CONSENT_AID = (
    "여기에 동의를 적은 연습생의 사진만 보관할 수 있습니다. 라인업을 저장할 때 ‘사진도 보관’을 고르거나, 저장한 뒤 "
    "라인업 화면에서 ‘사진도 보관하기’를 누릅니다."
)
TO_LINEUP = "라인업으로 가기"
WRITE, CHANGE, WITHDRAW = "동의 적기", "동의 고치기", "동의 거두기"
BASIS, BASIS_AID = "근거", "예: 2026-11-28에 서명한 동의서, 문서함 12번"
PURPOSE, PURPOSE_AID = "목적", "예: 데뷔조 회의에서 다시 보기"
GIVEN, EXPIRES = "동의한 날", "끝나는 날"
MINOR, MINOR_AID = "성년 여부", "사람이 확인해 고릅니다. 스튜디오는 나이를 짐작하지 않습니다."
MINORS = {False: "성년", True: "미성년자"}
GUARDIAN, GUARDIAN_AID = "보호자와 동의 방법", "미성년자는 꼭 적습니다. 예: 어머니, 서면"
SAVE = "동의 저장"
WITHDRAW_TITLE, WITHDRAW_YES = "동의를 거둘까요?", "거두고 사진 지우기"
STATE: dict[State, str] = {
    "none": "동의 없음", "valid": "동의 유효", "later": "아직 아님", "over": "기간 끝남", "withdrawn": "거둠"
}  # fmt: skip
WHY_NOT: dict[State, str] = {
    "none": "동의 기록이 없어", "later": "동의한 날이 아직 오지 않아", "over": "동의 기간이 끝나",
    "withdrawn": "동의를 거두어",
}  # fmt: skip

# Keeping
KEEPING_TITLE = "연습생 사진 보관"
IS_OFF = "꺼져 있습니다. 사진은 분석하는 동안 메모리에만 있고 아무것도 보관하지 않습니다."
IS_ON = "켜져 있습니다. 동의가 있는 연습생의 사진만, 고를 때만, 암호화해 보관합니다."
HOW = (
    "사진은 긴 변 960 px 안팎으로 줄이고 촬영 정보를 지운 뒤 연습생마다 다른 열쇠로 암호화합니다. 그 열쇠를 여는 "
    "열쇠는 작업 폴더 밖에 있어, 작업 폴더나 백업만으로는 열 수 없습니다. 사진을 열 때마다 접근 기록에 남습니다."
)
DAYS, DAYS_AID = "보관하는 날", "이 기간이나 동의가 끝나면 저절로 지워집니다. 바꾸면 앞으로 보관하는 사진에 적용됩니다."
TURN_ON, TURN_OFF, SAVE_DAYS = "보관 켜기", "보관 끄기", "기간 저장"
TURN_OFF_TITLE, TURN_OFF_YES = "사진 보관을 끌까요?", "끄기"
DELETE_KEPT = "보관한 사진도 모두 지우기"
TURNED_ON, TURNED_OFF, DAYS_SAVED = "사진 보관을 켰습니다.", "사진 보관을 껐습니다.", "기간을 저장했습니다."
KEY_AID = "이 파일은 백업에 들어가지 않습니다. 따로 안전하게 두세요. 잃어버리면 보관한 사진은 아무도 열 수 없습니다."
DELETE_ALL, DELETE_ALL_TITLE, DELETE_ALL_YES = "보관한 사진 모두 지우기", "보관한 사진을 모두 지울까요?", "모두 지우기"
CANNOT_UNDO = "되돌릴 수 없습니다."

# Purging
PURGE_AID = (
    "이름으로 먼저 찾아보고, 무엇이 지워지는지 확인한 뒤 지웁니다. 열려 있는 다른 창에서도 그 연습생의 라인업이 "
    "비워집니다."
)
NAME, FIND = "연습생 이름", "찾아보기"
FOUND_NOTHING = "저장된 것이 없습니다. 그래도 지우면 열려 있는 창의 라인업에서 비워집니다."
INVENTORY = "찾은 것"
PLACE: dict[Place, str] = {
    "photo": "보관한 사진", "key": "사진의 열쇠", "consent": "동의 기록", "version": "저장한 버전의 이름",
    "project": "프로젝트의 이름·메모·목표", "board": "컨셉 보드", "said": "버전의 메모", "draft": "적던 글",
    "comment": "댓글", "link": "링크의 화면", "virtual": "가상 그룹",
    "copy": "안전 사본", "aside": "따로 둔 데이터베이스", "job": "작업 파일",
}  # fmt: skip
COLUMNS = ("어디", "프로젝트", "개수")
WHOLE_STUDIO = "스튜디오 전체"
SPELLINGS, SPELLINGS_AID = "이 사람의 이름", "띄어쓰기나 대소문자만 다른 이름도 찾았습니다. 같은 사람인 것만 고르세요."
TEXTS, TEXTS_AID = "이름이 나오는 글", "고른 글에서 이름만 ‘지운 연습생’으로 바뀝니다. 다른 사람 이야기면 빼 주세요."
MODE = "버전에서 지울 것"
MODES = {"name": "이름만", "row": "줄 전체"}
MODE_AID = {
    "name": "점수는 ‘지운 연습생 1’로 남아 라인업의 수치가 그대로 맞습니다. 파일 이름도 지웁니다.",
    "row": "점수까지 없어집니다. 라인업의 수치는 남지만 다시 계산할 수 없다고 표시됩니다.",
}
PURGE, PURGE_TITLE, PURGE_YES = "지우기", "이 연습생의 자료를 지울까요?", "모두 지우기"
LEFT_OUT = "고르지 않은 이름과 글은 남습니다."
FILES_AID = "안전 사본은 이름을 따로 뺄 수 없어 모두 지우고, 다음 사본을 새로 만듭니다."
NOT_REACHED = (
    "이미 내려받은 보고서와 이 컴퓨터 밖의 백업은 스튜디오가 지울 수 없습니다. 백업을 되돌리면 지운 연습생을 다시 "
    "지웁니다."
)
RECEIPTS, NO_RECEIPTS = "지운 기록", "아직 지운 연습생이 없습니다."
RECEIPT = "영수증 내려받기"
PURGED_HERE = "연습생의 자료가 지워져, 그 연습생이 있던 이 창의 라인업을 비웠습니다."
UNFINISHED = "끝나지 않은 지우기가 있습니다. 스튜디오가 저절로 이어서 합니다."

# Beside versions
KEEP_TOO, KEEP_TOO_AID = "사진도 보관", "동의 기록이 있는 연습생의 사진만 암호화해 보관합니다."
KEEP_NOW, KEEP_REST = "사진도 보관하기", "나머지 사진도 보관하기"
TO_CONSENT = "사진을 보관하려면 동의부터 적기"
SEE = "보관한 사진 열기"
SEE_AID = "열면 접근 기록에 남습니다."
CLOSE = "사진 닫기"
ANEW, ANEW_AID = "지금 기준으로 다시 분석", "결과는 이 버전에서 나온 새 버전으로 저장합니다."
ANEW_COPY = (
    "다시 분석은 줄여서 보관한 사본으로 합니다. 원본으로 분석한 답과 조금 다를 수 있어, 버전 비교에는 사진이 달라진 "
    "것으로 나옵니다."
)
ANEW_SAID = "줄여서 보관한 사진으로 다시 분석"
ANEW_DOING = "보관한 사진을 다시 분석하고 있습니다"


def consent_line(consent: Consent) -> str:
    """What a row says of a consent."""
    parts = [consent.basis, consent.purpose, f"{consent.given}부터 {consent.expires}까지"]
    if consent.minor:
        parts.append(f"미성년자 · 보호자: {consent.guardian}")
    return " · ".join((*parts, f"적은 사람: {consent.by_name}"))


def countdown(photos: int, until: date, today: date) -> str:
    """Of kept photos, on the visitor's days."""
    days = (until - today).days
    ahead = f"{days}일 뒤" if days > 0 else "오늘"
    return f"사진 {photos}장 · {ahead} 지워짐({until})"


def consent_saved(name: str) -> str:
    """After it was written down."""
    return f"{name}의 동의를 저장했습니다."


def withdrawn(photos: int) -> str:
    """After it was withdrawn."""
    return f"동의를 거두고 사진 {photos}장을 지웠습니다." if photos else "동의를 거두었습니다."


def withdraw_what(name: str, photos: int) -> str:
    """In the question."""
    gone = f"보관한 사진 {photos}장이 지금 지워지고 되돌릴 수 없습니다." if photos else "보관한 사진은 없습니다."
    return f"{name}의 동의를 거둡니다. {gone}"


def kept_now(photos: int, trainees: int) -> str:
    """How much is kept at all."""
    if not photos:
        return "보관한 사진이 없습니다."
    return f"연습생 {trainees}명의 사진 {photos}장을 보관하고 있습니다."


def deleted_photos(photos: int) -> str:
    """After they went."""
    return f"보관한 사진 {photos}장을 지웠습니다."


def key_lies(path: str) -> str:
    """Where the key outside is."""
    return f"사진 열쇠: {path}"


def kept(photos: int, trainees: int, without: Mapping[str, State]) -> str:
    """After saving."""
    told = f"연습생 {trainees}명의 사진 {photos}장을 보관했습니다." if photos else "보관한 사진이 없습니다."
    for state, why in WHY_NOT.items():
        names = [name for name, own in without.items() if own == state]
        if names:
            whose = ", ".join(names[:3]) + (f" 등 {len(names)}명" if len(names) > 3 else "")
            told = f"{told} {josa(whose, '은/는')} {why} 보관하지 않았습니다."
    return told


def keeps(photos: int, trainees: Sequence[str], every: int, until: date, today: date) -> str:
    """Above the button that opens a version's photos."""
    whose = "모든 연습생" if len(trainees) == every else f"{every}명 가운데 {len(trainees)}명"
    return f"{whose}의 {countdown(photos, until, today)}"


def saved_anew(number: int, left_out: int) -> str:
    """left_out: trainees of whom no photo was kept."""
    out = f" 사진이 없는 {left_out}명은 빠졌습니다." if left_out else ""
    return f"버전 {number}로 저장했습니다.{out}"


def purge_what(things: int, names: Sequence[str]) -> str:
    """In the question. names: as they are written; none where only texts are meant."""
    whose = f"‘{', '.join(names)}’의 자료" if names else "고른 글의 이름"
    return f"{josa(whose, '을/를')} {things}곳에서 지웁니다. {CANNOT_UNDO}"


def purged(things: int, receipt: str) -> str:
    """After a purge. things: places."""
    return f"{things}곳에서 지웠습니다. 영수증 번호는 {receipt}입니다."


def receipt_line(total: int, receipt: str) -> str:
    """Of the list of receipts."""
    return f"{total}곳에서 지움 · 번호 {receipt}"


def by_place(counts: Mapping[Place, int]) -> str:
    """Counts in one line."""
    return " · ".join(f"{PLACE[place]} {count}" for place, count in counts.items())


def still_there(rows: int) -> str:
    """rows: of tables, with the same letters."""
    return f"남긴 글을 비롯해 같은 글자가 {rows}줄에 있습니다. 다른 뜻이면 그대로 두면 됩니다."


def incomplete(rows: int) -> str:
    """On a version that lost whole rows."""
    return f"지운 연습생 {rows}명의 점수가 라인업의 수치에 들어 있어, 남은 사람들만으로는 다시 계산할 수 없습니다."
