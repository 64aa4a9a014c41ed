"""What each area is doing, when its result should wear off, and which questions to raise.

Pure functions of a journal, the catalog and a day. It knows no file, no screen and no command.
"""
