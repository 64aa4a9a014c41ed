"""Typed words, spreadsheets, exports and texts from an editor, read as records.

It may ask which reading is meant. It does not know how to write a journal or draw.
"""
