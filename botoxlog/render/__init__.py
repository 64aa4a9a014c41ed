"""Screens and file formats.

These modules only lay out and draw: they compute nothing, read no clock and open no journal.
"""
