"""Korean particles that fit the word before them: 여섯별은, 세결이, ITZY로."""

_FINAL_DIGITS = "013678"  # 영 일 삼 육 칠 팔 end in a consonant
_FINAL_LATIN = "lmnr"
_SYLLABLES = range(0xAC00, 0xD7A4)


def _final(word: str) -> int:
    """Index of the final consonant of the last sounded character: 0 none, 8 ㄹ."""
    for char in reversed(word):
        if ord(char) in _SYLLABLES:
            return (ord(char) - 0xAC00) % 28
        if char.isdigit():
            return 8 if char in "178" else int(char in _FINAL_DIGITS)
        if char.isascii() and char.isalpha():
            return 8 if char.lower() in "lr" else int(char.lower() in _FINAL_LATIN)
    return 0


def josa(word: str, pair: str) -> str:
    """`word` with the right one of a pair written `with final/without`, such as "은/는", "이/가", "과/와", "으로/로"."""
    with_final, without = pair.split("/")
    final = _final(word)
    if with_final == "으로" and final == 8:  # ㄹ takes 로
        return word + without
    return word + (with_final if final else without)
