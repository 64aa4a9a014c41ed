"""Reminders that arrive on their own: notifications, calendar events and the daily job.

Their text is neutral unless details are requested.
"""
