"""People, for admins: who may use the studio as what, and the record of what was done."""

from core.ui.kit.components import errors, head, show_flash, stable_place
from core.ui.kit.sidebar import require_frame
from core.ui.people.people import people
from core.ui.people.sections import Section, choose
from core.ui.words_ko import common
from core.ui.words_ko import sign_in as t

require_frame("pages/people.py")
head(common.PEOPLE, lead=t.PEOPLE_LEAD)
with stable_place():
    show_flash()
with errors():
    if choose() == Section.RECORD:
        from core.ui.people.record import record

        record()
    else:
        people()
