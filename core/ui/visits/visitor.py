"""Where the visitor sits, as far as a connection tells."""

from urllib.parse import urlsplit

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

LOOPBACK = ("localhost", "127.0.0.1", "::1")
_BY_PROXIES = ("forwarded", "x-forwarded", "x-real-ip", "x-client-ip", "via")  # how headers begin that proxies add


def sits_here() -> bool:
    """Does the visitor use the very computer the studio runs on, so that its folders are the visitor's own?

    False where that is not sure: a proxy on this computer connects from it, too, for people who sit elsewhere."""
    headers, names = st.context.headers, set(st.get_option("server.allowedHosts"))
    if st.context.ip_address is not None:  # Streamlit gives none of this computer
        return False
    if urlsplit(f"//{headers.get('Host', '')}").hostname not in LOOPBACK:  # as where there is no connection at all
        return False
    only_proxies = st.get_option("server.address") in LOOPBACK and not names <= {*LOOPBACK}
    return not only_proxies and not any(name.lower().startswith(_BY_PROXIES) for name in headers)


def address() -> str:
    """The address a visitor's connection comes from, as the server takes it: behind a proxy on this computer the one
    that X-Forwarded-For says, which no other sender is believed; "" for this computer itself."""
    return st.context.ip_address or ""


def visit() -> str:
    """Id of this visit, "" outside of one."""
    run = get_script_run_ctx(suppress_warning=True)
    return run.session_id if run is not None else ""
