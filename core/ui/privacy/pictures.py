"""The kept photos of a version: their clock, the photos themselves once they are asked for, and a new judgement."""

import io
from datetime import UTC, datetime

import streamlit as st
from PIL import Image

from core.access.acting import acting
from core.projects.version import Version
from core.services.privacy import consents, photos
from core.services.privacy.anew import judge_anew
from core.services.privacy.photos import Clock, Opened
from core.settings import get_settings
from core.ui.kit import permit
from core.ui.kit.components import errors, flash, panel, picture
from core.ui.kit.in_turn import in_turn
from core.ui.kit.markup import escape_markdown
from core.ui.kit.state import own_day, session
from core.ui.lineup.analysis import active_set, engine
from core.ui.privacy.state import KeptPictures
from core.ui.words_ko import privacy as t

_SIDE = 220  # px of a small picture


def pictures(project: str, version: Version) -> None:
    """Nothing where none are kept, or the visitor may not see them."""
    settings, actor = get_settings(), acting()
    if not consents.may_see(actor, project):
        return
    clock = photos.clock(settings, actor, project, version.number)
    if clock is None:
        return
    own, this = session(KeptPictures), (project, version.number)
    if own.of != this:
        own.of, own.photos = None, []
    with panel(t.PLACE["photo"], _said(clock, version)), errors():
        with st.container(horizontal=True, gap="small"):
            if own.of == this:
                if st.button(t.CLOSE, icon=":material/visibility_off:", key="kept.close"):
                    own.of, own.photos = None, []
                    st.rerun()
            elif st.button(t.SEE, icon=":material/visibility:", help=t.SEE_AID, key="kept.open"):
                own.photos = photos.open_photos(settings, actor, project, version.number)
                own.of = this
                st.rerun()
            changes = permit.may("project.change", project=project)
            anew = changes and st.button(t.ANEW, icon=":material/replay:", help=t.ANEW_AID, key="kept.anew")
        if changes:
            st.caption(t.ANEW_COPY)
        if anew:
            _judge(project, version)
        for name in dict.fromkeys(one.trainee for one in own.photos):
            st.markdown(f"**{escape_markdown(name)}**")
            with st.container(horizontal=True, gap="small"):
                for one in own.photos:
                    if one.trainee == name:
                        picture(_small(one), alt=f"{one.trainee}, {one.file}", width=_SIDE // 2)


def _said(clock: Clock, version: Version) -> str:
    until, today = own_day(clock.until), own_day(datetime.now(UTC))
    return t.keeps(clock.photos, clock.trainees, len(version.trainees), until, today)


def _judge(project: str, version: Version) -> None:
    active, used = active_set(), engine()
    with in_turn(t.ANEW_DOING) as progress:
        saved = judge_anew(
            get_settings(), acting(), project, version.number, used, active, t.ANEW_SAID, progress
        )  # fmt: skip
    flash(t.saved_anew(saved.number, len(saved.benched)))


def _small(one: Opened) -> bytes:
    with Image.open(io.BytesIO(one.jpeg)) as whole:
        whole.thumbnail((_SIDE, _SIDE))
        out = io.BytesIO()
        whole.convert("RGB").save(out, "JPEG", quality=85)
    return out.getvalue()
