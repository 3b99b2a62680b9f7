PYTHON ?= python3

.PHONY: app server check test lint lock
app server check test lint lock:
	@$(PYTHON) scripts/dev.py $@ $(ARGS)
