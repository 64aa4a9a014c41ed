"""What reaches people without asking: notifications, calendar events, the daily job.

Its texts say nothing personal unless that is asked for. It does not know screens.
"""
