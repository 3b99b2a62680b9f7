"""How far the active model can be trusted, measured on people it has not seen, and what it was fitted on."""

import streamlit as st

from core.ui import text_ko as t
from core.ui import training_view as view
from core.ui.components import errors, head
from core.ui.loading import active_set
from core.ui.sidebar import require_frame

require_frame("pages/training.py")
head(t.TRAINING, lead=t.TRAINING_LEAD)
with errors():
    active = active_set()
    styles = view.styles_of(active)
    measured = view.evaluation(active)
    if measured is not None:
        st.caption(t.measured(measured.family, measured.engine, measured.seconds))
        view.bars(measured)
        view.groups(measured, styles)
        view.embedding_map(measured, active, styles)
    view.data(active, styles)
