"""Files of articles: workbooks, CSV, JSON, feeds, texts."""

import io
import json
import random
import re
import zipfile
from collections.abc import Iterable, Sequence

from openpyxl import Workbook

from tests.support.hostile.raw import Put, zipped

HEAD = ["뉴스 식별자", "일자", "언론사", "제목", "본문", "URL", "분석제외 여부"]
ROW = ["1", "20240101", "가나일보", "트와이스 컴백", "트와이스가 청량하다.", "https://example.com/1", ""]
Parts = dict[str, bytes]


def book(rows: Iterable[Sequence[object]], header: Sequence[str] = HEAD) -> bytes:
    """A workbook, the same bytes whenever it is made."""
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("s")
    for row in (header, *rows):
        sheet.append(row)
    out = io.BytesIO()
    workbook.save(out)
    own = parts_of(out.getvalue())
    return zipped({n: re.sub(rb"\d{4}-\d\d-\d\dT[\d:]+Z", b"2024-01-01T00:00:00Z", d) for n, d in own.items()})


def parts_of(workbook: bytes) -> Parts:
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def sheet_of(parts: Parts) -> bytes:
    return re.sub(rb"^<\?xml.*?\?>", b"", parts["xl/worksheets/sheet1.xml"], flags=re.DOTALL)


def articles(put: Put, sources: Sequence[bytes], rng: random.Random) -> None:
    good = book([ROW])
    parts = parts_of(good)
    put("good.xlsx", good, "ok")
    laugh = (
        b'<!DOCTYPE l [<!ENTITY a "lol">'
        + b"".join(b'<!ENTITY %c "%s">' % (98 + n, (b"&%c;" % (97 + n)) * 10) for n in range(9))
        + b"]>"
    )
    for n, where in enumerate(
        (
            "xl/sharedStrings.xml",
            "xl/worksheets/sheet1.xml",
            "xl/workbook.xml",
            "[Content_Types].xml",
            "xl/styles.xml",
            "docProps/core.xml",
            "_rels/.rels",
        )
    ):
        bad = dict(parts)
        body = bad.get(where, b"<sst/>")
        body = re.sub(rb"^<\?xml.*?\?>", b"", body, flags=re.DOTALL)
        bad[where] = b'<?xml version="1.0"?>' + laugh + body.replace(b">", b">&j;", 1)
        put(f"laughs_{n}.xlsx", zipped(bad), "no")
        late = dict(parts)
        late[where] = (
            b'<?xml version="1.0"?>' + b"<!-- " + b"x" * 3000 + b" -->" + laugh + body.replace(b">", b">&j;", 1)
        )
        put(f"laughs_late_{n}.xlsx", zipped(late), "no" if n in (1, 2, 3) else "any")  # the others are not read at all
        wide = dict(parts)
        wide[where] = (
            (b'<?xml version="1.0" encoding="utf-16"?>' + laugh + body).decode("utf-8", "replace").encode("utf-16")
        )
        put(f"laughs_utf16_{n}.xlsx", zipped(wide), "any")  # declared, not used
    xxe = dict(parts)
    sheet = sheet_of(parts)
    xxe["xl/worksheets/sheet1.xml"] = (
        b'<?xml version="1.0"?><!-- '
        + b"x" * 2500
        + b' --><!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
        + sheet.replace(b"<t>", b"<t>&e;")
    )
    put("xxe.xlsx", zipped(xxe), "any")
    put("no_title.xlsx", book([["x"]], ["무엇"]), "no")
    put("empty_book.xlsx", book([], []), "no")
    put(
        "formula.xlsx",
        book([[*ROW[:3], "=cmd|' /C calc'!A0", '=HYPERLINK("http://evil","x")', "javascript:alert(1)", ""]]),
        "any",
    )
    put(
        "html_title.xlsx",
        book(
            [
                [
                    *ROW[:3],
                    "트와이스 <img src=x onerror=alert(1)>",
                    "트와이스 <script>alert(1)</script>",
                    'https://x/" onmouseover=alert(1)',
                    "",
                ]
            ]
        ),
        "any",
    )
    put("columns_16384.xlsx", book([ROW], [*HEAD, *(f"c{n}" for n in range(16_000))]), "any")
    put(
        "dates.xlsx",
        book(
            [
                ["1", d, "가", f"제목{i}", "트와이스 본문", "", ""]
                for i, d in enumerate(
                    ("99999999", "-1", "NaN", "inf", 1e308, "0000-00-00", "20240230", "9999-12-31", 2958466, -5)
                )
            ]
        ),
        "any",
    )
    put("not_zip.xlsx", b"PK\3\4" + bytes(500), "no")
    put("xls_old.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(3000), "no")
    put("html.xlsx", b"<html><table><tr><td>x</td></tr></table></html>", "no")
    for n in range(25):
        broken = bytearray(good)
        for _ in range(1 + n % 8):
            broken[rng.randrange(len(broken))] ^= 1 << rng.randrange(8)
        put(f"flip_{n:02d}.xlsx", bytes(broken), "any")
    for n in range(20):  # a flip inside a part, the archive whole
        where = rng.choice(list(parts))
        broken = bytearray(parts[where])
        for _ in range(1 + n % 4):
            broken[rng.randrange(len(broken))] = rng.randrange(256)
        put(f"part_{n:02d}.xlsx", zipped({**parts, where: bytes(broken)}), "any")
    # CSV
    line = ",".join(
        ("트와이스", "트와이스 컴백", "트와이스 본문 청량", "가나일보", "2024-01-01", "https://example.com")
    )
    header = "group,title,body,press,date,link\n"
    put("good.csv", (header + line).encode(), "ok")
    put("cp949.csv", (header + line).encode("cp949"), "ok")
    put("utf16.csv", (header + line).encode("utf-16"), "ok")
    put("utf16_no_bom.csv", (header + line).encode("utf-16-le"), "any")
    put("utf32.csv", (header + line).encode("utf-32"), "any")
    put("euc_jp.csv", "title,body\n日本語のタイトル,本文".encode("euc-jp"), "any")
    put("latin1.csv", "title,body\ncaf\xe9 \xff,x".encode("latin-1"), "any")
    put("nul.csv", (header + line).encode() + b"\0\0\0", "any")
    put("quote_open.csv", ('title,body\n"' + "a,b\n" * 100_000).encode(), "any")
    put("body_10mb.csv", ("title,body\n제목," + "가" * 100_000).encode(), "any")
    put("header_only.csv", header.encode(), "any")
    put("blank.csv", b" \n\n", "no")
    put("empty.csv", b"", "no")
    put("jpeg.csv", b"\xff\xd8\xff\xe0" + rng.randbytes(3000), "no")
    put("formula.csv", (header + "트와이스,=1+1,@SUM(1),+a,-1,javascript:alert(1)").encode(), "any")
    put("nan.csv", (header + "트와이스,NaN,inf,-inf,NaN,nan").encode(), "any")
    put("dup_header.csv", b"title,title,body,body\na,b,c,d", "any")
    put("bom_middle.csv", "title,body\n\ufeffa,\ufeffb".encode(), "any")
    put("surrogate_cesu.csv", b"title,body\n\xed\xa0\x80,b", "any")
    # JSON
    put("good.json", json.dumps([{"group": "트와이스", "title": "트와이스 컴백", "body": "청량"}]).encode(), "ok")
    for depth in (1_000, 100_000):
        put(f"deep_{depth}.json", b"[" * depth + b"]" * depth, "no")
        put(f"deep_object_{depth}.json", b'{"a":' * depth + b"1" + b"}" * depth, "no")
    put("deep_field.json", b'[{"title": ' + b"[" * 900 + b"]" * 900 + b"}]", "any")
    put("nan.json", b'[{"title": NaN, "body": Infinity, "date": -Infinity}]', "any")
    put("big_int.json", b'[{"title": ' + b"9" * 5_000 + b', "body": "x"}]', "any")
    put("big_int_4mb.json", b'[{"title": ' + b"9" * 4_000_000 + b"}]", "any")
    put("big_float.json", b'[{"title": 1e999999, "date": 1e308}]', "any")
    put(
        "surrogate.json",
        b'[{"title": "\\ud800 x", "body": "\\udfff", "press": "\\u0000", "link": "http://\\ud800"}]',
        "any",
    )
    put("types.json", b'[{"title": {"a": 1}, "body": [1], "date": true, "link": 5, "press": null}]', "any")
    put("mixed.json", b'[{"title": "a"}, 5, null, "x"]', "any")
    put("string.json", b'"x"', "no")
    put("null.json", b"null", "no")
    put("number.json", b"1", "no")
    put("dup_keys.json", b'[{"title": "a", "title": "b"}]', "any")
    put("cut.json", b'[{"title": "a"', "no")
    put("html.json", b"<html>", "no")
    put("items_bad.json", b'{"items": [{"title": 5, "pubDate": {}, "link": []}, 7, null]}', "any")
    put("error.json", b'{"errorCode": "024", "errorMessage": "<img src=x onerror=alert(1)>"}', "no")
    # XML, TXT
    put(
        "laughs.xml",
        b'<?xml version="1.0"?>' + laugh + b"<rss><channel><item><title>&j;</title></item></channel></rss>",
        "no",
    )
    put(
        "quadratic.xml",
        b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "'
        + b"a" * 100_000
        + b'">]><rss><channel><item><title>'
        + b"&a;" * 20_000
        + b"</title></item></channel></rss>",
        "no",
    )
    put(
        "xxe.xml",
        b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY e SYSTEM "file:///etc/passwd">]><rss><channel><item><title>&e;</title></item></channel></rss>',
        "no",
    )
    put(
        "param_entity.xml",
        b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY % e SYSTEM "http://127.0.0.1:1/x"> %e;]><rss/>',
        "no",
    )
    put(
        "good.rss",
        "<rss><channel><item><title>트와이스 컴백 - 가나일보</title><source url='https://x'>가나일보</source><link>https://x/1</link></item></channel></rss>".encode(),
        "ok",
    )
    put("no_item.rss", b"<rss><channel/></rss>", "any")
    put("utf7.xml", b'<?xml version="1.0" encoding="utf-7"?><rss/>', "any")
    script = "트와이스 &lt;script&gt;alert(1)&lt;/script&gt;"
    item = f"<item><title>{script}</title><link>javascript:alert(1)</link></item>"
    put("script.rss", f"<rss><channel>{item}</channel></rss>".encode(), "any")
    put("good.txt", "트와이스 컴백\n트와이스가 돌아왔다.".encode(), "ok")
    put("binary.txt", rng.randbytes(5000), "any")
    put("nul.txt", b"\0" * 1000, "any")
    put("ansi.txt", b"\x1b[2J\x1b[31m hi\n\nbody", "any")
    put("wrong.exe", b"MZ", "no")
    put("noending", b"x", "no")
