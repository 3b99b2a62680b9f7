"""The Korean words of sign-in: who may open the studio, who is signed in, people and what they did."""

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from core.access.actions import ACTIONS
from core.access.actor import Role
from core.services.people.provider import Missing
from core.services.people.signed_in import WhyOut
from core.text.korean import attach

# Starting the server
WAITS_FOR_RESTORE = (
    "이 작업 폴더에 백업을 되돌리고 있습니다. 끝나면 스튜디오가 저절로 열립니다. 기다리지 않으려면 Ctrl+C로 멈춰 "
    "주세요."
)
OPEN_TO_ALL = "로그인 없이 열려 있습니다. 이 주소에 닿는 사람은 누구나 모든 것을 보고 바꿀 수 있습니다."
LACKING: dict[Missing, str] = {
    "address": "STUDIO_ADDRESS: https://로 시작하는, 동료가 열 주소 (예: https://studio.example.com)",
    "metadata_url": (
        "STUDIO_OIDC_METADATA_URL: /.well-known/openid-configuration으로 끝나는 회사 계정 제공자의 주소 "
        "(예: https://id.example.com/.well-known/openid-configuration)"
    ),
    "client_id": "STUDIO_OIDC_CLIENT_ID: 제공자에 스튜디오를 등록하고 받은 ID",
    "client_secret": "STUDIO_OIDC_CLIENT_SECRET: 등록할 때 받은 비밀 값",
    "cookie_secret": "cookie_secret: 32자가 넘는 무작위 글자",
}


def closed(address: str) -> str:
    """The server does not start: it would be open to others."""
    return (
        f"로그인 없이는 다른 컴퓨터에 열지 않으므로({address}) 스튜디오를 시작하지 않았습니다. 동료와 함께 쓰려면 "
        "`make server`로 회사 계정 로그인을 켜 주세요. 이 컴퓨터에서만 쓰려면 "
        "--server.address localhost로 시작해 주세요. "
        "로그인 없이 열어도 되는 곳이라면 STUDIO_OPEN_WITHOUT_SIGN_IN=1을 정해 주세요."
    )


def lacking(found: Sequence[Missing], file: Path) -> str:
    """What sign-in still needs, one a line, and the next step. file: where it is kept."""
    rows = "\n".join(f"  - {LACKING[one]}" for one in found)
    lead = f"로그인 설정({file.name})에 아직 없거나 쓸 수 없는 것이 있습니다."
    return f"{lead}\n{rows}\n환경 변수로 정한 뒤 다시 시작해 주세요."


def register(callback: str) -> str:
    """To be done at the provider once."""
    return f"제공자에 등록할 돌아올 주소(redirect URI): {callback}"


NO_ADMIN = (
    "아직 관리자가 없습니다. --first-admin 메일주소를 붙이거나 STUDIO_FIRST_ADMIN을 정해 시작하면 그 사람이 로그인할 "
    "때 관리자가 됩니다."
)
FIRST_ADMIN_NO_MAIL = (
    "첫 관리자로 적은 값이 메일주소가 아니어서 그대로는 아무도 관리자가 되지 못합니다. --first-admin이나 "
    "STUDIO_FIRST_ADMIN에 boss@example.com처럼 회사 계정의 메일주소를 적어 주세요."
)
NOT_ENCRYPTED = "주소가 http로 시작해 로그인이 암호화되지 않습니다. 프록시에서 TLS를 켜고 https 주소를 정해 주세요."


def first_admin(mail: str) -> str:
    """Who will be the first."""
    return (
        f"{attach(mail, '이/가')} 로그인하면 첫 관리자가 됩니다. 제공자가 메일을 확인해 주지 않아 되지 않으면, "
        f"로그인한 뒤 `python -m core people role {mail} admin`으로 정해 주세요."
    )


# Signing in
SIGN_IN, SIGN_OUT = "회사 계정으로 로그인", "로그아웃"
SIGN_IN_LEAD = "회사 계정으로 로그인하면 맡은 역할에 따라 스튜디오를 쓸 수 있습니다."
WHY: dict[WhyOut, str] = {
    "expired": "시간이 지나 접속이 끝났습니다. 다시 로그인해 주세요.",
    "clock": (
        "서버의 시계가 마지막 기록보다 뒤로 가 있어 로그인할 수 없습니다. 서버를 맡은 사람에게 알려 주세요. 서버에서 "
        "`python -m core clock`을 실행하면 얼마나 어긋났는지와 할 일을 알 수 있습니다."
    ),
    "ended": "이 접속은 끝났습니다. 관리자나 본인이 끝냈습니다. 다시 로그인해 주시고, 안 되면 관리자에게 알려 주세요.",
}
FAILED: dict[str, str] = {
    "denied": "계정 제공자가 로그인을 허락하지 않았습니다. 다른 계정으로 다시 해 보시거나 관리자에게 알려 주세요.",
    "failed": "로그인을 마치지 못했습니다. 다시 로그인해 주세요. 계속되면 관리자에게 알려 주세요.",
    "unreachable": "회사 계정 제공자에 연결하지 못했습니다. 잠시 뒤 다시 해 주시고, 계속되면 관리자에게 알려 주세요.",
}
WAITING_TITLE = "아직 역할이 없습니다"
WAITING_AGAIN = "역할을 받았는지 확인"
SIGNED_OUT = "로그인해야 볼 수 있습니다. 스튜디오를 새로 고쳐 다시 로그인해 주세요."
DAMAGED = "작업 폴더의 데이터베이스(studio.db)가 손상되어 로그인할 수 없습니다."
NO_RIGHT_TITLE = "볼 수 없는 화면입니다"


def waiting(name: str, email: str) -> str:
    """Somebody is signed in and has no role."""
    who = f"{name} ({email})" if email and email != name else name
    return f"{who} 계정으로 로그인했습니다. 관리자에게 역할을 요청해 주세요. 역할을 받으면 바로 쓸 수 있습니다."


def no_right(what: str) -> str:
    """what: of a rule in core/access/actions.py."""
    return f"{what} 권한이 없습니다. 관리자에게 권한을 요청해 주세요."


# One's own account
ROLE: dict[Role | None, str] = {None: "역할 없음", "viewer": "보는 사람", "analyst": "분석하는 사람", "admin": "관리자"}
ROLE_AID = "보는 사람은 결과를 보고, 분석하는 사람은 사진과 기사를 다루고, 관리자는 사람과 모두의 기준을 정합니다."


def for_roles(what: str, roles: Sequence[Role], *, in_project: bool) -> str:
    """Beside what a visitor may not do. what: of a rule in core/access/actions.py; roles: those that may."""
    return f"{what} 수 있는 역할: {'이 프로젝트의 ' if in_project else ''}{', '.join(ROLE[role] for role in roles)}"


ACCOUNT_LEAD = "어디에서 로그인했는지 보고, 모르는 접속이나 잃어버린 기기의 접속을 끝낼 수 있습니다."
SIGN_INS = "접속"
THIS_ONE = "지금 이 접속"
END, END_ALL = "끝내기", "모든 접속 끝내기"
END_ALL_TITLE, END_ALL_YES = "모든 접속을 끝낼까요?", "끝냅니다"
END_ALL_OWN = "지금 이 브라우저를 포함해 모든 기기에서 로그아웃되고, 저장하지 않은 라인업은 사라집니다."
UNKNOWN_DEVICE = "알 수 없는 기기"
NO_SIGN_INS = "살아 있는 접속이 없습니다."
ENDED_ONE = "접속을 끝냈습니다."
LOCAL_ACCOUNT = "이 컴퓨터에서만 쓰고 있어 로그인이 없습니다. 동료와 함께 쓰려면 `make server`로 시작해 주세요."


def sign_in_row(began: str, last_use: str) -> str:
    """Of one browser."""
    return f"로그인 {began} · 마지막 사용 {last_use}"


def ended_all(name: str) -> str:
    """A person's sign-ins were ended."""
    return f"{name} 님의 접속을 모두 끝냈습니다."


def who_i_am(name: str, role: Role | None) -> str:
    """At the side of each page."""
    return f"{name} · {ROLE[role]}"


# People
PEOPLE_LEAD = "역할과 제거는 그 사람의 다음 클릭부터 바로 적용됩니다."
SECTION: dict[str, str] = {"people": "사람", "record": "접근 기록"}
SEARCH = "이름이나 메일로 찾기"
SHELF: dict[str, str] = {"active": "쓰는 사람", "waiting": "기다리는 사람", "removed": "제거한 사람"}
NO_PEOPLE = "여기에 해당하는 사람이 없습니다."
ROLE_LABEL = "역할"
REMOVE, TAKE_BACK, END_SIGN_INS = "제거", "다시 들이기", "접속 끝내기"
REMOVE_TITLE, REMOVE_YES = "이 사람을 제거할까요?", "제거합니다"
ONE_SELF = "본인"
MORE_PEOPLE = "더 보기"


def who_waits(count: int) -> str:
    """At the side of each page, for admins."""
    return f"역할을 기다리는 사람 {count}명"


# Who sees a project
LET_IN = "함께 보는 사람"
LET_IN_AID = (
    "보는 사람은 댓글을 달고 보고서를 만들고, 분석하는 사람은 고치고 링크를 만들고 동의와 보관한 사진도 다루고, "
    "관리자는 사람을 들이고 프로젝트를 지웁니다. 스튜디오의 관리자는 들이지 않아도 봅니다."
)
WHOM, ROLE_IN_PROJECT, LET_IN_GO, LET_OUT = "들일 사람", "이 프로젝트에서의 역할", "들이기", "내보내기"
NO_ONE_TO_LET_IN = (
    "더 들일 사람이 없습니다. 로그인해서 스튜디오의 역할을 받은 사람만 들일 수 있으니, 보이지 않으면 스튜디오의 "
    "관리자에게 알려 주세요."
)


def in_project(name: str, role: Role) -> str:
    """Of oneself, in the list of who sees a project."""
    return f"{name} · {ROLE[role]}"


def let_in(name: str, role: Role) -> str:
    """Somebody sees a project."""
    return f"{name} 님을 들였습니다: {ROLE[role]}"


def let_out(name: str) -> str:
    """Somebody sees it no longer."""
    return f"{name} 님은 이제 이 프로젝트를 볼 수 없습니다."


def person_aid(email: str, last_seen: str) -> str:
    """Below a name. last_seen: the last sign-in, not the last click."""
    return " · ".join(part for part in (email, f"마지막 로그인 {last_seen}") if part)


def remove_sure(name: str) -> str:
    """Before somebody is removed."""
    return f"{name} 님은 바로 스튜디오를 쓸 수 없게 됩니다. 만든 것은 남고, 언제든 다시 들일 수 있습니다."


def removed(name: str) -> str:
    """Somebody is out."""
    return f"{name} 님을 제거했습니다."


def taken_back(name: str) -> str:
    """Somebody who was removed may sign in again."""
    return f"{name} 님을 다시 들였습니다. 다시 로그인하면 쓸 수 있습니다."


def role_given(name: str, role: Role | None) -> str:
    """What somebody may do from now on."""
    return f"{name} 님의 역할: {ROLE[role]}"


def more_people(left: int) -> str:
    """On the button below a long list."""
    return f"{left}명 더 보기"


# The record
RECORD_LEAD = "누가 언제 무엇을 했고 무엇이 거절되었는지 남습니다. 사진과 연습생의 이름은 적지 않습니다."
WHO, WHAT, SINCE, UNTIL, OUTCOME, WHEN, ON = "누가", "쓴 권한", "이 날부터", "이 날까지", "결과", "언제", "대상"
EVERYBODY, EVERYTHING = "모두", "모두"
OUTCOMES = {"done": "했음", "refused": "거절"}
STUDIO_ITSELF, LOCAL_USER = "스튜디오", "이 컴퓨터의 사용자"
NO_ENTRIES = "이 조건에 맞는 기록이 없습니다."
VERIFY = "기록이 바뀌지 않았는지 확인"
EXPORT = "CSV 내려받기"
RECORD_PART: dict[str, str] = {  # of what stands in the record for what something was done to, and how
    "project": "프로젝트", "person": "사람", "role": "역할", "none": "역할 없음", "removed": "제거",
    "active": "다시 들임", "trainee": "연습생", "photos": "사진", "withdrawn": "동의를 거둠",
    "inventory": "찾아봄", "purge": "지움", "reapplied": "다시 지움", "rekey": "열쇠 바꿈", "on": "켬",
    "off": "끔", "deleted": "지운 사진", "backup": "백업", "clock": "시계", "job": "작업", "signin": "접속",
    "link": "링크", "comment": "댓글",
    "export": "내려받음", **{role: said for role, said in ROLE.items() if role},
}  # fmt: skip
RECORD_HEADER = ("번호", WHEN, WHO, "id", WHAT, "동작", ON, OUTCOME, "해시")


def action(name: str) -> str:
    """Of ACTIONS, as it stands in the record."""
    return f"{ACTIONS[name].what} 권한" if name in ACTIONS else name


def shown_of(shown: int, limit: int) -> str:
    """How much of the record is listed."""
    return f"새것부터 {shown}건" + (" · 더 있습니다. 조건을 좁혀 주세요." if shown >= limit else "")


def verified(
    entries: int, broken: int | None, newest: str, anchored: int | None
) -> tuple[Literal["ok", "broken"], str]:
    """Does every row fit the one before it, and what is noted outside the workspace?"""
    if broken is not None and broken > entries:
        said = f"기록의 끝이 잘렸습니다. {broken}번부터 {anchored}번까지 없습니다. 백업과 견주어 주세요."
        return "broken", said
    if broken is not None:
        said = f"{broken}번 기록이 앞의 기록과 맞지 않습니다. 그 뒤의 기록은 믿을 수 없습니다. 백업과 견주어 주세요."
        return "broken", said
    if anchored is not None:
        return "ok", f"기록 {entries}건이 모두 이어지고, 작업 폴더 밖에 적어 둔 마지막 기록과도 맞습니다: `{newest}`"
    return "ok", (
        f"기록 {entries}건이 모두 이어집니다. 끝부분이 잘렸는지는 다른 곳에 적어 둔 마지막 값과 견주어 확인해 주세요: "
        f"`{newest}`"
    )
