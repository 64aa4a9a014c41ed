"""One module for each command, and in `shared` what several commands need.

A command is a few lines over the other rooms. It does not know how something is worked out, worded
or drawn.
"""
