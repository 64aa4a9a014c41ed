"""What reaches a person unasked: notifications, calendar events, the daily job.

Its texts name nothing personal unless that is asked for. It knows no screen.
"""
