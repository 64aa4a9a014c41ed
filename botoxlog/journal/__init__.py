"""The journal's text: decoding, encoding, editing, merging, undoing, replacing and encrypting it.

This package knows TOML and files. It knows no clinical figures, so that an old journal loads
whatever the catalog says today.
"""
