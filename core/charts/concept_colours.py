"""The colours of the facets, the same for every group; distinct on both papers and for colour-blind readers."""

from core.charts.style import MUTED_TEXT
from core.colour import ink

# Found by search: one hue each, 4.5 : 1 on its paper, CIEDE2000 over 11 from each other and from the greys of the rest
# for all SIGHTS of core.colour. (on light paper, on dark paper)
_FACETS = {
    "세계관·서사": ("#490bd9", "#9466ff"),
    "사운드": ("#0b72d9", "#4db2ff"),
    "분위기": ("#068053", "#45e695"),
    "비주얼·스타일링": ("#bf4392", "#ff669e"),
    "메시지·감정": ("#640009", "#b96672"),
    "퍼포먼스": ("#992e08", "#e66545"),
    "타깃·시장": ("#a66708", "#e6b045"),
}


def facet_colour(facet: str, *, dark: bool = False) -> str:
    """ "#rrggbb" of a facet as text or area; ink for words without a facet and for facets of the user's own."""
    return _FACETS[facet][dark] if facet in _FACETS else ink(dark)


def chance_colour(dark: bool) -> str:
    """ "#rrggbb" of what may still be chance, whatever it is about: grey, and nothing else is."""
    return MUTED_TEXT[dark]
