"""Engines: which ones there are, what their weights cost and allow, choosing and downloading."""

from core.ui import engine_view as view
from core.ui import text_ko as t
from core.ui.components import errors, head
from core.ui.sidebar import require_frame

require_frame("pages/engines.py")
head(t.ENGINES, lead=t.ENGINES_LEAD)
with errors():
    view.watch_download()
    view.engine_list()
