PYTHON ?= python3

.PHONY: app check test lint lock
app check test lint lock:
	@$(PYTHON) scripts/dev.py $@
