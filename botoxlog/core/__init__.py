"""The words that everything else is written in: records, partial dates, text, errors.

It imports nothing of the package, and knows no file format, no clinical figure and no screen.
"""
