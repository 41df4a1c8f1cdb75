"""What follows from the records: series, figures over time, and findings, all with evidence."""
