"""What people bring, read as records: typed words, spreadsheets, exports, a text from an editor.

It may ask which reading is meant. It writes no journal and draws nothing.
"""
