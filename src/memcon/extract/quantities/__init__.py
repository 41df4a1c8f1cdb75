"""Numbers, amounts and changes: the mechanism behind `memcon.extract.amounts`."""
