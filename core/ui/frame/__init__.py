"""What stands around every page: the document a browser loads first, the look of all, Streamlit's own words."""
