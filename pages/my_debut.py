"""One's own face: which group's concept it is close to, why, and a card of it."""

from core.ui.kit.sidebar import require_frame
from core.ui.my_debut.page import page

require_frame("pages/my_debut.py")
page()
