"""Composes the steps: from files to a ledger, on one machine."""
