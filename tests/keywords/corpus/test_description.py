"""What describes a group and what does not. Words and names are marked by hand: no analyzer decides here."""

import re

import pytest

from core.keywords.analyzers.tokens import Token
from core.keywords.corpus.description import descriptions, sentences
from core.keywords.corpus.words import Mention
from core.keywords.names.spans import NameKind, NameSpan

NAMES: dict[str, tuple[str, NameKind]] = {
    "한빛결": ("group_1", "group"),
    "두물": ("group_2", "group"),
    "김하늘": ("", "person"),
}


def described(text, lexicon, group="group_1"):
    """The words that each describing sentence says of the group; every word of the lexicon in the text counts."""
    spans = [NameSpan(m.start(), m.end(), n, *NAMES[n]) for n in NAMES for m in re.finditer(n, text)]
    words = sorted(lexicon.facet_of, key=len, reverse=True)
    pattern = re.compile("|".join(rf"(?<![가-힣]){re.escape(word)}" for word in words))
    mentions = [Mention(m.group(), *m.span()) for m in pattern.finditer(text)]
    tokens = [Token(m.group(1), "noun", *m.span(1)) for m in re.finditer(r"([가-힣]+)(?=[은는] )", text)]
    return [one.words for one in descriptions(text, tokens, mentions, sorted(spans), group, lexicon)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("한빛결은 청량하고 몽환적인 밤하늘을 노래했다.", [("청량", "몽환", "밤하늘")]),
        ("신곡은 신스 사운드가 돋보인다.", [("신스",)]),
        ("멤버들은 “청량한 매력을 담았다”고 말했다.", [("청량",)]),
        ("한빛결의 게임.", []),  # a word alone claims nothing
        ("한빛결이 여름 바다에서 열린 축제에 출연했다.", []),  # an event that happens to be by the sea
        ("한빛결이 음원차트 1위에 올랐고 초동 10만장을 넘겼다.", []),
        ("[포토] 한빛결, 청량한 여름 바다", []),
        ("한빛결이 청량한 매력을 뽐내며 포즈를 취하고 있다.", []),
        ("한빛결은 청량한 매력을 보여 줄까?", []),
        ("한빛결은 청량함이 아닌 강렬한 매력을 담았다.", [("강렬",)]),
        ("두물은 강렬한 힙합으로 매력을 뽐냈다.", []),
        ("두물은 강렬하지만 한빛결은 청량한 여름 매력을 담았다.", [("청량", "여름")]),
        ("가수 김하늘은 몽환적인 사운드를 담았다.", []),
        ("가람별은 몽환적인 사운드를 담았다.", []),  # nobody knows what that is: it may be another act
        ("한빛결은 차가운 커피와 뜨거운 커피를 골랐다.", []),  # a thing's adjectives
        ("한빛결은 차가운 도시의 밤하늘을 그렸다.", [("차가운", "도시", "밤하늘")]),
        ("한빛결은 게임 ‘신들의 밤’에서 마법사와 여전사를 고른다.", []),
        ("두물보다 한빛결은 강렬한 힙합을 골랐다.", [("강렬", "힙합")]),
        ("의상은 몽환적인 사운드와 어우러진다.", [("몽환",)]),
        ("한빛결은 여름, 바다, 청량, 파도, 햇살, 교복, 방학 사진을 골랐다.", []),  # a row of names, not a sentence
    ],
)
def test_a_sentence_describes_the_group_it_is_about(text, said, lexicon):
    assert described(text, lexicon) == said


def test_a_sentence_without_a_name_goes_on_about_the_one_before(lexicon):
    other = "두물도 무대에 올랐다. 강렬한 힙합 사운드가 돋보였다. 한빛결이 뒤를 이었다. 청량한 여름 사운드가 돋보였다."
    assert described(other, lexicon) == [("청량", "여름")]
    assert described(other, lexicon, "group_2") == [("강렬", "힙합")]


def test_the_more_a_sentence_says_the_more_it_weighs_and_a_title_less(lexicon):
    def weight(text):
        mentions = [Mention(w, text.index(w), text.index(w) + 2) for w in ("청량", "여름", "바다") if w in text]
        return descriptions(text, (), mentions, (), "group_1", lexicon)[0].weight

    assert weight("청량한 여름 바다를 담았다.") > weight("청량한 여름 노래를 담았다.")
    assert weight("청량한 여름 노래를 담은 앨범\n다음.") < weight("청량한 여름 노래를 담은 앨범")
    assert weight("청량한 여름 바다를 담았다.") > weight("청량한 여름 바다를 담은 앨범이 차트 1위에 올랐다.")


def test_sentences_cover_the_text_and_keep_closing_quotation_marks():
    text = "제목\n“여름이다.” 바다다!  끝"
    assert [text[start:end] for start, end in sentences(text)] == ["제목", "“여름이다.”", "바다다!", "끝"]


@pytest.mark.parametrize(
    "text",
    [
        "한빛결의 음악은 청량함과는 거리가 멀다.",
        "한빛결은 청량 콘셉트를 한 번도 택하지 않았다.",
        "한빛결의 청량 콘셉트는 사실이 아니다.",
        "한빛결의 무대에 청량한 분위기는 없었다.",
        "한빛결의 무대에서 청량함은 찾아볼 수 없다.",
        "한빛결의 콘셉트는 청량함과 무관하다.",
        "한빛결은 청량한 매력과는 정반대의 음악을 들려준다.",
        "한빛결은 청량함을 뺀 무대를 선보였다.",
        "한빛결의 음악은 청량하기보다 깊은 매력을 담았다.",
        "한빛결이 청량 콘셉트로 컴백한다는 소문이 돌았다.",
        "팬들은 한빛결의 청량한 무대가 보고 싶다고 했다.",
        "한빛결이 청량한 콘셉트로 돌아올까.",
    ],
)
def test_what_is_denied_rumoured_or_wished_for_is_not_said(text, lexicon):
    assert described(text, lexicon) == []


@pytest.mark.parametrize(
    "text",
    [
        "한빛결은 청량함뿐만 아니라 깊은 매력을 담았다.",
        "한빛결은 청량하면서도 지루하지 않은 사운드를 들려준다.",
        "한빛결은 청량한 매력을 잃지 않는 무대를 선보였다.",
        "한빛결은 청량한 사운드를 포기하지 않았다.",
        "한빛결의 청량한 무대는 빈틈이 없다.",
        "한빛결은 청량한 음색으로 다른 팀과는 다른 매력을 준다.",
    ],
)
def test_a_denial_of_something_else_takes_nothing_away(text, lexicon):
    assert described(text, lexicon) == [("청량",)]
