"""The text of the journal: decoded, encoded, edited, merged, undone, replaced, encrypted.

It knows TOML and files. It knows no clinical figure: an old journal loads whatever the catalog
says.
"""
