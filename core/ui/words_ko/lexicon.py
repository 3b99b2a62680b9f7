"""The Korean words of the lexicon's section."""

from collections.abc import Mapping, Sequence
from typing import Literal

from core.keywords.corpus.compounds import CompoundProposal
from core.keywords.lexicon.file import LexiconEntry
from core.keywords.lexicon.lexicon import OTHER
from core.services.lexicon.edit import RankChange, SentenceWord
from core.text.korean import attach as josa
from core.ui.words_ko.common import steps, undone

__all__ = ["steps", "undone"]

TITLE = "낱말집"
LEAD = (
    "우리 팀의 말을 넣으면 모든 그룹의 컨셉에 바로 반영됩니다. 기본 낱말집은 그대로 두므로 무엇이든 되돌릴 수 있습니다."
)
BROKEN_AID = "파일을 내려받아 고친 뒤 여기에 올리거나 새로 시작해 주세요. 전의 파일은 작업 폴더에 남습니다."
START_OVER = "새로 시작"

# A word
ADD_TITLE = "낱말 넣기"
KIND = "어떤 말인가요"
Choice = Literal["facet", "name", "stop", "synonym", "out"]
KINDS: Mapping[Choice, str] = {
    "facet": "컨셉 낱말",
    "name": "이름",
    "stop": "세지 않는 말",
    "synonym": "같은 말",
    "out": "기본에서 빼기",
}
AIDS: Mapping[Choice, str] = {
    "facet": "컨셉을 말해 주는 낱말입니다. 이미 있는 낱말이면 고른 분류로 옮깁니다.",
    "name": "멤버, 곡, 팬덤처럼 컨셉이 아니라 이름인 말입니다. 이름 목록에 따로 보입니다.",
    "stop": "기사 투의 말처럼 컨셉과 상관없는 말입니다. 아예 세지 않습니다.",
    "synonym": "표기만 다른 말을 한 낱말로 모읍니다.",
    "out": "기본 낱말집이 세지 않는 말은 다시 세고, 같은 말은 따로 세고, 분류는 없앱니다.",
}
HINTS: Mapping[Choice, str] = {
    "facet": "예: 네온 소울",
    "name": "예: 별빛단",
    "stop": "예: 화제성",
    "synonym": "예: 컨셉트",
    "out": "예: 소감",
}
WORD, SHOWN_AS, SHOWN_HINT, FACET = "낱말", "화면에 나올 말", "예: 걸크러시", "분류"
ADD = "넣기"
TAKE_OUT = "빼기"

# What a change did
EFFECT_COLUMNS = ("낱말", "전", "후", "변화")
NO_CONCEPT = "기사가 모이면 이 변화가 순위에 어떻게 나타나는지 여기에서 보여 드립니다."

# Proposals
PROPOSE_TITLE = "합성어 제안"
PROPOSE_AID = (
    "이 그룹의 기사에서 나란히 붙어 다니는 말입니다. 넣으면 한 낱말로 셉니다. 1.00은 늘 함께 쓰인다는 뜻입니다."
)
NO_PROPOSALS = "더 제안할 합성어가 없습니다. 기사 3건 이상에서 나란히 쓰인 말이 생기면 여기에 보입니다."
NO_NEWS = "이 그룹의 기사가 없어 아직 제안할 말이 없습니다."
MORE = "더 보기"

# Facets by meaning
NEAR_TITLE = "분류 제안"
NEAR_AID = (
    "분류가 없는 말을 Kiwi의 언어 모델이 낱말집의 말과 견주어 봅니다. 열에 한둘은 틀리고, 컨셉을 말해 주는 말인지는 "
    "가리지 못합니다. 가까운 말을 보고 맞는 것만 넣어 주세요."
)
NEAR_GO = "분류 제안 보기"
NEAR_ASK = "분류 제안 받기"
NEAR_ONE = "제안"
NEAR_CHOOSE = "이 분류 고르기"
NEAR_WORKING = "낱말의 뜻을 견주고 있습니다"
NEAR_NOTHING = "분류를 제안할 말이 더 없습니다."

# A sentence
TRY_TITLE = "시험 문장"
TRY_AID = "문장을 적으면 어떤 말이 세어지는지 보여 드립니다."
TRY_HINT = "예: 몽환적인 신스 위로 얼음장미가 피어나는 무대"
TRY_NOTHING = "세거나 뺄 말을 찾지 못했습니다. 조사와 동사는 세지 않습니다."
COUNTED, NAMES, LEFT_OUT = "세는 말", "이름", "세지 않는 말"
REASONS = {
    "stop": "낱말집의 세지 않는 말",
    "short": "한 글자이고 분류에 없음",
    "adverb": "부사이고 분류에 없음",
    "past": "동사로 보임",
}

# The own entries
OWN_TITLE = "우리 팀이 고친 말"
OWN_EMPTY = "아직 고친 말이 없습니다. 위에서 낱말을 넣거나 제안을 골라 보세요."
LAST_CHANGE = "마지막 변경"
REMOVE = "지우기"
FILE_TITLE = "파일로 주고받기"
FILE_AID = "우리 팀의 낱말집을 다른 스튜디오로 옮기거나 직접 고칠 때 씁니다. 올리면 지금 것을 대신합니다."
DOWNLOAD = "낱말집 내려받기 (YAML)"
UPLOAD = "낱말집 올리기 (YAML, 1 MB까지)"
UPLOAD_GO = "이 파일로 바꾸기"
UPLOADED = "낱말집을 올린 파일로 바꾸었습니다."


# The names in the articles
NAMES_TITLE = "기사에 나온 이름"
NAMES_AID = (
    "이름은 컨셉이 아니어서 말 구름에 넣지 않고 종류별로 따로 둡니다. 컨셉을 말해 주는 말인데 이름으로 잘못 보았다면 "
    "낱말로 셀 수 있습니다. 이름을 누르면 나온 문장을 읽습니다."
)
NAMES_NEVER = "그룹과 멤버의 이름은 누구의 기사인지 가리는 데 쓰므로 낱말로 세지 않습니다."
NAME_KIND = "이름의 종류"
NAME_KINDS: Mapping[str, str] = {
    "title": "제목",
    "artist": "다른 가수",
    "person": "사람",
    "agency": "소속사",
    "broadcaster": "방송",
    "venue": "공연장",
    "award": "시상식",
    "event": "행사",
    "chart": "차트",
    "platform": "플랫폼",
    "brand": "브랜드",
    "press": "언론사",
    "place": "지명",
    "group": "그룹",
    "member": "멤버",
    "other": "그 밖의 이름",
}
COUNT_IT, NAME_AGAIN = "낱말로 세기", "이름으로 되돌리기"
COUNTED_NAME = "낱말로 세는 이름"


def quoted(word: str, pair: str = "") -> str:
    """A word in quotes, with its particle."""
    return josa(f"‘{word}’", pair) if pair else f"‘{word}’"


def name_of(group: str) -> str:
    """The box that says whose name it is."""
    return f"{group}의 이름입니다"


def added(entry: LexiconEntry) -> str:
    """What was put in."""
    word = quoted(entry.word, "을/를")
    if entry.kind == "synonym":
        return f"{word} {quoted(entry.detail, '으로/로')} 모아 셉니다."
    if entry.kind == "facet":
        return f"{word} {entry.detail} 분류에 넣었습니다."
    where = {"name": "이름으로", "stop": "세지 않는 말로", "term": "한 낱말로"}[entry.kind]
    return f"{word} {where} 넣었습니다."


def taken_out(entry: LexiconEntry) -> str:
    """What became of a word that was taken out. entry: what was written or deleted."""
    if not entry.removed:
        return f"{quoted(entry.word, '을/를')} 우리 팀의 말에서 지웠습니다."
    what = {"stop": "다시 셉니다", "synonym": "따로 셉니다", "facet": "분류에서 뺐습니다"}[entry.kind]
    particle = "을/를" if entry.kind != "synonym" else "은/는"
    return f"{quoted(entry.word, particle)} {what}."


def started_over(file: str) -> str:
    """A broken file was set aside."""
    return f"새 낱말집을 시작했습니다. 전의 파일은 작업 폴더의 {file}에 있습니다."


def kind_of(entry: LexiconEntry) -> str:
    """An own entry's kind in a word or two."""
    if entry.removed:
        return {"stop": "다시 셈", "synonym": "따로 셈", "facet": "분류 없앰"}.get(entry.kind, "")
    if entry.kind == "counted":
        return COUNTED_NAME
    return "합성어" if entry.kind == "term" else KINDS[entry.kind]


def detail_of(entry: LexiconEntry, group: str) -> str:
    """What an own entry says about its word. group: name of the group whose name it is."""
    if entry.kind == "synonym" and not entry.removed:
        return f"→ {entry.detail}"
    return {"name": group, "counted": name_kind(entry.detail)}.get(entry.kind, entry.detail)


def proposal(one: CompoundProposal, facet: str) -> str:
    """The figures of a proposed compound and where it would go."""
    where = f"{facet}에 넣습니다" if facet != OTHER else "분류 없이 넣습니다"
    return f"기사 {one.articles}건에 {one.count}번 · 함께 쓰이는 정도 {one.npmi:.2f} · {where}"


def near_words(words: Sequence[str]) -> str:
    """The words of the lexicon that are nearest."""
    return f"가까운 말: {', '.join(words)}"


def near_reason(words: Sequence[str], articles: int) -> str:
    """Under a proposal: the words that are nearest, and how many articles hold the word."""
    return f"{near_words(words)} · 기사 {articles:,}건"


def near_none(word: str, known: str) -> str:
    """No facet is proposed. known: the facet that it has already, `OTHER` if none."""
    if known != OTHER:
        return f"{quoted(word, '은/는')} 이미 {known} 분류에 있습니다."
    return f"{quoted(word, '은/는')} 뜻이 가까운 분류가 뚜렷하지 않아 제안하지 않습니다."


def more(count: int) -> str:
    """How many are not shown yet."""
    return f"{MORE} ({count})"


def effect(changes: Sequence[RankChange], group: str) -> str:
    """The change in a sentence."""
    if not changes:
        return f"{group}의 순위는 그대로입니다. 이 말이 쓰인 기사가 없거나, 다른 그룹도 똑같이 쓰는 말입니다."
    first, *others = changes
    rest = f" 다른 낱말 {len(others)}개도 자리가 바뀌었습니다." if others else ""
    return f"{group}의 말에서 {_moved(first)}{rest}"


def _moved(change: RankChange) -> str:
    if change.before is None:
        return f"{quoted(change.word, '이/가')} {change.after}위로 새로 들어왔습니다."
    if change.after is None:
        return f"{change.before}위이던 {quoted(change.word, '이/가')} 빠졌습니다."
    way = "올랐습니다" if change.after < change.before else "내려갔습니다"
    return f"{quoted(change.word, '이/가')} {change.before}위에서 {change.after}위로 {way}."


def effect_row(change: RankChange) -> tuple[str, str, str, str]:
    """A line of the table: word, before, after, what happened."""
    before, after = (f"{rank}위" if rank else "–" for rank in (change.before, change.after))
    if change.before is None:
        what = "새로 들어옴"
    elif change.after is None:
        what = "빠짐"
    else:
        gap = change.before - change.after
        what = f"▲ {gap}" if gap > 0 else f"▼ {-gap}"
    return change.word, before, after, what


def judged(words: Sequence[tuple[str, SentenceWord]], names: Mapping[str, str]) -> str:
    """Words of the tried sentence with what is known about them: "네온, 교복 (비주얼·스타일링) · 컨셉 → 콘셉트".

    words: each as the sentence has it. names: group id -> name."""
    alike: dict[str, list[str]] = {}
    for written, one in words:
        if one.reason == "name":
            why = names.get(one.group, "")
        else:
            why = REASONS[one.reason] if one.reason else one.facet if one.facet != OTHER else ""
        label = written if one.word in (written, why) else f"{written} → {one.word}"
        alike.setdefault(why, []).append(label)
    return " · ".join(", ".join(dict.fromkeys(own)) + (f" ({why})" if why else "") for why, own in alike.items())


def name_kind(kind: str) -> str:
    """A kind of names; one that a file spells otherwise is of no kind."""
    return NAME_KINDS.get(kind, NAME_KINDS["other"])


def names_heading(names: int) -> str:
    """What opens the lists."""
    return f"{NAMES_TITLE} {names}개"


def name_kind_choice(kind: str, names: int) -> str:
    """A choice of lists."""
    return f"{name_kind(kind)} {names}"


def name_row(articles: int, *, counted: bool) -> str:
    """Behind a name: how many articles hold it."""
    return f"{articles}건 · 낱말로 셈" if counted else f"{articles}건"


def counted_name(name: str) -> str:
    """A name was put back among the words."""
    return f"{quoted(_short(name), '을/를')} 낱말로 셉니다."


def named_again(name: str) -> str:
    """It is a name again."""
    return f"{quoted(_short(name), '을/를')} 다시 이름으로 둡니다."


def more_names(left: int) -> str:
    """How many are not shown yet."""
    return f"이름 더 보기 ({left})"


def names_left_out(kinds: Mapping[str, int]) -> list[str]:
    """On a sheet: how many names of each kind are no words, a line, none where there are none."""
    said = ", ".join(f"{name_kind(kind)} {number}개" for kind, number in kinds.items())
    return [f"말에서 뺀 이름: {said}"] if said else []


def _short(name: str) -> str:
    """What does not fit into a toast folds behind two English words."""
    return name if len(name) <= 10 else f"{name[:9]}…"
