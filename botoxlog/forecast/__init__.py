"""What each area is doing, when its result is likely to wear off, what is due and what to ask.

Pure functions of a journal, the catalog and a day. It does not know files, screens or the clock.
"""
