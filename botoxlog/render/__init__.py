"""What was worked out, as a screen or a file format.

It lays out and draws. It works nothing out, asks no clock and opens no journal.
"""
