PYTHON ?= python3

.PHONY: app test lint lock
app test lint lock:
	@$(PYTHON) scripts/dev.py $@
