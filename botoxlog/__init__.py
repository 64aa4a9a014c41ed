"""botoxlog: a private journal of botulinum-toxin sessions, and when each result will fade."""

__version__ = "0.1.0"
