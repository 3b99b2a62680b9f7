"""Visitors of a running studio, by Streamlit's own protocol or in Chromium."""
