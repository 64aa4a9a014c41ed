"""The rule of every topic: what in a journal raises it.

A rule is a pure function. It uses the numbers of its topic in `catalog/topics.toml` and
finds in the record why a question is worth asking; it judges and advises nothing. A new topic is a
table there and a function in one of the modules here, named in the `RULES` of that module.
"""

from collections.abc import Mapping

from botoxlog.forecast.questions import body, results, visits
from botoxlog.forecast.questions.case import Rule

RULES: Mapping[str, Rule] = {**results.RULES, **body.RULES, **visits.RULES}
"""The rule of every topic of the reference data."""
