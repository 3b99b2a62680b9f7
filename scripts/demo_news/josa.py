"""Fill `{slot:particle}` frames with the particle that the word before it asks for."""

import re
from collections.abc import Mapping

# after a final consonant -> after a vowel
_PAIRS = {"은": "는", "이": "가", "을": "를", "과": "와", "으로": "로", "이라": "라", "이다": "다", "이란": "란"}
_RIEUL = 8
# number of the final consonant of 영, 일, 이, 삼 ... as Unicode counts them; 0: ends in a vowel
_DIGIT_FINALS = dict(zip("0123456789", (21, _RIEUL, 0, 16, 0, 0, 1, _RIEUL, _RIEUL, 0), strict=True))


def with_josa(word: str, particle: str) -> str:
    """'여섯별' + '은' -> '여섯별은'; '두레' + '은' -> '두레는'. Others are appended as they are."""
    if particle not in _PAIRS:
        return word + particle
    last = re.sub(r"[^0-9가-힣]", "", word)[-1:]
    if not last:
        raise ValueError(f"no Hangul or digit to take a particle: {word!r}")
    final = _DIGIT_FINALS[last] if last.isdigit() else (ord(last) - 0xAC00) % 28
    if particle == "으로" and final == _RIEUL:
        return word + "로"
    return word + (particle if final else _PAIRS[particle])


def fill(frame: str, slots: Mapping[str, str]) -> str:
    """'{group:은} ‘{song:을}’ 불렀다': a particle inside a closing quote moves behind it."""
    frame = re.sub(r"\{(\w+):([가-힣]+)\}([’”])", r"{\1\3:\2}", frame)

    def put(match: re.Match[str]) -> str:
        name, quote, particle = match.groups()
        word = slots[name] + (quote or "")
        return with_josa(word, particle) if particle else word

    return re.sub(r"\{(\w+)([’”])?(?::([가-힣]+))?\}", put, frame)
