"""Cuts what surrounds an article and says nothing about it: bylines, copyright lines, photo credits, addresses."""

import re

_REPORTER = r"[가-힣]{2,4}\s*(?:인턴|객원|선임)?\s*(?:기자|특파원)"
# (a cheap literal that must be there, pattern): most lines hold none of them, and `in` is a hundred times faster.
_PATTERNS = [
    (literal, re.compile(pattern))
    for literal, pattern in (
        ("]", rf"^\s*\[[^\]\n]{{1,30}}\]\s*(?:{_REPORTER})?\s*=?\s*"),  # [서울=뉴시스] 홍길동 기자 =
        ("】", rf"^\s*【[^】\n]{{1,30}}】\s*(?:{_REPORTER})?\s*=?\s*"),
        # A bracket alone may belong to a name, (여자)아이들: only one that leads to a byline goes.
        (")", rf"^\s*\([^)\n]{{1,30}}\)\s*(?:(?:{_REPORTER})\s*=?|=)\s*"),
        ("=", r"^\s*\([^)=\n]{1,30}=[^)\n]{1,20}\)\s*"),  # (서울=연합뉴스)
        ("기자", rf"^\s*(?:[가-힣]{{2,10}}\s+)?{_REPORTER}\s*=\s*"),
        ("기자", rf"(?:^|(?<=[.\s])){_REPORTER}\s*$"),
        ("@", r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}"),
        ("http", r"https?://\S+"),
        ("©", r"(?:저작권자|Copyright)?\s*\(?©[^\n]{0,80}"),
        ("ⓒ", r"(?:저작권자|Copyright)?\s*\(?ⓒ[^\n]{0,80}"),
        ("저작권자", r"<?\s*저작권자[^\n]{0,80}"),
        ("전재", r"[^\n.]{0,30}무단\s*전재[^\n.]{0,40}\.?"),
        ("사진", r"[(\[]?\s*사진\s*(?:제공|출처)?\s*[=:/]\s*[^\n.)\]]{1,40}[)\]]?"),
        ("사진", r"[(\[]\s*사진[^\n)\]]{0,30}[)\]]"),
        ("영상", r"[(\[]?\s*영상\s*(?:제공|출처|캡처)\s*[=:/]?\s*[^\n.)\]]{1,40}[)\]]?"),
    )
]
_BLANKS = re.compile(r"[ \t]{2,}")


def cut_bylines(text: str) -> str:
    """The text without them; sentences keep their order. Plain text in and out."""
    lines = []
    there = [(literal, pattern) for literal, pattern in _PATTERNS if literal in text]
    for line in text.split("\n"):
        kept = line
        for literal, pattern in there:
            if literal in kept:
                kept = pattern.sub(" ", kept)
        if "  " in kept or "\t" in kept:
            kept = _BLANKS.sub(" ", kept)
        kept = kept.strip()
        if kept:
            lines.append(kept)
    return "\n".join(lines)
