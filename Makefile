PYTHON ?= python3

.PHONY: app server virtual check test lint lock sbom audit
app server virtual check test lint lock sbom audit:
	@$(PYTHON) scripts/dev.py $@ $(ARGS)
