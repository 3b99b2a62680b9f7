"""Korean particles that fit the word before them: 은/는, 이/가, 을/를, 과/와, 으로/로 ..."""

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
