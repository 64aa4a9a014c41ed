"""Looking after what a journal holds: which part may change, what did change, what is wrong."""
