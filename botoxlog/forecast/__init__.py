"""The state of each treated area, when its result wears off, and which questions to raise.

Pure functions of a journal, the catalog and a date: no files, no screen, no commands.
"""
