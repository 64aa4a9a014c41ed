"""The proof that every surface tells one story: the same journal, the same day, told everywhere."""
