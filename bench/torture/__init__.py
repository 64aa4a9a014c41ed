"""The proof that a journal cannot be lost: real processes, killed, crowded, starved and raced."""
