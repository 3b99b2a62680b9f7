"""What can be done in the studio, and which role each of it takes. docs/roles.md shows this table."""

from dataclasses import dataclass

from core.access.actor import GUEST, Actor, Role, reaches
from core.errors import AccessError


@dataclass(frozen=True, slots=True)
class Rule:
    """Any of three opens it. studio: from which role in the whole studio on. project: from which role in the project it
    is done to on, for people with any role in the studio. owner: the person whose it is, with any role in the studio.
    guest: who came to a page that is open alone may, too. what: what is refused, as it stands before "권한이 없습니다"
    (Korean)."""

    what: str
    studio: Role | None = "admin"
    project: Role | None = None
    owner: bool = False
    guest: bool = False


ACTIONS: dict[str, Rule] = {
    "studio.enter": Rule("스튜디오를 볼", "viewer"),
    # line-ups and concepts
    "lineup.analyse": Rule("사진을 분석할", "analyst"),
    "concept.read": Rule("컨셉을 볼", "viewer"),
    "debut.enter": Rule("나의 데뷔 컨셉을 찾아볼", "viewer", guest=True),
    "debut.open": Rule("나의 데뷔 컨셉 찾기를 밖에 열"),
    # what all share
    "reference.read": Rule("기준 사진을 볼", "viewer"),
    "reference.change": Rule("기준 사진을 고칠", "analyst"),
    "reference.delete": Rule("기준 사진 세트를 지울"),
    "catalog.change": Rule("그룹과 멤버를 고칠", "analyst"),
    "lexicon.change": Rule("낱말집을 고칠", "analyst"),
    "news.read": Rule("기사를 볼", "viewer"),
    "news.change": Rule("기사를 모으거나 고칠", "analyst"),
    "news.delete": Rule("모은 기사를 지울"),
    "training.read": Rule("학습 결과를 볼", "viewer"),
    "training.change": Rule("모델을 학습할", "analyst"),
    "training.delete": Rule("학습 결과를 지울"),
    "engine.measure": Rule("얼굴 엔진을 내려받거나 견줄", "analyst"),
    "choice.own": Rule("내 기준을 고를", "viewer"),
    "choice.studio": Rule("모두의 기준을 바꿀"),
    "change.read": Rule("바뀐 기록을 볼", "viewer"),
    "change.undo": Rule("다른 사람이 바꾼 것을 되돌릴", "analyst"),
    # projects
    "project.create": Rule("프로젝트를 만들", "analyst"),
    "project.read": Rule("이 프로젝트를 볼", project="viewer"),
    "project.change": Rule("이 프로젝트를 고칠", project="analyst"),
    "project.delete": Rule("이 프로젝트를 지울", project="admin"),
    "project.share": Rule("이 프로젝트에 사람을 들일", project="admin"),
    "report.make": Rule("이 프로젝트의 보고서를 만들", project="viewer"),
    "draft.keep": Rule("적던 글을 저장할", "viewer"),
    # links and comments
    "link.make": Rule("링크를 만들", project="analyst"),
    "link.open": Rule("이 링크를 열", project="viewer"),
    "link.read": Rule("링크 목록을 볼", project="analyst", owner=True),
    "link.revoke": Rule("이 링크를 거둘", project="admin", owner=True),
    "comment.read": Rule("댓글을 볼", project="viewer"),
    "comment.write": Rule("댓글을 쓸", project="viewer"),
    "comment.change": Rule("이 댓글을 고칠", studio=None, owner=True),
    "comment.delete": Rule("이 댓글을 지울", project="admin", owner=True),
    "comment.resolve": Rule("이 댓글을 마무리할", project="analyst", owner=True),
    # faces that exist nowhere
    "virtual.read": Rule("가상 그룹을 볼", "viewer"),
    "virtual.vote": Rule("가상 얼굴에 별을 줄", "viewer"),
    "virtual.make": Rule("가상 얼굴을 만들", "analyst"),
    "virtual.delete": Rule("가상 얼굴과 그룹을 지울", "analyst"),
    # trainees' photos
    "photos.read": Rule("보관한 사진을 볼", project="analyst"),
    "photos.keep": Rule("사진을 보관할", project="analyst"),
    "consent.change": Rule("동의 기록을 고칠", project="analyst"),
    "privacy.settings": Rule("사진 보관을 켜거나 끌"),
    "trainee.purge": Rule("연습생의 자료를 모두 지울"),
    # people
    "people.read": Rule("사람 목록을 볼"),
    "people.change": Rule("사람의 역할을 바꿀"),
    "signins.read": Rule("이 사람의 접속 기록을 볼", owner=True),
    "signins.end": Rule("이 사람의 접속을 끝낼", owner=True),
    "audit.read": Rule("접근 기록을 볼"),
    # long work
    "job.cancel": Rule("이 작업을 멈출", owner=True),
    "job.forget": Rule("이 작업의 알림을 치울", owner=True),
    # the whole workspace
    "workspace.backup": Rule("백업을 만들"),
    "workspace.restore": Rule("백업을 되돌릴"),
    "workspace.rescue": Rule("작업 폴더를 되살릴"),
}


def allowed(actor: Actor, action: str, *, project: str = "", owner: str = "") -> bool:
    """project: id of the one it is done to; owner: id of the person whose the object is. KeyError for an action that
    is not in the table."""
    rule = ACTIONS[action]
    if actor == GUEST:
        return rule.guest
    if actor.role is None:
        return False
    return (
        reaches(actor.role, rule.studio)
        or (bool(project) and reaches(actor.projects.get(project), rule.project))
        or (rule.owner and bool(owner) and owner == actor.id)
    )


def require(actor: Actor, action: str, *, project: str = "", owner: str = "") -> None:
    """The one place that is asked before anything is read or written. Raises AccessError for what the actor may not."""
    if not allowed(actor, action, project=project, owner=owner):
        raise AccessError(f"{ACTIONS[action].what} 권한이 없습니다. 관리자에게 권한을 요청해 주세요.")
