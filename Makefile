PYTHON ?= python3

.PHONY: app server check test lint lock sbom audit
app server check test lint lock sbom audit:
	@$(PYTHON) scripts/dev.py $@ $(ARGS)
