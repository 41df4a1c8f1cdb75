"""One module per record type: frames and values → candidates."""
