"""Spreadsheets of past sessions, in which words mean what they mean to `add`."""
