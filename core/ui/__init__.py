"""What the pages share: state, caches, components, Korean words. The only package in core that knows Streamlit."""
