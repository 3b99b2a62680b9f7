"""A project and a judged line-up for reports: nine trainees, three invented groups, news and faces if asked."""

import io
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime

from PIL import Image

from core.charts.concept_facets import Profile
from core.charts.projects import Standing
from core.charts.style import GroupStyle
from core.keywords.views.cloud import cloud
from core.keywords.views.facets import FacetShare
from core.projects.compare import compare
from core.projects.project import Board, BoardItem, Project, Quotation, Target
from core.projects.version import JudgedBy, JudgedLineup, JudgedMember, JudgedPhoto, JudgedTrainee, Version
from core.reports.given import Credit, Credits, Given, Made, Measure, Said
from core.reports.place import positioning
from core.reports.report import Part, Quote
from core.reports.trust import credits_of
from core.services.reports.beside import comparison, what_if
from core.types import Keyword, MemberId, Rights

GROUPS = (
    GroupStyle("luna", "루나디아", "#7a4fd0"),
    GroupStyle("scarlet", "스칼렛링", "#c8443f"),
    GroupStyle("blue", "블루윈드", "#1f7fa8"),
)
MADE = datetime(2026, 11, 29, 3, 0, tzinfo=UTC)
JUDGED = datetime(2026, 3, 1, 18, 30, tzinfo=UTC)  # the second of March in Korea
_SCORES = [(0.71, 0.18, 0.11), (0.12, 0.655, 0.225), (0.44, 0.31, 0.25), (0.03, 0.005, 0.965), (0.52, 0.24, 0.24)]
_FACETS = ("세계관·서사", "사운드", "분위기", "비주얼·스타일링", "메시지·감정", "퍼포먼스", "타깃·시장")
_WORDS = ("몽환", "달빛", "서사", "우아한", "신스", "판타지", "밤하늘", "동화", "여운", "보라색", "청량", "에너지")


def trainee(name: str, row: int = 0, *, usable: bool = True) -> JudgedTrainee:
    """Someone with three photos, or whose photos cannot be used."""
    if not usable:
        photo = JudgedPhoto("1.jpg", "rejected", "얼굴을 찾지 못했습니다.", "no_face")
        return JudgedTrainee(name, (photo,), None, None, None, None, "쓸 수 있는 사진이 없습니다.")
    scores = dict(zip((g.id for g in GROUPS), _SCORES[row % len(_SCORES)], strict=True))
    top = max(scores, key=lambda group: scores[group])
    photos = tuple(JudgedPhoto(f"{n}.jpg", "ok", top=top, score=scores[top]) for n in range(2))
    weak = JudgedPhoto("3.jpg", "weak", "사진이 흐립니다.", "blurred", top=GROUPS[row % 3].id, score=0.4)
    member = JudgedMember(MemberId(top, "m1"), "세린", 0.31, 0.62)
    return JudgedTrainee(
        name, (*photos, weak), scores, 0.08 if row != 4 else 0.62, 0.83 - 0.06 * row,
        ("clear", "clear", "unclear", "clear", "nobody")[row % 5], nearest=(member,),
        carriers=(member, JudgedMember(MemberId(top, "m2"), "하늬", 0.22, 0.38)), evidence="e",
    )  # fmt: skip


def version(names: list[str], *, usable: bool = True, fictional: bool = False) -> Version:
    """A line-up of these; its figures are the means of theirs."""
    people = tuple(trainee(name, row, usable=usable) for row, name in enumerate(names))
    rows = [p.scores for p in people if p.scores]
    lineup = None
    if rows:
        means = {g.id: sum(row[g.id] for row in rows) / len(rows) for g in GROUPS}
        spread = {group: (max(value - 0.11, 0), min(value + 0.13, 1)) for group, value in means.items()}
        alone = len(rows) < 2
        lineup = JudgedLineup(means, None if alone else 0.78, None if alone else spread, 0.14)
    by = JudgedBy(
        "sface", "set1", "기준 세트", fictional, "0123456789abcdef", {g.id: g.name for g in GROUPS}, 14, 210,
        clear_from=0.71,
    )  # fmt: skip
    return Version(3, 2, "기획팀", JUDGED, by, people, lineup, is_demo=fictional)


def said() -> Said:
    """What the news say of the first group."""
    words = tuple(
        (Keyword(w, 40 - n, 20 - n, 9.4 - 0.6 * n, 2.1), _FACETS[n % len(_FACETS)]) for n, w in enumerate(_WORDS)
    )
    shares = tuple(
        FacetShare(f, 0.1 + 0.05 * n, 0.2, 100 * (0.1 + 0.05 * n) / 0.2, 12 + n, 2.5) for n, f in enumerate(_FACETS)
    )
    return Said(
        "루나디아", "‘몽환’과 ‘달빛’이 두드러집니다",
        ("세계관과 서사로는 ‘서사’가 두드러집니다(기사 18건).", "소리로는 ‘신스’가 자주 나옵니다(기사 9건)."),
        (Quote("달빛 아래에서 시작하는 몽환적인 서사가 이번 앨범의 중심이다.", "가상일보 · 2026-02-11", "https://e.example/1"),),
        words, "근거: 기사 64건, 2025-11-02–2026-02-20, 2팀과 비교",
        cloud({word.word: word.z for word, _ in words}, width=900, height=420), "‘몽환’과 ‘달빛’이 가장 큽니다",
        dict.fromkeys(_WORDS[:6], "#490bd9"), (("세계관·서사", "#490bd9"), ("분류 밖", "#16151a")),
        (Profile("루나디아", "#7a4fd0", shares), Profile("스칼렛링", "#c8443f", tuple(reversed(shares)))),
        "루나디아는 타깃·시장이 평균의 2.0배입니다",
    )  # fmt: skip


def project(name: str = "새벽 프로젝트") -> Project:
    quoted = Quotation("동화 같은 무대", "가상신문", date(2026, 2, 3), "https://e.example/2")
    items = (
        BoardItem("00000001", "word", "몽환", "luna", "분위기", quotations=(quoted,)),
        BoardItem("00000002", "note", "의상은 새벽빛에서 시작한다.", by="기획팀"),
        BoardItem("00000003", "link", "참고 무대", link="https://e.example/stage"),
    )
    target = Target(5, "10대 후반", "한국과 일본", ("luna",), ("분위기",))
    board = Board(items, ("#2b2350", "#7a4fd0", "#e9d8ff"))
    return Project("0123456789ab", name, JUDGED, MADE, "몽환을 중심에 둔 5인조", target, board)


def face(colour: str = "#caa58c") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (150, 150), colour).save(out, "JPEG")
    return out.getvalue()


def standing(own: Version) -> Standing:
    """Where these stand; the first two groups spread."""
    anchors = {"luna": (-0.2, 0.98), "scarlet": (-0.75, -0.6), "blue": (0.95, -0.38)}

    def at(scores: Mapping[str, float]) -> tuple[float, float]:
        return tuple(sum(scores[g] * anchors[g][axis] for g in anchors) for axis in (0, 1))  # type: ignore[return-value]

    people = {one.name: at(one.scores) for one in own.trainees if one.scores}
    members = {
        g: {f"멤버 {n}": (x * 0.7 + 0.09 * n, y * 0.7 - 0.05 * n) for n in range(4)} for g, (x, y) in anchors.items()
    }
    lineup = at(own.lineup.scores) if own.lineup else None
    return Standing(
        anchors,
        members,
        people,
        lineup,
        anchors["luna"],
        ("사운드, 퍼포먼스", "메시지·감정, 타깃·시장", "비주얼·스타일링", "분위기, 세계관·서사"),
    )


def credits() -> Credits:
    """One photo with all that a source says, two without."""
    rights = Rights("commons", "무대 위의 세린", "사진가", "CC BY-SA 4.0", page="https://e.example/wiki/File:Serin.jpg")
    return Credits((Credit("세린(루나디아)", rights),), (("하늬(루나디아)", "naver", 2),))


def beside(own: Version, plan: Project) -> dict[Part, Callable[[], Made]]:
    """The parts that others make, all of them filled."""
    before = version([one.name for one in own.trainees[1:]] + ["새봄"])
    return {
        Part.COMPARISON: lambda: comparison(compare(replace(before, number=2), own)),
        Part.WHAT_IF: lambda: what_if(plan, own),
        Part.POSITIONING: lambda: positioning(standing(own), GROUPS),
        Part.CREDITS: lambda: credits_of(credits()),
    }


def given(names: list[str] | None = None, **more: object) -> Given:
    """All that a report may hold, or what `more` says instead."""
    own = version(names or [f"연습생 {n}" for n in range(1, 10)])
    measures = (
        Measure("사진 교차 검증: 로그 손실", 0.115, "0.115", "낮을수록 좋음"),
        Measure("재현성: 뚜렷한 판정", 0.92, "92\u00a0%", "고르게 찍으면 33 %", True),
    )
    judged = more.get("version", own)
    assert isinstance(judged, Version)
    values = {
        "version": own, "project": project(), "groups": GROUPS, "said": said, "measures": measures,
        "more": beside(judged, project()),
    }  # fmt: skip
    return Given(**(values | more))  # type: ignore[arg-type]
