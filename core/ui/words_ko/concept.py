"""The Korean words of the concept page."""

from collections.abc import Mapping, Sequence
from math import isfinite
from typing import Literal

from core.keywords.analyzers.table import Measured
from core.keywords.analyzers.tokens import WordKind
from core.keywords.views.threshold import CHANCE, CLEAR_Z, z_text
from core.text.korean import attach as josa
from core.ui.words_ko.common import (
    FICTIONAL_ARTICLE,
    FICTIONAL_NEWS,
    GROUP,
    MEMBER,
    NOT_A_JUDGEMENT,
    OPEN_LINK,
    PUT_AWAY,
    STUDIO,
    UNDO,
    Tone,
)
from core.ui.words_ko.news import TERMS_CLEAR, TERMS_TITLE

__all__ = [
    "CHANCE", "FICTIONAL_ARTICLE", "FICTIONAL_NEWS", "GROUP", "MEMBER", "NOT_A_JUDGEMENT", "OPEN_LINK", "PUT_AWAY",
    "STUDIO", "TERMS_CLEAR", "TERMS_TITLE", "UNDO", "Tone",
]  # fmt: skip

# Controls
WORLD = "누구의 컨셉"
WORLDS = {"real": "실제 그룹", "demo": "데모(가상)"}
FICTION = "**가상의 데모입니다.** 이 그룹, 멤버, 기사는 모두 지어낸 것이어서 실제 기획의 근거로 쓸 수 없습니다."
ANALYZER = "기사에서 말을 나누는 방식"
ANALYZER_AID = (
    "직접 쓴 문장에서 찾을 말을 얼마나 찾았고 찾은 말이 얼마나 맞는지, 처음 여는 데 얼마나 걸렸는지 잰 값입니다. "
    "고른 방식은 이 브라우저가 기억합니다."
)
MY_SETTINGS = "내 설정"
HOW_COUNTED = "어떤 말을 어떻게 세나"
MIX_NAME = "우리 라인업"
MIX_CHOICE = "우리 라인업 (섞인 컨셉)"
MIX_TITLE = "우리 라인업의 섞인 컨셉"
WORKING = "기사를 읽고 있습니다"
COMPARING = "두 팀의 기사를 견주고 있습니다"
FILTER = "거르기"
FOR_ME, FOR_TEAM = "나만 보는 거르기", "팀이 함께 쓰는 설정"
SINCE, UNTIL, PRESSES, KINDS, EXCLUDE = "언제부터", "언제까지", "언론사", "품사", "빼는 말"
EVERY_PRESS, NOTHING_EXCLUDED = "모든 언론사", "고르거나 찾아 주세요"
EXCLUDE_AID = "빼는 말은 모든 사람의 모든 그룹 컨셉에서 빠집니다. 언제든 목록에서 지우면 돌아옵니다."
RESET = "거르기 모두 풀기"
KIND_NAMES: Mapping[WordKind, str] = {
    "noun": "명사",
    "name": "고유 명사",
    "root": "어근(몽환, 당당)",
    "adjective": "형용사",
    "adverb": "부사",
    "latin": "로마자",
}
LEFT_OUT = "이 말을 모두에게서 빼기"
VIEW = "보기"
WORDS, FACETS, TREND, NETWORK, VERSUS, ARTICLES, LEXICON = "말", "분류", "흐름", "관계", "두 팀 비교", "기사", "낱말집"
VIEWS = {
    "words": WORDS, "facets": FACETS, "trend": TREND, "network": NETWORK, "versus": VERSUS, "articles": ARTICLES,
    "lexicon": LEXICON,
}  # fmt: skip
BACK_TO_LINEUP = "라인업 결과로 돌아가기"

# Summary
NOTE_TITLE = "편집 노트"
NO_NOTE = "이 그룹의 편집 노트는 아직 없습니다."
QUOTED_AID = "따옴표 안은 그룹을 설명하는 문장을 기사에서 그대로 옮긴 것입니다."
SENTENCE_TEXTS = {
    "open": "나온 문장 보기",
    "copy": "글 복사하기",
    "copied": "복사했습니다. 기획서에 붙여 넣어 주세요.",
    "failed": "복사하지 못했습니다. 글을 골라 직접 복사해 주세요.",
}
REWRITE = "다듬어 쓰기"
REWRITE_AID = "이 요약의 문장과 근거만 언어 모델에 보내 다듬습니다. 새 주장이 섞이면 쓰지 않습니다."
REWRITING = "문장을 다듬고 있습니다"
REWRITTEN = "언어 모델이 다듬은 글입니다. 근거는 위의 요약과 같습니다."

# Words
_CHANCE_SAID = "아직 우연일 수 있습니다"  # CHANCE in a sentence
CLOUD_TITLE = "다른 팀보다 이 팀에서 두드러지는 말"
CLOUD_AID = "클수록 두드러지고, 색은 분류입니다. {}말을 누르면 나온 문장을 읽습니다."
PLAIN_AID = "분류가 없는 말은 작게 둡니다. "
NO_CLOUD_TITLE = "이 팀의 말이라고 할 만큼 두드러진 말이 아직 없습니다"
NO_CLOUD_AID = f"모두 {_CHANCE_SAID}. 기사를 더 모으면 달라질 수 있습니다. 말을 누르면 나온 문장을 읽습니다."
ALONE_CLOUD_TITLE = "이 팀의 기사에 많이 나오는 말"
ALONE_CLOUD_AID = (
    "클수록 그 말이 나온 기사가 많고, 색은 분류입니다. 분류가 없는 말은 작게 둡니다. "
    "견줄 팀이 없어 이 팀만의 말인지는 모릅니다."
)
MIX_CLOUD_TITLE = "라인업에 섞인 그룹들의 말"
MIX_CLOUD_AID = "클수록 섞인 점수가 크고, 색은 그 말을 가장 많이 가져온 그룹입니다. 말을 누르면 문장을 읽습니다."
CLOUD_TEXTS = {
    "cloud": "말 구름. 화살표 키로 옮기고 Enter로 엽니다.",
    "legend": "색의 뜻. 누르면 그 말만 또렷해집니다.",
}
WORDS_AID = (
    f"막대는 두드러짐(z)이고, 눈금은 모든 그룹에서 같습니다. 회색은 점선({CLEAR_Z:.0f})을 넘지 못했거나 "
    f"기사가 3건 미만이어서 {_CHANCE_SAID}."
)
ALONE_WORDS_AID = "막대는 그 말이 나온 기사 수입니다. 견줄 그룹이 없어 두드러짐은 계산하지 않았습니다."
MIX_WORDS_AID = (
    "막대는 섞인 점수(닮음 × 두드러짐의 합), 색은 그 점수를 가져온 그룹입니다. "
    f"회색은 어느 그룹에서도 두드러지지 않아 {_CHANCE_SAID}."
)
NO_MIX_WORDS = "섞은 컨셉에서 뚜렷한 말이 아직 없습니다"
NO_WORDS = "다른 팀과 갈리는 말을 찾지 못했습니다. 기사를 더 모으거나 거르기를 풀어 주세요."
COLUMNS_WORDS = (
    "말", "분류", "품사", "두드러짐(z)", "근거", "로그비(log₂)", "로그비 아래", "로그비 위", "기사 수", "나온 횟수",
)  # fmt: skip
COLUMNS_MIX = ("말", "분류", "섞인 점수", "근거", "기사 수")
SURE, NOT_COMPARED = "두드러짐", "견주지 않음"

# Evidence
NO_DATE = "날짜 없음"
NO_PRESS = "언론사 없음"
MORE_SENTENCES = "문장 더 보기"
OTHER_WORD = "다른 말 고르기"
NO_WORD = "말을 누르면 그 말이 나온 문장이 여기에 나옵니다."
JUMP = "문장 보기"
COLUMNS_SENTENCES = ("말", "그룹", "문장", "언론사", "날짜", "링크", "비슷한 기사", "가상", "참고")
CUT_BODY = "본문이 잘려 제목만 적었습니다. 원문에서 확인해 주세요."

# Facets
RADAR_AID = "지수 100은 모든 팀의 평균입니다. 바깥일수록 그 분류를 다룬 기사의 비율이 높습니다."
COLUMNS_FACETS = ("그룹", "분류", "지수(평균 100)", "기사 비율(%)", "평균(%)", "기사 수")

# Trend
TREND_AID = "선은 그 기간의 기사 가운데 그 말이 나온 비율(%)입니다. 모든 선의 눈금이 같습니다."
LINES = "흐름을 볼 말(여섯 개까지)"
STEP = "기간 나누기"
STEPS: Mapping[Literal["week", "month", "quarter"], str] = {"week": "주", "month": "달", "quarter": "분기"}
PRESS_AID = "막대는 그 언론사가 실은 기사 수, 옆은 그 기사들에 많은 말입니다."
COLUMNS_TREND = ("기간", "기사 수")
COLUMNS_PRESSES = ("언론사", "기사 수", "많이 쓴 말")
NO_DATES = "날짜가 있는 기사가 없어 흐름을 그릴 수 없습니다."

RISING, WORN = "느는 말", "두루 쓰는 말"
RISING_AID = (
    "막대는 최근 30일 기사 가운데 그 말이 나온 비율(%), 점선은 그 전의 비율입니다. 막대를 누르면 문장을 읽습니다."
)
WORN_AID = (
    "막대는 최근 3개월 기사 두 건 이상에 그 말을 쓴 그룹 수, 옆은 모든 그룹의 기사 가운데 그 말이 나온 비율입니다."
)
RISING_TITLE, WORN_TITLE = "최근에 느는 말", "다른 그룹도 쓰는 말"
COLUMNS_RISING = ("말", "최근 30일 기사 수", "최근 30일(%)", "그 전 기사 수", "그 전(%)", "p값(피셔)", "근거")
COLUMNS_WORN = ("말", "쓴 그룹 수", "견준 그룹 수", "기사 수", "기사 비율(%)", "쓴 그룹")
RISES = "뚜렷이 늘어남"

# Network
NETWORK_AID = (
    "점이 클수록 기사가 많고, 색은 분류입니다. 선이 굵을수록 두 말이 우연보다 자주 같은 기사에 나옵니다(연관도). "
    "점을 누르면 문장을 읽습니다."
)
LONE_AID = "짝이 없는 말은 맨 아래에 따로 있습니다."
COLUMNS_NETWORK = ("말", "함께 나온 말", "함께 나온 기사 수", "연관도(NPMI)")
NO_NETWORK = "함께 나오는 말을 찾기에는 기사가 적습니다."

# Two groups
OTHER_GROUP = "견줄 그룹"
VERSUS_AID = (
    "점선 위의 말은 두 팀에 똑같이 나옵니다. 점선에서 멀수록 한 팀의 말입니다. 점을 누르면 두 팀의 문장을 읽습니다."
)
SAME_SPOT = "같은 자리에 있는 말"
COLUMNS_VERSUS = ("말", "분류", "z(+는 첫 팀)", "근거")
BOTH = "두 팀에 비슷"

# Saving
SAVE = "내려받기"
CSV_WORDS, CSV_SENTENCES, XLSX, PNG, SVG = "말 CSV", "문장 CSV", "엑셀(XLSX)", "구름 PNG", "구름 SVG"
SHEET, TEXT, BRIEF, BRIEF_WORDS = "한 장 요약(HTML)", "요약 글", "한 장 요약", "앞에 오는 말"
SENTENCE, CLOUD = "문장", "말 구름"
SAVE_AID = "지금 거른 기사와 말 그대로 받습니다. 그림과 엑셀에는 출처, 기간, 날짜가 함께 들어갑니다."
PROVENANCE, COLUMNS_PROVENANCE = "출처와 조건", ("항목", "값")
MADE_OF, WORLD_OF, REFERENCE_SET, COMPARED_WITH = "섞은 그룹", "실제인가", "사용 중인 기준 데이터", "견준 그룹"
ARTICLES_USED, ARTICLES_ALL, DUPLICATES = "본 기사(중복은 하나로)", "거르기 전 기사", "묶은 중복"
AHEAD = "오늘 뒤의 날짜가 적힌 기사"
EXCLUDED_ROWS, PERIOD, NO_FILTER = "분석에서 빼라고 표시된 기사", "기간", "없음"
FILTER_DAYS, FILTER_PRESSES, FILTER_KINDS = "거르기: 날짜", "거르기: 언론사", "거르기: 품사"
ANALYZED_BY, LINE, MADE_ON, MADE_WITH = "분석기", "근거의 뜻", "만든 날", "만든 곳"
LINE_MEANING = f"{SURE}: z {CLEAR_Z:.0f} 이상이고 기사 3건 이상. 그 아래는 {CHANCE}"

# Nothing to show
NO_NEWS = "아직 이 그룹의 기사가 없습니다"
NO_NEWS_HOW = "아래에서 뉴스를 모으거나 기사 파일을 올리면, 다른 그룹과 갈리는 말이 여기에 나옵니다."
ALONE = "견줄 그룹의 기사가 없습니다"
NOTHING_LEFT = "거르고 나니 남은 기사가 없습니다"
NOTHING_LEFT_HOW = "기간을 넓히거나 언론사를 더 고르고, 읽을 기사를 고르는 말을 줄여 주세요."
MIX_EMPTY = "라인업과 닮은 그룹들의 기사가 아직 없습니다"


def title(name: str) -> str:
    """The page's heading."""
    return f"{name}의 컨셉"


def world(code: str, groups: int) -> str:
    """A choice of worlds."""
    return f"{WORLDS[code]} {groups}팀"


def group_choice(name: str, *, news: bool) -> str:
    """A choice of groups: those without news have no words yet."""
    return name if news else f"{name} (기사 없음)"


def analyzer_name(title: str, *, usual: bool) -> str:
    """A choice of analyzers."""
    return f"{title} (기본)" if usual else title


def analyzed_with(title: str) -> str:
    """Which analyzer the words on the page come from."""
    return f"{josa(title, '으로/로')} 나눈 말입니다."


def better(title: str, measured: Measured, than: Measured) -> str:
    """The way to another analyzer: what it does better than the one in use."""
    gains = [
        gain
        for gain, more in (
            ("빠르고", measured.seconds < than.seconds),
            ("정확하게", measured.recall >= than.recall and measured.precision > than.precision),
        )
        if more
    ]
    how = {"빠르고": "빠르게"}.get(gains[0], gains[0]) if len(gains) == 1 else " ".join(gains)
    return f"더 {how}({title})" if gains else josa(title, "으로/로") + " 바꾸기"


def measured(figures: Mapping[str, Measured]) -> str:
    """What was measured of each analyzer, by its title."""
    rows = (f"| {name} | {m.recall:.1%} | {m.precision:.1%} | {m.seconds:.0f}초 |" for name, m in figures.items())
    return "\n".join(("| 방식 | 찾은 말 | 맞는 말 | 기사 1,000건 |", "| --- | --- | --- | --- |", *rows))


def left_out(added: Sequence[str], removed: Sequence[str]) -> str:
    """What a change of the team's words did, and for whom."""
    said = []
    if added:
        said.append(f"{josa(_quoted(added), '을/를')} 뺐습니다.")
    if removed:
        said.append(f"{josa(_quoted(removed), '을/를')} 되살렸습니다.")
    return " ".join([*said, "이 스튜디오를 쓰는 모두에게, 모든 그룹에 적용됩니다."])


def _quoted(words: Sequence[str]) -> str:
    shown = ", ".join(f"‘{word}’" for word in words[:3])
    return shown if len(words) <= 3 else f"{shown} 등 {len(words)}개"


def filter_label(active: int) -> str:
    """The control that opens the filters, with a count of what is filtered by."""
    return f"{FILTER} · {active}" if active else FILTER


def remaining(left: int, whole: int, groups: int = 1, by: Sequence[str] = ()) -> str:
    """How many articles pass the filters. groups: whose articles they are, of a mix; by: words that chose them."""
    whose = f"섞인 {groups}팀의 " if groups > 1 else ""
    chosen = f" ({' · '.join(by)})" if by else ""
    if left == whole:
        return f"{whose}기사 {whole}건을 모두 보고 있습니다{chosen}."
    return f"{whose}기사 {whole}건 가운데 {left}건을 보고 있습니다{chosen}."


def excluded(words: Sequence[str]) -> str:
    """Which words are left out."""
    shown = ", ".join(words[:5])
    return f"빼는 말 {len(words)}개: {shown}" + (" …" if len(words) > 5 else "")


def word_label(word: str, score: float, articles: int, kind: str) -> str:
    """A word of the cloud as it is read aloud. kind: its facet, or that it may be chance."""
    strong = f"두드러짐 {z_text(score)}, " if isfinite(score) else ""
    return f"{word}, {strong}기사 {articles}건, {kind}"


def mix_label(word: str, score: float, articles: int, group: str) -> str:
    """The same in a mix of groups."""
    return f"{word}, 섞인 점수 {score:.1f}, 기사 {articles}건, {group}에서 가장 많이"


def most_facet(words: int, facet: str, of_it: int) -> str:
    """Over the cloud: which facet most of its words are of."""
    return f"가장 두드러지는 말 {words}개 가운데 {of_it}개가 {facet}입니다"


def cut_bodies(articles: int) -> str:
    """Over the articles that hold a word where their body is cut off."""
    return f"본문이 잘려 문장을 보여 드릴 수 없는 기사가 {articles}건 있습니다. 원문에서 확인해 주세요."


def more_articles(more: int) -> str:
    """Under the first articles of a list."""
    return f"기사 {more}건 더"


def dated_ahead(articles: int) -> str:
    """Articles that cannot have been written yet."""
    return f"오늘 뒤의 날짜가 적힌 기사 {articles}건은 날짜 없는 기사로 셉니다."


def same_sentence(more: int) -> str:
    """Under a sentence that many articles share."""
    return f"같은 문장이 나온 기사 {more}건 더"


def file_name(name: str, period: str, what: str) -> str:
    """What a download is called, without its ending."""
    return " ".join(part for part in (name, period, what) if part)
