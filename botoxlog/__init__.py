"""botoxlog: a private journal of botulinum-toxin sessions, with the likely end of each result."""

__version__ = "0.1.0"
