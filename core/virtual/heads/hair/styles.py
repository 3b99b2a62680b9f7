"""The styles that can be chosen. Curves, hems and widths were set by eye, against how such cuts fall."""

from collections.abc import Mapping
from types import MappingProxyType

from core.virtual.heads.hair.style import OPEN, SOFT, Fall, Fringe, Gather, Style, Wave

CURTAIN = ((-0.75, 0.01), (-0.55, 0.06), (-0.30, 0.20), (0.0, 0.45), (0.25, 0.62), (0.6, 0.66), (1.0, 0.6))
BANGS = ((-0.75, 0.35), (-0.45, 0.42), (-0.2, 0.50), (0.0, 0.58), (0.4, 0.62), (0.8, 0.56), (1.2, 0.52))
SWEPT = ((-0.75, -0.25), (-0.55, -0.10), (-0.35, 0.12), (-0.12, 0.42), (0.15, 0.62), (0.6, 0.66), (1.0, 0.6))
WISP = Wave(0.03, 0.9, 0.2, 0.5, 0.8)

FULL_BANGS = Fringe(
    "down", 0.56, 0.75, fall=Fall(1.4, -0.15, 0, 0.03, lift=0.5, volume=0.05, body=0.03, back=0, narrow=0), sides=0.10
)
SEE_THROUGH = Fringe(
    "down",
    0.48,
    0.7,
    0.14,
    Fall(
        1.4,
        -0.15,
        0,
        0.08,
        lift=0.5,
        volume=0.05,
        body=0.03,
        back=0,
        narrow=0,
        wave=Wave(0.05, 1.6, 0, 0.2, 1),
        curl=0.3,
        curl_length=0.3,
    ),
    sides=0.14,
    locks=0.95,
)
CURTAIN_BANGS = Fringe(
    "open",
    0.52,
    0.8,
    fall=Fall(1.9, 0.25, 0, 0.13, lift=0.6, volume=0.07, back=-0.35, curl=-0.2, curl_length=0.7, line=CURTAIN),
    sides=0.4,
)
SIDE_BANGS = Fringe("swept", 0.5, 0.6, fall=Fall(2.2, 0.35, 0, 0.08, lift=0.5, volume=0.09, back=0, line=SWEPT))
LOOSE = Fall(2.0, 0.75, 0, 0.22, lift=0.4, volume=0.08, back=0, curl=-0.3, line=SOFT, wave=WISP, forward=180)

_STYLES: Mapping[str, Style] = MappingProxyType(
    {
        "long_straight": Style(0.0, Fall(4.6, 2.9, 0.06, 0.06), clump=0.4, frizz=0.3),
        "long_waves": Style(
            0.08, Fall(4.8, 2.7, 0.2, 0.1, volume=0.17, wave=Wave(0.12, 1.3, 0.28, 0.4, 0.2)), clump=0.65
        ),
        "layered_curtain": Style(
            0.0, Fall(4.6, 2.5, 0.45, 0.14, volume=0.16, line=SOFT, curl=0.5, wave=Wave(0.05, 1.4, 0.3)), CURTAIN_BANGS
        ),
        "see_through_long": Style(0.0, Fall(4.6, 2.8, 0.1, line=BANGS, curl=0.4), SEE_THROUGH),
        "full_bangs_long": Style(0.0, Fall(4.6, 2.8, 0.05, 0.05, line=BANGS), FULL_BANGS, frizz=0.3),
        "full_bangs_bob": Style(
            0.0,
            Fall(2.9, 0.98, 0.0, 0.03, volume=0.15, body=0.07, forward=75, curl=0.7, line=BANGS),
            FULL_BANGS,
            frizz=0.3,
        ),
        "short_bob": Style(0.15, Fall(2.7, 0.85, 0.0, 0.04, volume=0.15, body=0.07, curl=0.55, line=SOFT), frizz=0.3),
        "wolf_cut": Style(
            0.0,
            Fall(
                3.8,
                2.0,
                0.6,
                0.16,
                lift=0.6,
                volume=0.19,
                body=0.05,
                forward=105,
                curl=-0.7,
                line=SOFT,
                wave=Wave(0.05, 0.9, 0.3, 0.5, 0.9),
            ),
            Fringe(
                "open",
                0.5,
                0.7,
                fall=Fall(1.6, 0.1, 0.1, 0.12, 0.6, 0.14, back=-0.25, curl=-0.4, line=CURTAIN),
                sides=0.4,
            ),
            clump=0.75,
            frizz=0.8,
        ),
        "pixie": Style(
            0.22,
            Fall(
                1.2,
                0.28,
                0.1,
                0.1,
                lift=0.45,
                volume=0.15,
                body=0.04,
                back=0.1,
                forward=180,
                line=SOFT,
                curl=0.4,
                curl_length=0.4,
            ),
            Fringe("swept", 0.55, 0.7, fall=Fall(1.25, -0.12, 0, 0.08, 0.6, 0.12, back=0, line=SWEPT)),
            clump=0.7,
        ),
        "side_swept_waves": Style(
            0.32,
            Fall(4.7, 2.5, 0.2, 0.1, 0.5, 0.18, wave=Wave(0.12, 1.25, 0.25, 0.35, 0.15), line=OPEN),
            SIDE_BANGS,
            clump=0.6,
        ),
        "high_ponytail": Style(
            0.0,
            gather=Gather(
                (0, 0.98, -0.28),
                ((0.12, 0.2, -0.22), (0.5, 0.02, -0.4), (0.95, -0.9, -0.25), (1.0, -1.9, 0.25), (0.9, -2.8, 0.55)),
                thick=0.13,
                wave=Wave(0.05, 1.2),
            ),
            loose=LOOSE,
            loose_share=0.12,
            flyaway=0.02,
        ),
        "low_ponytail": Style(
            0.12,
            gather=Gather(
                (0, -0.35, -0.42),
                ((0.32, -0.25, 0.0), (0.76, -0.75, 0.25), (0.84, -1.25, 0.75), (0.8, -1.8, 1.35), (0.7, -2.7, 1.6)),
                thick=0.12,
                swell=1.9,
                wave=Wave(0.06, 1.2),
            ),
            loose=LOOSE,
            flyaway=0.02,
        ),
        "twin_tails": Style(
            0.0,
            gather=Gather(
                (0.72, 0.45, 0.05),
                ((0.25, 0.05, 0.0), (0.5, -0.5, 0.1), (0.45, -1.4, 0.45), (0.25, -2.8, 0.75)),
                mirrored=True,
                thick=0.11,
                wave=Wave(0.07, 1.1),
            ),
            fringe=SEE_THROUGH,
            loose=LOOSE,
        ),
        "half_up": Style(
            0.0,
            Fall(4.6, 2.7, 0.1, line=OPEN, wave=Wave(0.07, 1.2, 0.4)),
            gather=Gather(
                (0, 0.6, -0.5),
                ((0, -0.1, -0.2), (0, -0.8, -0.35), (0, -2.2, -0.3)),
                above=0.67,
                thick=0.09,
                volume=0.02,
            ),
            loose=LOOSE,
        ),
        "high_bun": Style(
            0.0,
            gather=Gather((0, 1.02, 0.0), coil=(0.24, 0.21), thick=0.15, volume=0.07),
            loose=LOOSE,
            flyaway=0.05,
            frizz=0.8,
        ),
        "low_bun": Style(
            0.0, gather=Gather((0, -0.25, -0.42), coil=(0.2, 0.16), thick=0.13), loose=LOOSE, loose_share=0.2
        ),
    }
)
STYLES: Mapping[str, Style] = _STYLES
