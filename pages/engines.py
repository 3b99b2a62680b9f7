"""Engines: which ones there are, what their weights cost and allow, how well they do here, choosing and downloading."""

from core.ui.kit.components import errors, head
from core.ui.kit.sidebar import require_frame
from core.ui.lineup import engines as view
from core.ui.words_ko import common as t
from core.ui.words_ko import engines as words

require_frame("pages/engines.py")
head(t.ENGINES, lead=words.ENGINES_LEAD)
with errors():
    found = view.current()
    view.measurements(found)
    view.engine_list(found)
