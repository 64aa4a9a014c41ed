"""Side effects read in a text: which it names, and how things stand with each.

A sign of a side effect is made of concepts, such as an eyelid and drooping, in any order and with
small words between them. Whether it is there, over, denied or only feared is said by other words of
the same clause. The concepts are in `symptom_words.toml`, the signs in `effects.toml`. Pure.
"""

from botoxlog.catalog.symptoms.reader import SymptomReader
from botoxlog.catalog.symptoms.signs import Sign, parse_sign

__all__ = ["Sign", "SymptomReader", "parse_sign"]
