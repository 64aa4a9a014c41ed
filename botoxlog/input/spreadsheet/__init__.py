"""Spreadsheets of past sessions, read row by row as `add` would read them."""
