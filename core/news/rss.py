"""RSS of Google News and of publishers."""

import re
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError

from core.errors import NewsError
from core.news.reading import Reading, collected, day, mail_moment, read_bytes
from core.text.html import clean, decode, looks_like_html, printable, web_link
from core.types import Article

_TAG = re.compile(r"<[^>]{0,2000}>")
_YES = {"true", "1", "yes", "fictional", "가상", "허구"}


def read(source: bytes | Path, group: str, name: str = "rss") -> Reading:
    """Articles of a feed. Google's description is a list of links, never a summary, and is left out.

    name: as in `Article.source`. Raises NewsError for HTML, broken XML, entity tricks, documents that are no feed."""
    data = read_bytes(source)
    if looks_like_html(data):
        raise NewsError("RSS가 아니라 웹 페이지(HTML)가 왔습니다. 주소를 확인하고 다시 받아 주세요.")
    root = _parsed(data)
    channel = root.find("channel")
    if _name(root) != "rss" or channel is None:
        raise NewsError("RSS 형식이 아닙니다. <rss>로 시작하는 파일인지 확인해 주세요.")
    fictional = _fictional(channel)
    articles: list[Article] = []
    for item in channel.findall("item"):
        press = clean(item.findtext("source"), 60)
        title = _without_press(clean(item.findtext("title"), 500), press)
        articles.append(
            Article(
                group=group,
                title=title,
                body=_summary(item.findtext("description") or "", title),
                press=press,
                date=day(item.findtext("pubDate")),
                link=web_link(item.findtext("link")) or web_link(item.findtext("guid")),
                source=name,
                fictional=fictional or _fictional(item),
                at=mail_moment(item.findtext("pubDate")),
            )
        )
    return collected(articles)


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
            root = ElementTree.fromstring(printable(decode(data)))
    except DefusedXmlException as error:
        raise NewsError("RSS에 안전하지 않은 선언(엔티티)이 있어 읽지 않았습니다. 다른 출처를 써 주세요.") from error
    except (NewsError, ParseError, ValueError, LookupError) as error:
        raise NewsError("RSS의 XML이 깨져 있습니다. 다시 받아 주세요.") from error
    return root


# Ends at the next bracket: what begins again and again and never ends takes no longer than what does.
_LINKED = re.compile(r"<a\s[^<>]*href", re.IGNORECASE)


def _name(element: Element) -> str:
    return element.tag.rsplit("}", 1)[-1].lower()


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


def _summary(description: str, title: str) -> str:
    """A publisher's summary as text; nothing when the description is Google's list of links."""
    if _LINKED.search(description):
        return ""
    text = clean(_TAG.sub(" ", clean(description)))
    return "" if text == title else text
