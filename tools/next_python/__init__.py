"""Runs the tests on the next Python, as WebAssembly, where no build of it can be had.

python -m tools.next_python [FILE]...     all test files where none is named

npm brings the interpreter (the package `pyodide`, under Node), PyPI the libraries. What needs a
process, a terminal or a compiled library that has no build for WebAssembly is left out, with its
reason; `plugin` decides that for each test by what it does. Exit code 1 if a test failed.
"""
