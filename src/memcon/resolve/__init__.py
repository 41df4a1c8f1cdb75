"""Which records of several documents are one: compared, linked, grouped and merged."""
