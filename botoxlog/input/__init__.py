"""Input read as records: typed words, spreadsheets, exports, text from an editor.

It may ask which of two readings is meant. It never writes the journal or draws anything.
"""
