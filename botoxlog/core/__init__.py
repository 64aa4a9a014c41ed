"""The types and rules that all rooms share: records, partial dates, safe text, errors.

It does not know any other room, a file format, a clinical figure or a screen.
"""
