"""What programs and forms ask for: canned queries, search, downloads, references, their description."""
