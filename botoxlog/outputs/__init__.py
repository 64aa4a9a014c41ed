"""The outlook as text for other programs: each module returns a string and works nothing out."""
