"""RSS of Google News and of publishers."""

import html
import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError, tostring

from core.errors import NewsError
from core.news.days import day, moment
from core.news.reading import Reading, collected, read_bytes
from core.text.hidden import visible
from core.text.html import clean, decode, looks_like_html, web_link
from core.text.markup import line, plain
from core.types import Article

_YES = {"true", "1", "yes", "fictional", "가상", "허구"}


def read(source: bytes | Path, group: str, name: str = "rss") -> Reading:
    """Articles of a feed: RSS 2.0 and 1.0, Atom. The longest of what a publisher gives is the body; Google's list of
    links is no summary and is left out.

    name: as in `Article.source`. Raises NewsError for HTML, broken XML, entity tricks, documents that are no feed."""
    data = read_bytes(source)
    if looks_like_html(data):
        raise NewsError("RSS가 아니라 웹 페이지(HTML)가 왔습니다. 주소를 확인하고 다시 받아 주세요.")
    root = _parsed(data)
    kind = _name(root)
    channel = next(_children(root, "channel"), root)
    if kind not in ("rss", "rdf", "feed") or (kind == "rss" and channel is root):
        raise NewsError("RSS 형식이 아닙니다. <rss>나 <feed>로 시작하는 파일인지 확인해 주세요.")
    fictional = _fictional(channel)
    articles: list[Article] = []
    illegible, example = 0, ""
    # RSS 1.0 puts its items beside the channel.
    for item in chain(
        *(_children(parent, part) for parent in dict.fromkeys((root, channel)) for part in ("item", "entry"))
    ):
        press = line(_press(item), 60)
        title, when = _without_press(line(_text(item, "title"), 500), press), _date(item)
        articles.append(
            Article(
                group=group,
                title=title,
                body=_body(item, title),
                press=press,
                date=day(when),
                link=_link(item),
                source=name,
                fictional=fictional or _fictional(item),
                at=moment(when),
            )
        )
        if when and title and articles[-1].date is None:
            illegible, example = illegible + 1, example or line(when, 30)
    return collected(articles, illegible=illegible, example=example)


def _parsed(data: bytes) -> Element:
    from defusedxml import ElementTree  # type: ignore[import-untyped]
    from defusedxml.common import DefusedXmlException  # type: ignore[import-untyped]

    try:
        try:
            root: Element = ElementTree.fromstring(data)
        except (ParseError, ValueError, LookupError) as error:
            if isinstance(error, DefusedXmlException):
                raise
            # Not in the encoding it declares, in one that expat does not know (EUC-KR), or with control characters.
            root = ElementTree.fromstring(visible(decode(data)))
    except DefusedXmlException as error:
        raise NewsError("RSS에 안전하지 않은 선언(엔티티)이 있어 읽지 않았습니다. 다른 출처를 써 주세요.") from error
    except (NewsError, ParseError, ValueError, LookupError) as error:
        raise NewsError("RSS의 XML이 깨져 있습니다. 다시 받아 주세요.") from error
    return root


def _name(element: Element) -> str:
    return str(element.tag).rsplit("}", 1)[-1].lower()


def _children(element: Element, name: str) -> Iterator[Element]:
    """Those of a name, in whatever namespace."""
    return (child for child in element if _name(child) == name)


def _text(element: Element, name: str) -> str:
    """What stands in the first filled child of a name, its own markup as text."""
    for child in _children(element, name):
        text = child.text or ""
        if len(child):  # XHTML of Atom
            text = tostring(child, "unicode").partition(">")[2].rpartition("<")[0]
            text = re.sub(r"(</?)\w+:", r"\1", text)
        if text.strip():
            return text.strip()
    return ""


def _press(item: Element) -> str:
    """RSS names it in <source>; Atom's <source> is the feed that the entry comes from."""
    for source in _children(item, "source"):
        return _text(source, "title") or source.text or ""
    return _text(item, "publisher")


def _date(item: Element) -> str:
    return next(
        (text for name in ("pubdate", "date", "published", "issued", "updated") if (text := _text(item, name))), ""
    )


def _link(item: Element) -> str:
    """Atom has several, by what they are to the entry; the entry itself is "alternate", which needs no saying."""
    addresses = [
        child.get("href") or child.text or ""
        for child in _children(item, "link")
        if child.get("rel", "alternate") == "alternate"
    ]
    addresses += [_text(item, name) for name in ("guid", "id")]
    return next((link for address in addresses if (link := web_link(address))), "")


def _fictional(element: Element) -> bool:
    """Marked by <fictional>true</fictional> or <category>fictional</category> in any namespace, or, where the format
    allows no other mark, as in the demo, by a description that begins with '가상 기사'."""
    if clean(element.findtext("description")).startswith("가상 기사"):
        return True
    return any(
        _name(child) in {"fictional", "category"} and (child.text or "").strip().lower() in _YES for child in element
    )


def _without_press(title: str, press: str) -> str:
    """Google appends ' - 언론사'; only what <source> names is cut, other dashes belong to the title."""
    suffix = f" - {press}"
    return title[: -len(suffix)].rstrip() if press and title.endswith(suffix) else title


def _body(item: Element, title: str) -> str:
    """The longest text that the item has."""
    texts = (_said(_text(item, name), title) for name in ("encoded", "content", "description", "summary"))
    return max(texts, key=len)


def _said(markup: str, title: str) -> str:
    """Markup as text, without links that lead to the article ("기사 더보기"); nothing where it is links alone, as
    Google's is."""
    text = _resolved(markup)
    if _LINKED.search(text):
        if not plain(_AROUND.sub("", _LINK.sub("", text))):
            return ""
        text = _LINK.sub(lambda link: "" if _MORE.fullmatch(line(link[1], 40).strip(_MARKS)) else link[0], text)
    said = plain(text)
    return "" if said == title else said


def _resolved(markup: str) -> str:
    return html.unescape(markup) if "<" not in markup else markup


# Each ends at the next bracket: what begins again and again and never ends takes no longer than what does.
_LINKED = re.compile(r"<a\s[^<>]*href", re.IGNORECASE)
_LINK = re.compile(r"<a\s[^<>]*>((?:[^<]|<(?!/?a[\s>])){0,400})</a>", re.IGNORECASE)
_AROUND = re.compile(r"<font[^<>]*>[^<>]*</font>", re.IGNORECASE)  # Google's names of the press
_MARKS = " []()<>.…→»▶▷-·:"
_MORE = re.compile(
    r"|(?:기사|뉴스|본문|원문|전문|전체|자세히|더|계속)?\s*(?:기사|뉴스)?\s*(?:더\s*)?(?:보기|읽기|보러\s*가기|바로\s*가기|링크)|원문"
    r"|(?:read|see|view|learn)?\s*(?:the\s+)?(?:more|full (?:story|article|text))|continue reading",
    re.IGNORECASE,
)
