"""A snapshot or a report as a terminal screen or a file format.

It only lays out and draws. It does not know how anything is worked out, what day it is or where the
journal is.
"""
