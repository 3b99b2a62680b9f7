"""Bringing a photo: the camera or a file; whose face is meant; what to try where it does not work."""

from enum import StrEnum

import streamlit as st

from core.access.acting import acting
from core.access.actions import allowed
from core.errors import StudioError
from core.services.lineup.settle import choose
from core.services.my_debut.answer import to_choose_from
from core.services.my_debut.opening import is_guest, on_the_studios_account
from core.settings import get_settings
from core.types import PhotoFaces, Upload
from core.ui.compared import choice
from core.ui.kit.components import picture, switch
from core.ui.kit.markup import escape_markdown
from core.ui.kit.photo_view import portrait
from core.ui.kit.state import key, session
from core.ui.kit.uploads import camera, uploader
from core.ui.my_debut.language import words
from core.ui.my_debut.state import MyDebut
from core.ui.my_debut.work import take, take_face

Way = StrEnum("Way", "PHOTO CAMERA")
_FACE = 100  # px of one of several


def bring_in(place: str = "debut") -> None:
    """The form; once there is a photo it is analysed, and the page drawn anew. place: part of the keys."""
    own, w = session(MyDebut), words()
    if own.asked is not None:
        _which_face(own.asked)
        return
    if not _may_compare():
        return
    with st.container(border=True, key=key(f"{place}-intake")):
        titles = {Way.PHOTO: w.PHOTO, Way.CAMERA: w.CAMERA}
        way = switch(w.WAY, Way, titles, key(f"{place}.way"), hidden=True)
        if way == Way.CAMERA:
            brought = camera(w.CAMERA_LABEL, f"{place}.camera")
        else:
            brought = uploader(w.PHOTO_LABEL, f"{place}.photo", help=w.PHOTO_HELP)
        trouble()
        st.caption(w.PROMISE)
        if brought is not None:
            _analyse(Upload("", brought.getvalue()))


def trouble() -> None:
    """What stands against the photo that was brought last, and what to try."""
    own, w = session(MyDebut), words()
    if own.wait:
        st.warning(w.too_often(own.wait), icon=":material/timer:")
    for code in own.trouble:
        said = w.REFUSED.get(code) or w.FACE.get(code) or w.NOT_USABLE
        st.warning(f"**{w.AGAIN_TITLE}**  \n{escape_markdown(said)}", icon=":material/photo_camera:")


def _analyse(upload: Upload) -> None:
    own = session(MyDebut)
    try:
        take(upload)
    except StudioError as error:
        _not_ready(error)
        return
    if not own.wait:  # else the photo stays, for another try
        st.rerun()
    trouble()


def _not_ready(error: StudioError) -> None:
    """Guests and visitors hear that it is not ready; why, those who can mend it."""
    st.error(words().NOT_READY, icon=":material/build:")
    if allowed(acting(), "reference.change"):
        st.caption(escape_markdown(str(error)))


def _which_face(photo: PhotoFaces) -> None:
    """A tap on a face answers: the button below reaches over its picture (core/ui/frame/style.css)."""
    w = words()
    with st.container(border=True, gap="small"):
        st.markdown(f"**{w.WHICH_FACE}**")
        with st.container(horizontal=True, gap="small"):
            for number, index in enumerate(to_choose_from(photo), 1):
                jpeg = portrait(choose(photo, index), 2 * _FACE)
                with st.container(width=_FACE, gap="xxsmall", key=f"debut-tap-{number}"):
                    if jpeg is not None:
                        picture(jpeg, width=_FACE, alt=w.face(number))
                    if st.button(w.face(number), width="stretch", key=key(f"debut.face.{number}")):
                        _choose(index)
        if st.button(w.NONE_OF_THEM, icon=":material/refresh:", type="tertiary", key=key("debut.face.none")):
            session(MyDebut).asked = None
            st.rerun()


def _choose(index: int) -> None:
    try:
        take_face(index)
    except StudioError as error:
        _not_ready(error)
        return
    st.rerun()


def _may_compare() -> bool:
    """Without reference photos of real people there are the demo's groups alone, who do not exist: said and asked."""
    own, w = session(MyDebut), words()
    with on_the_studios_account(get_settings()):
        demo = choice.source().fictional
    if own.demo_agreed or not demo:
        return True
    with st.container(border=True, gap="small"):
        st.markdown(f"#### {w.DEMO_TITLE}")
        st.markdown(w.DEMO_BODY)
        with st.container(horizontal=True, vertical_alignment="center"):
            if st.button(w.DEMO_GO, type="primary", icon=":material/play_arrow:", key=key("debut.demo")):
                own.demo_agreed = True
                st.rerun()
            if not is_guest() and allowed(acting(), "reference.change"):
                st.page_link("pages/reference_data.py", label=w.ADD_REFERENCE, icon=":material/photo_library:")
        st.caption(w.PROMISE)
    return False
