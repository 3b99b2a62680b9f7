"""Data in, plotly figure out. Titles and reading aids stand on the page around the figure."""
