"""The sheet of a made-up group as PDF/UA-1 by typst. Its pictures go in as the JPEG files they are, marks and all."""

import json
from base64 import b64encode
from pathlib import Path
from typing import Any

from core.reports.fonts import for_typst, shown
from core.reports.made_group.value import (
    LABEL,
    MEAN,
    MEMBERS,
    NOWHERE,
    PALETTE,
    RESEMBLANCE,
    VIEWS,
    WORDS,
    MadeGroup,
    Share,
    made_again,
    nearest,
)
from core.text.numbers import percent

_TEMPLATE = Path(__file__).with_name("sheet.typ")


def write(group: MadeGroup) -> bytes:
    """A tagged file with title, language and alternative texts; the same group gives the same bytes."""
    import typst

    pdf: bytes = typst.compile(
        _TEMPLATE.read_bytes(), font_paths=for_typst(), ignore_system_fonts=True, format="pdf",
        sys_inputs={"sheet": json.dumps(_values(group), ensure_ascii=False)}, pdf_standards=["ua-1"], timestamp=0,
    )  # fmt: skip
    return pdf


def _values(group: MadeGroup) -> dict[str, Any]:
    return {
        "name": shown(group.name), "said": shown(group.said), "label": LABEL, "nowhere": NOWHERE,
        "again": shown(made_again(group)), "resemblance": RESEMBLANCE, "mean": MEAN,
        "members_title": MEMBERS, "words_title": WORDS,
        "palette": PALETTE, "views_title": VIEWS, "words": list(map(shown, group.words)),
        "colours": list(group.colours), "shares": _shares(group.shares),
        "members": [
            {"name": shown(one.name), "front": _svg(one.front), "views": list(map(_svg, one.views)),
             "shares": _shares(one.shares), "near": shown(nearest(one, group.threshold))}
            for one in group.members
        ],
    }  # fmt: skip


def _shares(shares: tuple[Share, ...]) -> list[dict[str, Any]]:
    return [
        {"name": shown(one.name), "share": one.share, "written": percent(one.share), "colour": one.colour}
        for one in shares
    ]


def _svg(picture: bytes) -> str:
    """Inside a drawing: so it reaches typst in memory, and its bytes go on as they are."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 100 100" '
        f'width="100" height="100"><image width="100" height="100" xlink:href="data:image/jpeg;base64,'
        f'{b64encode(picture).decode()}"/></svg>'
    )
