"""The ledger: documents, what they state, what people decided, and the records computed from it."""
