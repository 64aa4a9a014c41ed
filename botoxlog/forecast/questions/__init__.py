"""The rule of every topic: what in a journal raises it.

A rule is a pure function. It uses its topic's limits from `catalog/topics.toml` to find reasons in
the journal for asking a question. It never judges or advises. A new topic is a table there and a
function in one of the modules here, named in the `RULES` of that module.
"""

from collections.abc import Mapping

from botoxlog.forecast.questions import body, intervals, results, side_effects, visits
from botoxlog.forecast.questions.case import Rule

RULES: Mapping[str, Rule] = {
    **side_effects.RULES,
    **intervals.RULES,
    **results.RULES,
    **body.RULES,
    **visits.RULES,
}
"""The rule of every topic of the catalog."""
