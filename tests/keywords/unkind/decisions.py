"""Decisions of the gate: is an article about a group, or does it only name it, or neither?"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

import yaml

from core.catalog import Catalog, Group, Member, load_real
from core.keywords.lexicon.lexicon import load_lexicon
from core.keywords.names.finder import NameFinder
from core.news.gate import judge
from core.services.concept.names import group_names
from core.settings import get_settings
from tests.keywords.unkind import GateScore
from tests.support.builders import article
from tests.support.unkind_press import Part

# Groups as a person adds them in the studio: id, name, Latin name, aliases, members.
ADDED = (
    ("riize", "라이즈", "RIIZE", "", "쇼타로 은석 성찬 원빈 소희 앤톤"),
    ("billlie", "빌리", "Billlie", "", "시윤 션 츠키 문수아 하람 수현 하루나"),
    ("winner", "위너", "WINNER", "", "강승윤 김진우 송민호 이승훈"),
    ("ive", "아이브", "IVE", "", "가을 안유진 레이 장원영 리즈 이서"),
    ("kiiikiii", "키키", "KiiiKiii", "", "지유 이솔 수이 하음 키야"),
    ("tws", "투어스", "TWS", "", "신유 도훈 영재 한진 지훈 경민"),
    ("gidle", "(여자)아이들", "i-dle", "아이들 여자아이들 (G)I-DLE", "미연 민니 소연 우기 슈화"),
    ("gfriend", "여자친구", "GFRIEND", "", "소원 예린 은하 유주 신비 엄지"),
    ("viviz", "비비지", "VIVIZ", "", "은하 신비 엄지"),
)


DECIDED: tuple[Part, ...] = ("a", "b", "c", "d")


@dataclass(frozen=True)
class Decision:
    """A reader's decision about an article. says: it belongs to the group's news, names it in passing, or neither."""

    group: str
    says: Literal["belongs", "passing", "none"]
    title: str
    body: str


@cache
def load(part: Part) -> tuple[Decision, ...]:
    """A part of the decisions: "a", "c" and "d" for development, "b" held out."""
    text = (Path(__file__).parent / f"gate_{part}.yaml").read_text(encoding="utf-8")
    return tuple(Decision(**entry) for entry in yaml.safe_load(text))


def catalog() -> Catalog:
    """The real groups and those that were added."""
    real = load_real(get_settings())
    first = 1 + max(group.label for group in real)
    added = (
        Group(
            id, label, name, latin, "#006CC0", tuple(Member(id=m, name=m) for m in members.split()), (),
            tuple(aliases.split()), "",
        )
        for label, (id, name, latin, aliases, members) in enumerate(ADDED, start=first)
    )  # fmt: skip
    return Catalog((*real, *added))


def verdicts(part: Part) -> Iterator[tuple[Decision, bool, str]]:
    """(decision, did the gate admit the article, why) of each. No article was filed by a person."""
    groups = catalog()
    finder = NameFinder([group_names(group.id, (groups,)) for group in groups], load_lexicon(get_settings()))
    for decision in load(part):
        found = judge(article(decision.title, decision.body), finder, decision.group, filed=False)
        yield decision, found.admitted, found.code


def score(part: Part) -> GateScore:
    """Precision and recall of the gate on one part."""
    found = [(decision.says == "belongs", admitted) for decision, admitted, _ in verdicts(part)]
    return GateScore(
        right=sum(belongs and admitted for belongs, admitted in found),
        admitted=sum(admitted for _, admitted in found),
        belonging=sum(belongs for belongs, _ in found),
    )
