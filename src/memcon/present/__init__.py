"""Ledger → reader: briefs, tables and single records, in words that people use."""
