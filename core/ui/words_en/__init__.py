"""Pages that speak English as well: a module a page, beside the one of the same name in core/ui/words_ko/."""
