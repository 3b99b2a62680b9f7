"""Debut Concept Studio: which group concepts a debut line-up leans to, how surely, and why."""

import os

__version__ = "0.12.0"  # what pyproject.toml and the newest heading of CHANGELOG.md say as well

# ONNX Runtime's wheels report to Microsoft unless they are asked not to before they are loaded. Every process of the
# studio loads this file first and hands the variable on to those it starts.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
