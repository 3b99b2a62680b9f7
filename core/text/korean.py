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


SURNAMES = (
    "김이박최정강조윤장임한오서신권황안송류전홍고문양손배백허유남심노하곽성차주우구민진지엄채원천방공현함변염여추도소석선"
    "설마길연위표명기반왕금옥육인맹제모탁국은어편용"
)

# What may follow a noun in a text, by what it is; every rule that looks for words picks the tags it means.
_ENDINGS = {
    "topic": "은 는 도", "subject": "이 가", "object": "을 를", "oblique": "의 과 와 로 으로", "place": "에 에서",
    "limit": "에게 까지 부터 처럼 보다", "quote": "라는 이라는", "copula": "인 이다 나 이나", "plural": "들",
    "only": "만", "even": "마저 조차", "say": "라고 이라고",
    "person": "랑 이랑 하고 께 께서 과의 로서 으로서 다 였 이었", "role": "표 식 측 답게 다운",
    "name": (
        "서 서도 서의 입니다 이자 이며 며 이고 로부터 으로부터 로는 으로는 뿐만 뿐 한테 만큼 라면 이라면 였다 이었다 "
        "와는 과는 와도 과도 보다는 보다도 만을 만은 만이 에선 에겐 라도 이라도 란 이란 마다 급 에서는 "
        "에서도 에서의 까지도 부터는 처럼은 이라며 라며 이여 여 아 야 밖에 커녕 인데 이네 네 였고 이었고 "
        "였으며 이었으며 였던 이었던 이지만 지만 이라서 라서 이야 이든 든 측은 측이 측의 측에 측도 측과 "
        "측에서 쪽은 쪽이 들과 들의 들에게 들도 이야말로 야말로 에게까지 에게만 에게로 로서는 로서의 로서도"
    ),
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
