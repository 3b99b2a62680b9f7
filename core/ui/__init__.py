"""What the pages share: session state, caches, components and the Korean words. The only package here that knows Streamlit."""
