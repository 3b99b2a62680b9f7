"""Photos out of a video or a group shot of one's own: faces are found by a job and wait in the review for a yes."""

from pathlib import Path
from typing import Any

import streamlit as st

from core import jobs
from core.catalog import load_real
from core.services.reference import sets as reference
from core.services.reference.sets import ReferenceSource
from core.settings import get_settings
from core.storage.reference.incoming import keep_upload
from core.types import MemberId
from core.ui.kit.components import errors, panel, start_button
from core.ui.kit.state import empty_intake, key
from core.ui.kit.uploads import uploader
from core.ui.reference.jobs import begin, working
from core.ui.reference.titles import living, no_groups
from core.ui.words_ko import common
from core.ui.words_ko import reference as t

_VIDEO = ["mp4", "m4v", "mov", "webm", "mkv", "avi"]


def video(source: ReferenceSource) -> None:
    """A clip and who is in it."""
    with panel(t.COLLECT_FROM["video"], t.VIDEO_AID):
        clip = uploader(t.VIDEO_LABEL, "video.file", type=_VIDEO)
        member = _whose()
        st.caption(f":material/gavel: {t.LEGAL}")
        if _begins("video", clip, t.NEED_VIDEO) and clip is not None:
            from core.services.reference.proposals import propose_from_video

            settings = get_settings()
            with errors():
                what = (
                    settings,
                    source.id,
                    _on_file(clip, f".{clip.name.rpartition('.')[2].lower()}"),
                    member,
                    reference.active_engine(settings),
                    True,
                    clip.name,
                )
                _begin(clip.name, propose_from_video, *what, kind="video")


def group_photos(source: ReferenceSource) -> None:
    """Photos of several people of one group."""
    with panel(t.COLLECT_FROM["group_photos"], t.GROUP_AID):
        files = uploader(
            t.GROUP_LABEL, "group.files", accept_multiple_files=True
        )  # the content decides, not the ending
        groups = living(load_real(get_settings()))
        if not groups:
            no_groups()
            return
        group = st.selectbox(
            t.WHOSE_GROUP, list(groups), format_func=lambda g: groups[g].name, width=420, key="upload.group"
        )
        st.caption(f":material/gavel: {t.LEGAL}")
        if _begins("group", files, t.NEED_GROUP_PHOTOS):
            from core.services.reference.proposals import propose_from_group_photos

            settings = get_settings()
            with errors():
                paths, names = tuple(_on_file(file, ".jpg") for file in files), tuple(file.name for file in files)
                what = settings, source.id, group, paths, reference.active_engine(settings), True, names
                _begin(t.chosen_files(len(files)), propose_from_group_photos, *what, kind="group_photos")


def _whose() -> MemberId | None:
    """The one whose film it is; None for several people, or if nobody knows."""
    catalog = load_real(get_settings())
    groups = living(catalog)
    group = st.selectbox(
        t.WHOSE_VIDEO, ["", *groups], format_func=lambda g: groups[g].name if g else t.SEVERAL_PEOPLE, width=420,
        key="video.group",
    )  # fmt: skip
    if not group:
        return None
    members = [MemberId(group, member.id) for member in groups[group].active_members]
    chosen: MemberId = st.selectbox(
        common.MEMBER, members, format_func=catalog.member_name, width=420, key=f"video.member.{group}"
    )
    return chosen


def _begins(name: str, brought: Any, need: str) -> bool:
    busy = working("video", "group_photos")
    return start_button(t.FIND_FACES, brought, need, key=key(f"{name}.go"), icon=":material/face:", disabled=busy)


def _on_file(upload: Any, suffix: str) -> Path:
    return keep_upload(get_settings(), upload.getbuffer(), suffix)


def _begin(title: str, work: Any, *arguments: Any, kind: Any) -> None:
    job = jobs.start(get_settings(), title, work, *arguments)
    empty_intake()
    begin(job, kind, arguments[1])
