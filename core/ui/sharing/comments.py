"""What is said about something: one part for a version, a trainee, a word and a pin."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

import streamlit as st

from core.access.acting import acting
from core.errors import ChangedError
from core.services.sharing import comments
from core.settings import get_settings
from core.sharing.comment import LONGEST, About, Comment
from core.ui.kit import permit
from core.ui.kit.components import confirm, errors, panel, show_more, visible
from core.ui.kit.markup import escape_markdown
from core.ui.kit.state import Frame, session, when
from core.ui.projects import drafts
from core.ui.projects.state import ProjectsPage
from core.ui.sharing.state import TalkPart
from core.ui.words_ko import common
from core.ui.words_ko import sharing as t

_ASKED = "comment"
AT_ONCE = 30  # comments about one thing


@dataclass
class Talk:
    """What is said in a plan, read once for a run of a page."""

    project: str
    every: Sequence[Comment] = ()
    unseen: Collection[str] = ()  # ids of those that the visitor has not been shown
    people: dict[str, str] | None = field(default=None)  # who can be called, read when it is asked for

    def of(self, about: About) -> list[Comment]:
        """The first said first."""
        return [one for one in self.every if one.about == about]

    def beside(self, about: About) -> None:
        """A button that opens what is said about something small: read and drawn once it is open."""
        own = self.of(about)
        new = sum(one.id in session(TalkPart).new for one in own)
        label = t.talk(sum(one.resolved is None for one in own), new)
        box = st.popover(
            label, icon=":material/chat_bubble:", type="tertiary", key=f"talk.{key_of(self.project, about)}",
            on_change="rerun", width="content",
        )  # fmt: skip
        if box.open:
            with box:
                self.thread(about)

    def below(self, about: About) -> None:
        """A box with all that is said about the whole page."""
        with panel(t.COMMENTS, t.COMMENTS_AID):
            self.thread(about)

    def thread(self, about: About, *, folded: bool = False) -> None:
        """What was said, in order, which counts as seen then, and where to answer; folded: once that was asked for."""
        self.see([about])
        own, key = self.of(about), key_of(self.project, about)
        writes = permit.may("comment.write", project=self.project)
        if not own:
            st.caption(t.NO_COMMENTS if writes else t.NO_COMMENTS_READ)
        still = [one for one in own if one.resolved is None]
        drawn = self._drawn(about)
        show_more(_more(key), len(still) - len(drawn), t.more_earlier)
        for one in drawn:
            self._one(one)
        if over := [one for one in own if one.resolved is not None]:
            self._over(over, key)
        answering = session(TalkPart).answering
        if writes and folded and key not in answering:
            if st.button(t.SAY, icon=":material/reply:", type="tertiary", key=f"talk.answer.{key}"):
                answering.add(key)
                _goes_on(drafts.key_of(self._drafts(about)[0]))
                st.rerun()
        elif writes:
            self._answer(about, key)

    def see(self, places: Collection[About]) -> None:
        """What is said about these and is drawn, or dealt with, counts as seen; the page is drawn anew, for what is at
        its side says otherwise."""
        new = [one for about in places for one in self.of(about) if one.id in self.unseen] if self.unseen else []
        drawn = {one.id for about in {one.about for one in new} for one in self._drawn(about)}
        if seen := [one.id for one in new if one.id in drawn or one.resolved is not None]:
            with errors():
                comments.see(get_settings(), acting(), self.project, seen)
                st.rerun()

    def _drawn(self, about: About) -> list[Comment]:
        """Of those that are not dealt with, the last, and more where that was asked for."""
        still = [one for one in self.of(about) if one.resolved is None]
        return still[-visible(_more(key_of(self.project, about)), AT_ONCE) :]

    def _over(self, own: Sequence[Comment], key: str) -> None:
        """Those that are dealt with, folded."""
        shown = session(TalkPart).resolved
        if st.button(
            t.resolved(len(own), shown=key in shown), icon=":material/check_circle:", type="tertiary",
            key=f"talk.over.{key}",
        ):  # fmt: skip
            shown.symmetric_difference_update({key})
            st.rerun()
        if key in shown:
            for one in own:
                self._one(one)

    def _one(self, one: Comment) -> None:
        part, actor = session(TalkPart), acting()
        with st.container(gap="xxsmall", border=True):
            with st.container(horizontal=True, gap="small", vertical_alignment="center"):
                changed = when(one.changed) if one.changed else ""
                st.caption(escape_markdown(t.signed(one.by_name, when(one.at), changed)), width="content")
                if one.id in part.new:
                    st.badge(t.NEW, color="blue")
            if part.editing is not None and part.editing.id == one.id:
                self._edit(one, part.editing)
                return
            st.markdown(lines(one.text))
            if names := [name for who, name in self._people().items() if who in one.mentioned]:
                st.caption(escape_markdown(t.called(names)))
            if one.resolved:
                st.caption(escape_markdown(t.resolved_by(one.resolved_by, when(one.resolved))))
            self._buttons(one)
            if one.id in part.histories:
                for before in comments.earlier(get_settings(), actor, one.id):
                    st.caption(escape_markdown(t.earlier(when(before.at))))
                    st.markdown(lines(before.text))

    def _buttons(self, one: Comment) -> None:
        part, actor, settings = session(TalkPart), acting(), get_settings()
        with st.container(horizontal=True, gap="small"), errors():
            if comments.may(actor, "comment.resolve", one):
                label, icon = (t.REOPEN, "undo") if one.resolved else (t.RESOLVE, "check")
                if st.button(label, icon=f":material/{icon}:", type="tertiary", key=f"talk.resolve.{one.id}"):
                    comments.resolve(settings, actor, one.id, done=one.resolved is None)
                    _goes_on(f"talk.resolve.{one.id}", f"talk.over.{key_of(self.project, one.about)}")
                    st.rerun()
            if comments.may(actor, "comment.change", one) and st.button(
                t.EDIT, icon=":material/edit:", type="tertiary", key=f"talk.edit.{one.id}"
            ):
                part.editing, part.told = one, False
                _goes_on(drafts.key_of(f"{self.project}/comment-edit/{one.id}"))
                st.rerun()
            if one.changed and st.button(
                t.HISTORY_CLOSE if one.id in part.histories else t.HISTORY, icon=":material/history:",
                type="tertiary", key=f"talk.history.{one.id}",
            ):  # fmt: skip
                part.histories.symmetric_difference_update({one.id})
                st.rerun()
            if comments.may(actor, "comment.delete", one) and st.button(
                t.DELETE, icon=":material/delete:", type="tertiary", key=f"talk.delete.{one.id}"
            ):
                session(Frame).asked = (_ASKED, self.project, one.id)
                st.rerun()

    def _edit(self, one: Comment, seen: Comment) -> None:
        part, settings = session(TalkPart), get_settings()
        typed, called = (f"{self.project}/{what}/{one.id}" for what in ("comment-edit", "comment-edit-call"))
        text = drafts.kept(st.text_area, t.EDIT, typed, seen.text, height=120, max_chars=LONGEST)
        people = self._call(called, seen.mentioned)
        drafts.say(typed, called)
        if part.told:
            st.info(f"{t.NOW_READS}\n\n{lines(one.text)}", icon=":material/group:")
        with st.container(horizontal=True, gap="small"):
            if st.button(t.SAVE, type="primary", icon=":material/save:", key=f"talk.save.{one.id}"):
                with errors():
                    try:
                        comments.change(settings, acting(), seen, text, people)
                    except ChangedError:
                        part.editing, part.told = one, True
                        raise
                    part.editing = None
                    drafts.done(typed, called)
                    _goes_on(f"talk.edit.{one.id}")
                    st.rerun()
            if st.button(t.CANCEL, key=f"talk.cancel.{one.id}"):
                part.editing = None
                drafts.done(typed, called)
                _goes_on(f"talk.edit.{one.id}")
                st.rerun()

    def _answer(self, about: About, key: str) -> None:
        typed, called = self._drafts(about)
        text = drafts.kept(st.text_area, t.SAY, typed, "", height=90, max_chars=LONGEST)
        people = self._call(called, ())
        drafts.say(typed, called)
        with errors():
            if st.button(t.SAY_GO, icon=":material/send:", key=f"talk.say.{key}"):
                comments.write(get_settings(), acting(), self.project, about, text, people)
                drafts.done(typed, called)
                session(TalkPart).answering.discard(key)
                _goes_on(f"talk.answer.{key}", drafts.key_of(typed))
                st.rerun()

    def _drafts(self, about: About) -> tuple[str, str]:
        """Names of the drafts of an answer: its text, and who is called."""
        place = f"{about.kind}/{about.version}/{about.group}/{about.what}"
        return f"{self.project}/comment/{place}", f"{self.project}/comment-call/{place}"

    def _call(self, name: str, before: Collection[str]) -> list[str]:
        """Who is to be told. before: ids of those who were."""
        people = self._people()
        if not people:
            return []
        options = list(people)
        return drafts.kept(
            st.multiselect, t.CALL, name, [one for one in before if one in people], options=options, help=t.CALL_AID,
            format_func=lambda who: people.get(who, who), select_all=False,
        )  # fmt: skip

    def _people(self) -> dict[str, str]:
        if self.people is None:
            self.people = comments.to_call(get_settings(), acting(), self.project)
        return self.people


def begin(project: str) -> Talk:
    """What is said in a plan, once a run of a page that shows it; with the question before a comment is deleted."""
    settings, actor, frame = get_settings(), acting(), session(Frame)
    if not permit.may("comment.read", project=project):
        return Talk(project)
    unseen, part = comments.unseen(settings, actor, project), session(TalkPart)
    talk = Talk(project, comments.comments(settings, actor, project), unseen)
    if frame.arrived:
        part.new.clear()
    part.new |= unseen
    by_id = {one.id: one for one in talk.every}

    def sure(_: str, comment: str) -> bool:
        if comment not in by_id:
            return False
        st.markdown(escape_markdown(t.sure(by_id[comment].text)))
        st.caption(t.DELETE_AID)
        return True

    def go(_: str, comment: str) -> str:
        comments.delete(get_settings(), acting(), by_id[comment])
        return t.DELETED

    confirm(_ASKED, t.DELETE, sure, common.DELETE_YES, go)
    return talk


def _goes_on(*keys: str) -> None:
    session(ProjectsPage).focus_next(*keys)


def _more(key: str) -> str:
    return f"talk.earlier-ones.{key}"


def lines(text: str) -> str:
    """Several lines as they were written, as text and nothing else; their addresses may be followed."""
    return "  \n".join(escape_markdown(line, linked=True) for line in text.split("\n"))


def key_of(project: str, about: About) -> str:
    """In keys of controls, which browsers see: says no name."""
    return sha256(repr((project, about)).encode()).hexdigest()[:12]
