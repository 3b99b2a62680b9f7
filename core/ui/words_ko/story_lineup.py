"""What a result says, in Korean sentences. Pure: results in, words out, so that every claim can be tested."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np

from core.charts.style import interval
from core.matching.judgement import NOBODY
from core.matching.lineup import Pull, pull
from core.text.korean import attach as josa
from core.text.korean import particle
from core.text.numbers import percent
from core.types import LineupResult, PhotoFaces, TraineeResult
from core.ui.words_ko import common as t
from core.ui.words_ko import lineup as words

Names = Mapping[str, str]  # group id -> name on screen
_STEADY = 0.5  # from it on the top group wins most other draws of the line-up
_SPLIT = 0.6  # below this, so many other draws of the line-up lean elsewhere that the runner-up belongs in the answer
_TIE = 0.02  # of probability: no more than that between groups, and none of them leads
_NAMED = 4  # more names than this become "외 n명"
_LONGEST = 40  # characters of a name
_NUMBERED = re.compile(r"(.*?)(\d+)")


def listed(names: Sequence[str], known_stem: str = "") -> str:
    """가 · 나 · 다 외 2명; numbered namesakes share their first word: 연습생 1·2·4. known_stem: a word to leave out."""
    names = [brief(name) for name in names]
    room, shown = _NAMED, " · ".join(names[:_NAMED])
    stem = _stem(names)
    if stem and (len(names) > 1 or stem == known_stem):
        room = 2 * _NAMED  # numbers are short
        shown = ("" if stem == known_stem else stem) + "·".join(name.removeprefix(stem) for name in names[:room])
    return f"{shown} 외 {len(names) - room}명" if len(names) > room else shown


def brief(name: str) -> str:
    """A name in a sentence or above a card, however long its folder's was."""
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…"


def _stem(names: Sequence[str]) -> str:
    """What all names share before their number, "" if that is nothing."""
    stems = {part[1] if (part := _NUMBERED.fullmatch(name)) else "" for name in names}
    return stems.pop() if len(stems) == 1 else ""


def _and(word: str) -> str:
    return particle(word, "과/와")


def answer(result: LineupResult, names: Names) -> tuple[str, str, str]:
    """(sentence, the name in it that is marked, numbers): which concept the line-up leans to and how sure that is."""
    if result.lineup is None:
        return t.NOBODY if result.trainees else words.EMPTY, "", ""
    lineup, ranked = result.lineup, result.lineup.scores.ranked()
    who = "이 연습생은" if len(result.trainees) == 1 else "이 라인업은"
    top, share = ranked[0]
    name = names[top]
    span = f", 범위 {interval(*lineup.interval[top])}\u00a0%" if lineup.interval else ""
    if lineup.nobody >= NOBODY:
        said = f"굳이 고르면 {name} {percent(share)}{span}"
        return f"{who} 어느 그룹과도 가깝지 않습니다.", "", f"가깝지 않을 확률 {percent(lineup.nobody)}. {said}"
    level = [group for group, own in ranked if share - own < _TIE]
    if len(level) > 1:
        shown = " · ".join(f"{names[g]} {percent(lineup.scores.values[g])}" for g in level)
        return f"{who} {len(level)}팀으로 고르게 나뉩니다.", "", shown
    return f"{who} {_leaning(result, names, name)}", name, f"{percent(share)}{span}"


def _leaning(result: LineupResult, names: Names, name: str) -> str:
    """How far it may be said that the line-up leans to the group called `name`, which has the most of it."""
    judged = [p for p in result.trainees if p.scores]
    clear = sum(p.verdict == "clear" for p in judged)
    sure = result.lineup.confidence if result.lineup else None
    if not clear:
        return f"뚜렷하게 가까운 그룹이 없습니다. 굳이 고르면 {name} 쪽입니다."
    if sure is not None and sure < _STEADY:
        return f"한 팀으로 모이지 않습니다. 그중 {name} 쪽이 가장 큽니다."
    if result.lineup and sure is not None and sure < _SPLIT:
        second, other = result.lineup.scores.ranked()[1]
        return f"{name} 쪽에 가장 가깝지만, {names[second]}({percent(other)}){_and(names[second])} 갈립니다."
    if 2 * clear < len(judged):
        return f"{name} 쪽에 가장 가깝지만, 뚜렷한 연습생이 적습니다."
    return f"{name} 쪽에 가장 가깝습니다."


def why(top: str, second: str, agreement: float) -> str:
    """What a light map says, and no more: never anything about a feature."""
    return (
        f"밝은 곳을 보고 {second}보다 {top}에 가깝다고 판정했습니다. 다르게 가려 재도 같은 곳이 나왔습니다"
        f"(순위 상관 {agreement:.2f})."
    )


def how_sure(result: LineupResult, names: Names) -> str:
    """How many trainees are clear, and how often the same group would win in another draw of this line-up."""
    if result.lineup is None:
        return ""
    judged = [p for p in result.trainees if p.scores]
    first = _clear_ones(judged)
    if result.lineup.confidence is None:
        return f"{first} {result.lineup.reason}".strip()
    top = names[result.lineup.scores.top]
    sure = percent(result.lineup.confidence)
    if result.lineup.confidence < _STEADY:
        return f"{first} 연습생 구성을 바꾸어 다시 뽑으면 {sure}에서만 {josa(top, '이/가')} 1위입니다."
    return f"{first} 연습생 구성을 바꾸어 다시 뽑아도 {sure}는 {josa(top, '이/가')} 1위입니다."


def _clear_ones(judged: Sequence[TraineeResult]) -> str:
    count, clear = len(judged), sum(p.verdict == "clear" for p in judged)
    away = sum(p.verdict == "nobody" for p in judged)
    if count == 1:
        return "" if away else "결과가 뚜렷합니다." if clear else "결과가 뚜렷하지 않습니다."
    if away == count:
        return f"{count}명 모두 어느 그룹과도 가깝지 않습니다."
    if away:
        first = f"{clear}명의 결과가 뚜렷하고" if clear else "결과가 뚜렷한 연습생은 없고"
        return f"{count}명 중 {first}, {away}명은 어느 그룹과도 가깝지 않습니다."
    if clear in (0, count):
        return f"{count}명 모두 결과가 뚜렷{'합니다' if clear else '하지 않습니다'}."
    return f"{count}명 중 {clear}명의 결과가 뚜렷합니다."


def who_pulls(result: LineupResult, names: Names) -> str:
    """Who carries the result and what would remain without them."""
    judged = [p for p in result.trainees if p.scores]
    rows = [[p.scores.values[g] for g in result.groups] for p in judged if p.scores]
    found = pull(np.array(rows), result.groups) if len(rows) > 1 else None
    if found is None or result.lineup is None or result.lineup.nobody >= NOBODY:
        return ""
    leaders = [judged[i] for i in found.trainees]
    return _led(found, leaders, names) + _though_away(leaders)


def _though_away(leaders: Sequence[TraineeResult]) -> str:
    """What must be said of those who carry the result although they are close to no group."""
    away = [p.name for p in leaders if p.verdict == "nobody"]
    return f" 다만 {josa(listed(away), '은/는')} 어느 그룹과도 가깝지 않은 연습생입니다." if away else ""


def _led(found: Pull, leaders: Sequence[TraineeResult], names: Names) -> str:
    led = josa(listed([p.name for p in leaders]), "이/가") + " 결과를 이끌었"
    who = "두 사람을" if len(found.trainees) == 2 else "이 사람을"
    rival = f"{names[found.rival]}({percent(found.without.values[found.rival])})"
    if not found.turns:
        top = f"{names[found.top]}({percent(found.without.values[found.top])})"
        return f"{led}지만, {who} 빼도 {top} 쪽이 그대로입니다."
    if found.without.top == found.top:
        return f"{led}고, {who} 빼면 {rival}{_and(names[found.rival])} 갈립니다."
    return f"{led}고, {who} 빼면 {rival} 쪽으로 바뀝니다."


def cards_title(result: LineupResult) -> str:
    """Who is clear, who is not, who is close to nobody, and of whom nothing can be said."""
    if not result.trainees:
        return "분석한 연습생이 없습니다"
    kinds = {
        "clear": ("뚜렷하고", "뚜렷합니다"),
        "unclear": ("뚜렷하지 않고", "뚜렷하지 않습니다"),
        "nobody": ("어느 그룹과도 가깝지 않고", "어느 그룹과도 가깝지 않습니다"),
        None: ("판정하지 못했고", "판정하지 못했습니다"),
    }
    people = {kind: [p.name for p in result.trainees if p.verdict == kind] for kind in kinds}
    present = [kind for kind, own in people.items() if own]
    if len(present) == 1 and len(result.trainees) > 1:
        return f"연습생 {len(result.trainees)}명 모두 {kinds[present[0]][1]}"
    parts, stem = [], ""
    for kind in present:
        goes_on, ends = kinds[kind]
        shown = josa(listed(people[kind], stem), "은/는")
        parts.append(f"{shown} {ends if kind == present[-1] else goes_on}")
        stem = _stem(people[kind])
    return ", ".join(parts)


def heat_title(result: LineupResult, names: Names) -> str:
    """How many groups the trainees spread over, and how many are close to none."""
    near = [p for p in result.trainees if p.scores and p.verdict != "nobody"]
    away = sum(p.verdict == "nobody" for p in result.trainees)
    tops = {p.scores.top for p in near if p.scores}
    if not tops:
        return t.HEAT_TITLE
    rest = f", {away}명은 어느 그룹과도 가깝지 않습니다" if away else ""
    if len(tops) == 1:
        who, name = "모두 " if len(near) > 1 else "", names[next(iter(tops))]
        said = f"{josa(name, '이고/고')}{rest}" if rest else f"{name}입니다"
        return f"가장 닮은 그룹은 {who}{said}"
    return f"가장 닮은 그룹은 {len(tops)}팀으로 {f'나뉘고{rest}' if rest else '나뉩니다'}"


def verdict(trainee: TraineeResult) -> tuple[str, str, t.Tone]:
    """(verdict, how sure that is, colour) for the badge of a trainee."""
    if trainee.verdict is None:
        return "판정하지 못함", "", "gray"
    if trainee.verdict == "nobody":
        return words.CLOSE_TO_NOBODY, f" · {percent(trainee.nobody or 0.0)}", "gray"
    word = t.CLEAR if trainee.verdict == "clear" else t.UNCLEAR
    tone: t.Tone = "green" if trainee.verdict == "clear" else "orange"
    sure = "" if trainee.confidence is None else f" · {t.CONFIDENCE} {percent(trainee.confidence)}"
    return word, sure, tone


def photo_notes(trainee: TraineeResult) -> list[str]:
    """Why photos are weak or left out, equal reasons counted once."""
    notes = (note for photo in trainee.photos for note in (photo.reason, several_faces(photo)) if note)
    counts = Counter(notes)
    return [f"사진 {count}장: {reason}" for reason, count in counts.items()]


def several_faces(photo: PhotoFaces) -> str:
    """Which of several faces was taken and why, "" where there is nothing to say."""
    if len(photo.faces) < 2 or photo.picked == "hand" or photo.code == "left_out":
        return ""
    return words.SHARED_FACE if photo.picked == "shared" else words.OTHER_FACES


def known_member(name: str) -> str:
    """Said when a trainee looks like a person on file: then resemblance is the wrong question."""
    return f"등록된 멤버 {name} 본인일 수 있습니다. 본인이라면 닮음으로 읽지 말아 주세요."


def best_photo(trainee: TraineeResult) -> tuple[int, PhotoFaces] | None:
    """The photo for the card, with its place among hers."""
    return best_of(trainee.photos)


def best_of(photos: Sequence[PhotoFaces]) -> tuple[int, PhotoFaces] | None:
    """Usable and of good quality before weak, sharpest first; any decodable one otherwise."""
    rank = {"ok": 0, "weak": 1, "rejected": 2}
    shown = [(i, p) for i, p in enumerate(photos) if p.picture is not None]
    if not shown:
        return None
    return min(shown, key=lambda item: (rank[item[1].status], -(item[1].face.quality.sharpness if item[1].face else 0)))
