"""Fill `{slot:particle}` frames with the particle that the word before it asks for."""

import re
from collections.abc import Mapping

from core.text.korean import PAIRS, attach

_BY_CLOSED = {pair.split("/")[0]: pair for pair in PAIRS}


def with_josa(word: str, particle: str) -> str:
    """'여섯별' + '은' -> '여섯별은'; '두레' + '은' -> '두레는'. Others are appended as they are."""
    return attach(word, _BY_CLOSED[particle]) if particle in _BY_CLOSED else word + particle


def fill(frame: str, slots: Mapping[str, str]) -> str:
    """'{group:은} ‘{song:을}’ 불렀다': a particle inside a closing quote moves behind it."""
    frame = re.sub(r"\{(\w+):([가-힣]+)\}([’”])", r"{\1\3:\2}", frame)

    def put(match: re.Match[str]) -> str:
        name, quote, particle = match.groups()
        word = slots[name] + (quote or "")
        return with_josa(word, particle) if particle else word

    return re.sub(r"\{(\w+)([’”])?(?::([가-힣]+))?\}", put, frame)
