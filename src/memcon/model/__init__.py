"""What is recorded: documents, citations, values, statements and records."""
