"""Write articles in the exact shapes of the three sources, byte for byte the same each time."""

import hashlib
import html
import io
import json
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from xml.sax.saxutils import escape

from core.news.bigkinds import COLUMNS, FICTION_PREFIX

NEWS = "https://news.example.com"
_FIXED = datetime(2026, 11, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Draft:
    """An article before it takes a source's shape. when: aware, Korean time. excluded: BIGKinds' own mark."""

    key: str
    title: str
    body: str
    press: str
    reporter: str
    when: datetime
    people: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    category: str = "문화>방송_연예"
    excluded: str = ""

    @property
    def link(self) -> str:
        return f"{NEWS}/{self.when:%Y/%m/%d}/{self.key}"


def opaque(key: str) -> str:
    """A token as meaningless as those of a feed."""
    return hashlib.sha256(key.encode()).hexdigest()[:40]


def bigkinds(drafts: Sequence[Draft], serial: str) -> bytes:
    """The 19-column export, newest first. Marked by the prefix FICTION. in 뉴스 식별자 and the workbook's title."""
    from openpyxl import Workbook

    book = Workbook()
    book.properties.title = "가상 기사 (데모)"
    book.properties.creator = "debut-concept-studio"
    book.properties.created = _FIXED.replace(tzinfo=None)
    sheet = book.active
    assert sheet is not None
    sheet.title = "sheet"
    sheet.append(COLUMNS)
    for n, d in enumerate(sorted(drafts, key=lambda d: (d.when, d.key), reverse=True), 1):
        counted = sorted(set(d.nouns), key=lambda w: (-d.nouns.count(w), d.nouns.index(w)))
        row = [
            *(
                f"{FICTION_PREFIX}{d.when:%Y%m%d%H%M%S}{serial}{n:03d}",
                int(f"{d.when:%Y%m%d}"),
                d.press,
                d.reporter,
                d.title,
            ),
            *(d.category, "문화>음악" if "연예" in d.category else "", "", "", "", ""),
            *(",".join(d.people), ",".join(d.places), ",".join(d.bodies), ",".join(d.nouns), ",".join(counted[:50])),
            *(d.body, d.link, d.excluded),
        ]
        sheet.append([None if cell == "" else cell for cell in row])
    raw = io.BytesIO()
    book.save(raw)
    return _without_times(raw.getvalue())


def _without_times(data: bytes) -> bytes:
    """openpyxl stamps the hour of saving into the document and its ZIP: both are set to a fixed one."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist()):
            part = old.read(name)
            if name == "docProps/core.xml":
                stamp = f"{_FIXED:%Y-%m-%dT%H:%M:%SZ}".encode()
                part = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + stamp, part)
            new.writestr(zipfile.ZipInfo(name, (2026, 11, 1, 0, 0, 0)), part, zipfile.ZIP_DEFLATED, 9)
    return out.getvalue()


def naver(drafts: Sequence[Draft], query: str) -> bytes:
    """A search answer: <b> around the query's words, entities, snippets. Marked by the extra key "fictional"."""

    def marked(text: str) -> str:
        plain = html.escape(text.replace("“", '"').replace("”", '"'), quote=False).replace('"', "&quot;")
        return plain.replace(query, f"<b>{query}</b>")

    items = [
        {
            "title": marked(d.title),
            "originallink": d.link,
            "link": f"{NEWS}/naver/{opaque(d.key)[:12]}",
            "description": marked(d.body if len(d.body) <= 165 else d.body[:160].rstrip() + "..."),
            "pubDate": d.when.strftime("%a, %d %b %Y %H:%M:%S +0900"),
        }
        for d in sorted(drafts, key=lambda d: (d.when, d.key), reverse=True)
    ]
    answer = {
        "fictional": True,
        "notice": "데모를 위해 지어낸 가상 기사입니다. 그룹, 사람, 언론사는 실존하지 않습니다.",
        "lastBuildDate": "Sun, 01 Nov 2026 09:00:00 +0900",
        **{"total": len(items), "start": 1, "display": len(items), "items": items},
    }
    return (json.dumps(answer, ensure_ascii=False, indent=1) + "\n").encode()


def rss(drafts: Sequence[Draft], query: str) -> bytes:
    """A feed: '제목 - 언론사', GMT dates, opaque links, a link list as description. Marked in title and description."""
    ordered = sorted(drafts, key=lambda d: (d.when, d.key), reverse=True)
    lines = [
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>',
        '<rss version="2.0"><channel><generator>NFE/5.0</generator>',
        f"<title>&quot;{query}&quot; - 가상 기사 (데모)</title>",
        f"<link>{NEWS}/search?q={opaque(query)[:8]}&amp;hl=ko</link>",
        "<language>ko</language><lastBuildDate>Sun, 01 Nov 2026 00:00:00 GMT</lastBuildDate>",
        "<description>가상 기사: 데모를 위해 지어낸 글이며 그룹, 사람, 언론사는 실존하지 않습니다.</description>",
    ]
    for n, d in enumerate(ordered):
        link = f"{NEWS}/rss/articles/{opaque(d.key)}?oc=5"
        listed = [d, *ordered[n + 1 : n + 3]] if n % 4 == 0 else [d]
        anchors = [
            f'<a href="{NEWS}/rss/articles/{opaque(x.key)}?oc=5" target="_blank">{escape(x.title)}</a>'
            f'&nbsp;&nbsp;<font color="#6f6f6f">{x.press}</font>'
            for x in listed
        ]
        inner = anchors[0] if len(anchors) == 1 else "<ol>" + "".join(f"<li>{a}</li>" for a in anchors) + "</ol>"
        lines.append(
            f"<item><title>{escape(d.title)} - {d.press}</title><link>{link}</link>"
            f'<guid isPermaLink="false">{opaque(d.key)}</guid>'
            f"<pubDate>{format_datetime(d.when.astimezone(UTC), usegmt=True)}</pubDate>"
            f'<description>{escape(inner)}</description><source url="https://{opaque(d.press)[:6]}.example.com">'
            f"{d.press}</source></item>"
        )
    return ("\n".join([*lines, "</channel></rss>"]) + "\n").encode()
