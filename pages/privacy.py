"""Privacy: whose photos are kept by which consent and until when, and an end to all that is known of a trainee."""

from core.ui.kit import permit
from core.ui.kit.address import choose_view
from core.ui.kit.components import errors, head, show_flash, stable_place
from core.ui.kit.sidebar import require_frame
from core.ui.privacy.state import VIEW, View
from core.ui.words_ko import common
from core.ui.words_ko import privacy as t

require_frame("pages/privacy.py")
needs = {View.KEEPING: "privacy.settings", View.PURGE: "trainee.purge"}
views = [view for view in View if view not in needs or permit.may(needs[view])]
head(common.PRIVACY, lead=t.LEAD if View.PURGE in views else t.LEAD_CONSENT)
with stable_place():
    show_flash()
with errors():
    view = choose_view(t.VIEW, views, t.VIEWS, "view", VIEW)
    if view == View.PURGE:
        from core.ui.privacy.purge import purge

        purge()
    elif view == View.KEEPING:
        from core.ui.backup.section import section as backups
        from core.ui.privacy.keeping import keeping

        keeping()
        backups()
    else:
        from core.ui.privacy.consent import consent

        consent()
