"""A made-up group as a value that the writers of its sheet set: plain texts, figures and pictures."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Share:
    """name: of an existing group; share: resemblance, 0..1; colour: "#rrggbb"."""

    name: str
    share: float
    colour: str


@dataclass(frozen=True, slots=True)
class MadeMember:
    """front, views: marked JPEGs, the views in the order they are shown. near: the nearest member on file, similarity
    to her."""

    name: str
    front: bytes = field(repr=False)
    views: tuple[bytes, ...] = field(repr=False)
    shares: tuple[Share, ...]
    near: str
    similarity: float


@dataclass(frozen=True, slots=True)
class MadeGroup:
    """said: what it was made toward, as a sentence. shares: the mean of its members. words: of the target's concept.
    colours: its palette, "#rrggbb". threshold: similarity that no member passes. seed, generator, studio: what makes it
    again."""

    name: str
    said: str
    members: tuple[MadeMember, ...]
    shares: tuple[Share, ...]
    words: tuple[str, ...]
    colours: tuple[str, ...]
    threshold: float
    seed: int
    generator: str
    studio: str


LABEL = "AI 생성"
NOWHERE = "이 얼굴들은 어디에도 실존하지 않습니다. 컨셉 참고용으로만 써 주세요."
MEMBERS, RESEMBLANCE, MEAN, WORDS, PALETTE, VIEWS = (
    "멤버",
    "닮음",
    "그룹 평균",
    "목표 컨셉의 말",
    "팔레트",
    "표정과 각도",
)


def nearest(member: MadeMember, threshold: float) -> str:
    """ "가장 가까운 기준 멤버 가온 0.38 (기준 0.51 이하)"."""
    return f"가장 가까운 기준 멤버 {member.near} {member.similarity:.2f} (기준 {threshold:.2f} 이하)"


def made_again(group: MadeGroup) -> str:
    """What gives the same pictures again."""
    return f"시드 {group.seed} · 생성기 {group.generator} · 스튜디오 {group.studio}"
