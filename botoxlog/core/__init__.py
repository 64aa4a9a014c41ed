"""The vocabulary of the package: records, partial dates, text and errors.

It imports nothing else of the package, and knows no file format, clinical figure or screen.
"""
