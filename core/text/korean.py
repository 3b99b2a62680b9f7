"""Korean particles: those that fit the word before them (은/는, 이/가 ...), and what may follow a noun at all."""

from typing import Literal

Final = Literal["none", "rieul", "other"]
PAIRS = {
    "은/는": ("은", "는"),
    "이/가": ("이", "가"),
    "을/를": ("을", "를"),
    "과/와": ("과", "와"),
    "으로/로": ("으로", "로"),
    "이라/라": ("이라", "라"),
    "이다/다": ("이다", "다"),
    "이고/고": ("이고", "고"),
    "이란/란": ("이란", "란"),
}

_DIGITS: dict[str, Final] = {
    **dict.fromkeys("2459", "none"),
    **dict.fromkeys("178", "rieul"),
    **dict.fromkeys("036", "other"),
}
# Letters as they are named: 엘, 알 end in ㄹ; 엠, 엔 in another consonant.
_LETTERS: dict[str, Final] = {"L": "rieul", "R": "rieul", "M": "other", "N": "other"}
# Words, not letters, whose Korean spelling closes with a consonant: pop 팝, rock 록, club 클럽.
_CLOSED = ("ng", "ck", "op", "ap", "ip", "up", "ub", "ook")


def final(word: str) -> Final:
    """How a word's last syllable closes when read aloud in Korean: vowel, ㄹ, or another consonant."""
    text = word.split("(", 1)[0] if word.endswith(")") and not word.startswith("(") else word
    text = text.rstrip()
    while text and not text[-1].isalnum():
        text = text[:-1]
    if not text:
        return "none"
    last = text[-1]
    if "가" <= last <= "힣":
        code = (ord(last) - ord("가")) % 28
        return "none" if code == 0 else "rieul" if code == 8 else "other"
    if last in _DIGITS:
        return _DIGITS[last]
    if last.isascii() and last.isalpha():
        return _latin(text)
    return "none"


def _latin(text: str) -> Final:
    tail = text.rsplit(maxsplit=1)[-1]
    if not tail.isupper() and len(tail) > 1:
        if tail.endswith(_CLOSED):
            return "other"
        if tail.endswith("r"):  # 'colour' is read 컬러, not 알
            return "none"
    return _LETTERS.get(text[-1].upper(), "none")


def particle(word: str, pair: str) -> str:
    """The particle of a pair such as '은/는' that follows a word. Raises KeyError for a pair not in PAIRS."""
    closed, open_ = PAIRS[pair]
    kind = final(word)
    if pair == "으로/로" and kind == "rieul":
        return open_
    return open_ if kind == "none" else closed


def attach(word: str, pair: str) -> str:
    """The word with its particle: attach('별', '으로/로') is '별로'."""
    return word + particle(word, pair)


# What may follow a noun in a text, by what it is; every rule that looks for words picks the tags it means.
_ENDINGS = {
    "topic": "은 는 도", "subject": "이 가", "object": "을 를", "oblique": "의 과 와 로 으로", "place": "에 에서",
    "limit": "에게 까지 부터 처럼 보다", "quote": "라는 이라는", "copula": "인 이다 나 이나", "plural": "들",
    "only": "만", "even": "마저 조차", "say": "라고 이라고",
    "person": "랑 이랑 하고 께 께서 과의 로서 으로서 다 였 이었", "role": "표 식 측 답게 다운",
    "stacked": "에게서 에게는 에게도 에는 에도 만의 와의", "plural_case": "들이 들은 들을",
    "adjective": "한 하게 하고 하며 적인", "adjective_form": "하다 했다 하던 스러운 스럽게",
    "predicate": "이며 며 이고 고 이자 입니다 적 적으로 하는 함 합니다 됩니다",
}  # fmt: skip
COMMON = ("topic", "subject", "object", "oblique", "place", "limit", "quote", "copula", "plural")


def endings(*tags: str, syllables: int | None = None) -> tuple[str, ...]:
    """The particles and endings of some tags, the longest first, so that none hides a longer one.

    syllables: only those of so many. Raises KeyError for a tag that the table does not have."""
    found = (ending for tag in tags for ending in _ENDINGS[tag].split() if syllables in (None, len(ending)))
    return tuple(sorted(found, key=len, reverse=True))
