"""What a result says, in Korean sentences. Pure: results in, words out, so that every claim can be tested."""

from collections.abc import Mapping, Sequence

from core.charts.style import interval, percent
from core.keywords.particles import attach as josa
from core.keywords.particles import particle
from core.types import LineupResult, PhotoFaces, TraineeResult
from core.ui import text_ko as t

Names = Mapping[str, str]  # group id -> name on screen
_NAMED = 4  # more names than this become "외 n명"


def listed(names: Sequence[str]) -> str:
    """가 · 나 · 다 외 2명."""
    shown = " · ".join(names[:_NAMED])
    return f"{shown} 외 {len(names) - _NAMED}명" if len(names) > _NAMED else shown


def answer(result: LineupResult, names: Names) -> tuple[str, str]:
    """(sentence, numbers): which concept the line-up leans to and how sure that is."""
    if result.lineup is None:
        return t.NOBODY, ""
    scores = result.lineup.scores
    top = scores.top
    name, share = names[top], percent(scores.values[top])
    if result.lineup.interval is None:
        return f"이 라인업은 {name} 쪽에 가장 가깝습니다.", share
    low, high = result.lineup.interval[top]
    return f"이 라인업은 {name} 쪽에 가장 가깝습니다.", f"{share}, 범위 {interval(low, high)}\u00a0%"


def how_sure(result: LineupResult, names: Names) -> str:
    """How many trainees are clear, and how often the same group would win in another draw of this line-up."""
    if result.lineup is None:
        return ""
    judged = [p for p in result.trainees if p.scores]
    clear = sum(p.verdict == "clear" for p in judged)
    first = (
        f"{len(judged)}명 중 {clear}명의 결과가 뚜렷합니다." if clear else f"{len(judged)}명 모두 뚜렷하지 않습니다."
    )
    if result.lineup.confidence is None:
        return f"{first} {result.lineup.reason}".strip()
    top = names[result.lineup.scores.top]
    sure = percent(result.lineup.confidence)
    return f"{first} 연습생 구성을 바꾸어 다시 뽑아도 {sure}는 {josa(top, '이/가')} 1위입니다."


def pullers(result: LineupResult) -> list[TraineeResult]:
    """The one or two trainees who add most to the line-up's top group beyond an even share."""
    if result.lineup is None:
        return []
    top = result.lineup.scores.top
    own = [p for p in result.trainees if p.scores and p.scores.top == top]
    own.sort(key=lambda p: -(p.scores.values[top] if p.scores else 0))
    return own[:2]


def without(result: LineupResult, left_out: Sequence[TraineeResult]) -> dict[str, float] | None:
    """The line-up's mean scores without these trainees; None when nobody is left."""
    rest = [p.scores.values for p in result.trainees if p.scores and p not in left_out]
    return {g: sum(row[g] for row in rest) / len(rest) for g in result.groups} if rest else None


def who_pulls(result: LineupResult, names: Names) -> str:
    """Who carries the result and what would remain without them."""
    leaders = pullers(result)
    if result.lineup is None or not leaders:
        return "누구 한 사람이 이끈 결과가 아니라 여러 사람의 닮음이 모인 결과입니다." if result.lineup else ""
    top = result.lineup.scores.top
    led = josa(" · ".join(p.name for p in leaders), "이/가") + " 결과를 이끌었"
    rest = without(result, leaders)
    if rest is None:
        return led + "습니다."
    who = "두 사람을" if len(leaders) == 2 else "이 사람을"
    winner = max(rest, key=lambda g: rest[g])
    if winner == top:
        return f"{led}고, {who} 빼도 {names[top]}({percent(rest[top])}) 쪽이 그대로입니다."
    return f"{led}고, {who} 빼면 {names[winner]}({percent(rest[winner])}) 쪽으로 바뀝니다."


def cards_title(result: LineupResult) -> str:
    """Who is clear and who needs more photos."""
    clear = [p.name for p in result.trainees if p.verdict == "clear"]
    rest = [p.name for p in result.trainees if p.verdict != "clear"]
    if not rest:
        return "모든 연습생의 결과가 뚜렷합니다"
    if not clear:
        return "뚜렷한 연습생이 없습니다. 사진을 더 올려 보십시오"
    return f"{josa(listed(clear), '은/는')} 뚜렷하고, {josa(listed(rest), '은/는')} 사진이 더 필요합니다"


def heat_title(result: LineupResult, names: Names) -> str:
    """How many groups the trainees spread over."""
    tops = {p.scores.top for p in result.trainees if p.scores}
    if not tops:
        return t.HEAT_TITLE
    if len(tops) == 1:
        return f"모두 {names[next(iter(tops))]} 쪽입니다"
    return f"연습생들은 {len(tops)}팀 쪽으로 나뉩니다"


def verdict(trainee: TraineeResult) -> tuple[str, t.Tone]:
    """(badge text, badge colour) of a trainee."""
    if trainee.verdict is None:
        return "판단하지 못함", "gray"
    word, colour = (t.CLEAR, "green") if trainee.verdict == "clear" else (t.UNCLEAR, "orange")
    return (
        f"{word} · {t.CONFIDENCE} {percent(trainee.confidence)}" if trainee.confidence is not None else word
    ), colour


def photo_notes(trainee: TraineeResult) -> list[str]:
    """Why photos are weak or left out, equal reasons counted once."""
    counts: dict[str, int] = {}
    for photo in trainee.photos:
        if photo.reason:
            counts[photo.reason] = counts.get(photo.reason, 0) + 1
    return [f"사진 {count}장: {reason}" for reason, count in counts.items()]


def known_member(name: str) -> str:
    """Said when a trainee looks like a person on file: then resemblance is the wrong question."""
    return f"등록된 멤버 {name} 본인일 수 있습니다. 본인이라면 닮음으로 읽지 마십시오."


def best_photo(trainee: TraineeResult) -> tuple[int, PhotoFaces] | None:
    """The photo for the card: usable and of good quality before weak, sharpest first; any decodable one otherwise."""
    rank = {"ok": 0, "weak": 1, "rejected": 2}
    shown = [(i, p) for i, p in enumerate(trainee.photos) if p.photo is not None]
    if not shown:
        return None
    return min(shown, key=lambda item: (rank[item[1].status], -(item[1].face.quality.size if item[1].face else 0)))


def words_title(words: Sequence[str], group: str) -> str:
    """The finding over the keyword bars."""
    if not words:
        return t.NO_WORDS
    said = " · ".join(words[:3])
    return f"{josa(group, '을/를')} 가르는 말은 {said}입니다"


def sentences_title(word: str) -> str:
    """Over the list of sentences."""
    return f"‘{word}’{particle(word, '이/가')} 나온 문장"


def sentences_count(count: int, thin: bool) -> str:
    """How much the word rests on."""
    return f"기사 {count}건에서 하나씩, 새 기사부터" + (" · 3건 미만이라 우연일 수 있습니다" if thin else "")


def copies(count: int) -> str:
    """How many near-copies an article stands for."""
    return f"비슷한 기사 {count + 1}건 묶음"


def training_sentence(repeat: float | None, clear: float | None, share: float | None, hit: float | None,
                      chance: float | None, p: float | None) -> str:  # fmt: skip
    """What the four bars mean for someone who must decide with them."""
    parts = []
    if clear is not None and share is not None:
        parts.append(
            f"뚜렷하다고 나온 결과({percent(share)})는 같은 사람의 다른 사진으로도 "
            f"**{percent(clear)}** 같은 답이 나옵니다."
        )
    if repeat is not None:
        parts.append(f"뚜렷하지 않은 것까지 합하면 {percent(repeat)}입니다.")
    if hit is not None and chance is not None:
        better = p is not None and p <= 0.05
        parts.append(
            f"처음 보는 멤버의 소속을 맞히는 비율은 {percent(hit)}(우연 {percent(chance)})로, "
            + ("우연보다 높지만 소속 예측으로 쓰지 마십시오." if better else "우연보다 높다고 말할 수 없습니다.")
        )
    return " ".join(parts) or t.NOT_COMPUTED
