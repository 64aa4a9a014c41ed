"""The colours of the timeline, by what they show: in a terminal, and in pictures and pages.

No meaning depends on colour alone: shapes and words say the same.
"""

TERMINAL = {
    "session": "bold",
    "sessions": "bold",
    "count": "bold",
    "touch_up": "bold",
    "no_effect": "bold",
    "booked": "bold",
    "asked": "bold",
    "seen": "color(32)",
    "likely": "color(166)",
    "today": "bold color(164)",
}
"""Rich styles: blue, orange and violet of the fixed part of the 256 colours, which no palette of a
terminal changes. Each has a contrast of at least 3 to 1 on white and on black."""

LIGHT = {
    "ink": "#1c2126",
    "quiet": "#545d66",
    "paper": "#ffffff",
    "line": "#d5dbe0",
    "seen": "#1f6a86",
    "likely": "#a3560b",
    "today": "#a3175c",
}
DARK = {
    "ink": "#e6eaed",
    "quiet": "#a7b1ba",
    "paper": "#14181b",
    "line": "#39424a",
    "seen": "#6fb7d3",
    "likely": "#f0a85a",
    "today": "#ff8fc0",
}
"""All but "line" have a contrast of at least 4.5 to 1 against "paper". Blue and orange are
distinct with every kind of colour blindness."""
