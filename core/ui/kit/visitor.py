"""Where the visitor sits, as far as a connection tells."""

from urllib.parse import urlsplit

import streamlit as st

LOOPBACK = ("localhost", "127.0.0.1", "::1")
_BY_PROXIES = ("forwarded", "x-forwarded", "x-real-ip", "x-client-ip", "via")  # how headers begin that proxies add


def sits_here() -> bool:
    """Does the visitor use the very computer the studio runs on, so that its folders are the visitor's own?

    False where that is not sure: a proxy on this computer connects from it, too, for people who sit elsewhere."""
    headers = st.context.headers
    if st.context.ip_address is not None or urlsplit(f"//{headers.get('Host', '')}").hostname not in LOOPBACK:
        return (
            False  # Streamlit says None for this computer, and where there is no connection: but then there is no Host
        )
    proxied = any(name.lower().startswith(_BY_PROXIES) for name in headers)
    only_proxies = st.get_option("server.address") in LOOPBACK and set(st.get_option("server.allowedHosts")) > {
        *LOOPBACK
    }
    return not proxied and not only_proxies
