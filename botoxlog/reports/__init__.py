"""What a journal means in words: sentences, explanations, the visit sheet, statistics, checks.

Every surface shows these words, so all of them say the same. It does not know screens, widths or
file formats.
"""
