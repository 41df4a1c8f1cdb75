"""The date grammar: the mechanism behind `memcon.extract.dates`."""
