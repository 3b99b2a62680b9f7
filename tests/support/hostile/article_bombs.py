"""Files of articles that take much: of time, of memory, of either for a few bytes."""

import gzip
import io
import random
import zipfile
from collections.abc import Sequence

from tests.support.hostile.articles import HEAD, ROW, book, parts_of, sheet_of
from tests.support.hostile.raw import Put, zipped


def article_bombs(put: Put, sources: Sequence[bytes], rng: random.Random) -> None:
    parts = parts_of(book([ROW]))
    sheet = sheet_of(parts)
    top, end = sheet[: sheet.find(b"<sheetData>") + 11], b"</sheetData></worksheet>"
    inline = b'<c r="A%d" t="inlineStr"><is><t>%s</t></is></c>'
    columns = b"".join(b'<c t="inlineStr"><is><t>%s</t></is></c>' % h.encode() for h in HEAD)
    far = b"".join(b'<row r="%d"><c r="ZZZ%d" s="0"><v>%d</v></c></row>' % (n, n, n) for n in range(2, 45_000))
    for name, cells in (
        ("bomb_rows", b"<row/>" * 30_000_000),
        ("bomb_rows_19mb", b"<row/>" * 3_300_000),
        ("bomb_cells_one_row", b"<row>" + b"<c/>" * 20_000_000 + b"</row>"),
        ("bomb_cells_19mb", b"<row>" + b"<c/>" * 4_900_000 + b"</row>"),
        ("bomb_columns_far", b'<row r="1">' + columns + b"</row>" + far),
        ("sparse_far", b'<row r="1"><c r="XFD1"/></row><row r="1048576">' + inline % (1048576, b"x") + b"</row>"),
        ("row_number_huge", b'<row r="999999999999">' + inline % (1, b"x") + b"</row>"),
        ("nested_rows", b"<row>" * 200_000),
        ("bomb_one_cell", b'<row r="1">' + inline % (1, b"a" * (500 * 2**20)) + b"</row>"),
        ("bomb_cell_19mb", b'<row r="1">' + inline % (1, b"a" * (19 * 2**20)) + b"</row>"),
    ):
        put(f"{name}.xlsx", zipped({**parts, "xl/worksheets/sheet1.xml": top + cells + end}), "any")
    styles = parts["xl/styles.xml"].replace(b"</cellXfs>", b"<xf/>" * 199_000 + b"</cellXfs>")
    put("bomb_styles.xlsx", zipped({**parts, "xl/styles.xml": styles}), "any")
    sheets = b"".join(b'<sheet name="s%d" sheetId="%d" r:id="rId1"/>' % (n, n) for n in range(2, 20_000))
    put(
        "sheets_20000.xlsx",
        zipped({**parts, "xl/workbook.xml": parts["xl/workbook.xml"].replace(b"</sheets>", sheets + b"</sheets>")}),
        "any",
    )
    bomb = dict(parts)
    bomb["xl/media/x.bin"] = bytes(700 * 2**20)
    put("bomb_media.xlsx", zipped(bomb), "no")
    shared = dict(parts)
    shared["xl/sharedStrings.xml"] = (
        b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        + b"<si><t>a</t></si>" * 8_000_000
        + b"</sst>"
    )
    put("bomb_shared_strings.xlsx", zipped(shared), "any")
    many = io.BytesIO()
    with zipfile.ZipFile(many, "w") as z:
        for where, part in parts.items():
            z.writestr(zipfile.ZipInfo(where), part)
        for number in range(100_000):
            z.writestr(zipfile.ZipInfo(f"xl/{number}.xml"), b"<a/>")
    put("entries_100000.xlsx", many.getvalue(), "any")
    put(
        "columns_million.csv",
        ("title,body," + ",".join(f"c{n}" for n in range(1_000_000)) + "\n" + "a,b," + "," * 999_999).encode(),
        "any",
    )
    put("commas_million_rows.csv", ("title,body\n" + "a,b" + "," * 1_000_000 + "\n").encode(), "any")
    put("rows_100001.csv", ("title,body\n" + "a,b\n" * 100_001).encode(), "no")
    put("rows_empty_5m.csv", ("title,body\n" + ",\n" * 5_000_000).encode(), "any")
    put("one_field_60mb.csv", b'title,body\n"' + b"a" * (60 * 2**20) + b'",b', "no")
    put("large_65mb.csv", b"title,body\n" + b"a,b\n" * (65 * 2**18), "no")
    put(
        "million_keys.json",
        ("[{" + ",".join(f'"k{n}": 1' for n in range(1_000_000)) + ', "title": "a"}]').encode(),
        "any",
    )
    put("million_rows.json", ("[" + ",".join(["{}"] * 1_000_000) + "]").encode(), "any")
    put("bomb_elements.rss", b"<rss><channel>" + b"<a/>" * 10_000_000 + b"</channel></rss>", "any")
    put("bomb_lists.json", b"[" + b"[]," * 15_000_000 + b"[]]", "no")
    put("bomb_objects.json", b"[" + b"{}," * 15_000_000 + b"{}]", "any")
    put("bomb_quotes.csv", b"title,body\n" + b'"",' * 15_000_000, "any")
    put("separators_60mb.txt", b"---\n" * 15_000_000, "any")
    put("one_line_60mb.txt", ("가" * (20 * 2**20)).encode(), "any")
    put("blank_lines_30mb.txt", b"\n" * (30 * 2**20), "no")
    put("lines_10m.txt", b"a\n\n" * 3_000_000, "any")
    put("deep.xml", b"<a>" * 500_000 + b"</a>" * 500_000, "no")
    put("attributes.xml", b"<rss " + b" ".join(b'a%d="x"' % n for n in range(300_000)) + b"/>", "any")
    for name in ("csv", "json", "xlsx", "txt", "xml"):
        put(f"gzip.{name}", gzip.compress(bytes(2**26), mtime=0), "no")
    put("deep_5000000.json", b"[" * 5_000_000 + b"]" * 5_000_000, "no")
    put("deep_object_5000000.json", b'{"a":' * 5_000_000 + b"1" + b"}" * 5_000_000, "no")
