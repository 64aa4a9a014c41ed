"""The text of a journal: decode, encode, edit, merge, lock, replace, undo, encrypt.

It does not know a clinical figure, so an old journal loads whatever the catalog says.
"""
