PYTHON ?= python3

.PHONY: app check test lint lock sbom audit
app check test lint lock sbom audit:
	@$(PYTHON) scripts/dev.py $@
