"""The words of a check-in that are no area, state or side effect: closed lists."""

from botoxlog.core.model import State
from botoxlog.input.language.pieces import Phrases, words_of

LETTERS = {
    "n": State.NONE,
    "k": State.KICKING_IN,
    "f": State.FULL,
    "p": State.PARTIAL,
    "w": State.FADING,
    "g": State.GONE,
    "x": State.NO_EFFECT,
}
"""What a single letter means after "=" and at a prompt: w is "wearing off"."""

STATE_MEANINGS = {
    State.NONE: "nothing yet",
    State.KICKING_IN: "it is beginning to work",
    State.FULL: "it works as it should",
    State.PARTIAL: "it works, but less than it should or only in part",
    State.FADING: "some of it is left",
    State.GONE: "all or most of it has worn off",
    State.NO_EFFECT: "it never worked",
}
"""What each state says, for people who are asked for one."""

EVERYWHERE = Phrases(
    """
    all | everything | everywhere | all areas | all of it | all of them | the lot | every area
    | whole face | all over | the rest | rest | everything else | all the rest | all others
    | the others
    """
)
COUNTED = {
    Phrases("both areas | both of them"): 2,
    Phrases("all three | all three areas | all three of them"): 3,
    Phrases("all four | all four areas | all four of them"): 4,
    Phrases("all five | all five areas | all five of them"): 5,
}
"""All areas, and how many they are: it must be that many."""
EXCEPT = Phrases("except | except for | but not | apart from | other than | but for")
ALL_BUT = Phrases("all but | all except | everything but | everything except")
FILLERS = Phrases(
    """
    i | ive | i've | i'm | im | is | are | am | be | been | being | have | has | my | the | a
    | an | of | in | on | at | it | its | it's | that | this | there | theres | there's |
    looks | look | looking | seems | seem | feels | feel | feeling | getting | got | gets |
    get | now | just | still | already | so far | definitely | really | very | quite | pretty
    | started | beginning | both | with | for me | me | result | results | effect | area |
    areas | check in | checkin |
    day | love it | hate it | so happy | happy with it | yay | finally | sadly | unfortunately
    | annoying | annoyingly | thankfully | again | also | as of | since then | only | some |
    yet | completely | totally | entirely | absolutely | well | nicely | brilliantly |
    beautifully | perfectly | which | so | that's | thats | starting to | beginning to |
    starts to | started to | begun to | at all | looks like | i think it | of the | side | as
    well | state | yes | at rest | when relaxed | slowly | botox
    """
)
AGAIN = Phrases(
    """
    again | starting again | started again | creeping back | returning | starting to come back
    | coming back | is coming back | are coming back | slowly coming back | a bit again | a
    little again
    """
)
BACK = Phrases(
    """
    back | is back | are back | returned | has returned | have returned | came back | has come
    back | have come back
    """
)
ALL_BACK = Phrases(
    """
    completely back | fully back | totally back | all back | back completely | back fully |
    back in full | is completely back | are completely back | back to normal | back with a
    vengeance | back to how it was | is fully back | are fully back | back in full force
    """
)
DENIALS = Phrases(
    """
    yet to | has yet to | have yet to | no | not | never | without | didn't | haven't | hasn't
    | isn't | aren't | wasn't | don't | doesn't | no sign of | no signs of | not any | haven't
    had | don't have | didn't have | no more | zero | nor | cannot | can't
    """
)
HEADINGS = Phrases("side effect | side effects")
"""What may stand before a side effect, and never before a state: "side effects gone"."""
NO_EFFECTS = Phrases(
    """
    no side effects | no side effects at all | no side effects so far | no complaints | no
    issues | no problems | no side effects this time | no effects | zero side effects |
    without side effects | no bad effects | no side effect
    """
)
SPANS = words_of("hour hours day days night nights week weeks month months")
TREATMENT = words_of(
    "botox injection injections shots session treatment jabs appointment dysport xeomin it then "
    "treatments"
)
SEVERITY = Phrases(
    """
    really bad | very bad | quite bad | slight | mild | minor | bad | severe | tiny | small |
    big | huge | terrible | awful | nasty | constant | bit of a | a bit of a | a little bit of
    | bit of | at night | in the morning | in the mornings | in the evening | by evening | all
    day | all the time | day and night | every day | every night | every morning | twice a day
    | once a day | where they injected | where it was injected | where i was injected | where
    the needle went in | where the needles went in | at the injection site | at the injection
    sites | around the injection site | around the injection sites | from the needle | from
    the needles | from the injection | from the injections | sometimes | occasional |
    occasionally | on and off | still some | slightly
    """
)
WORKING = Phrases(
    """
    working | still working | works | worked | works well | working well | still works |
    partly working | not working | no effect | did not work | didn't work | never worked |
    kicked in | did nothing | stopped working | starting to work | started working
    """
)
"""States that are about the result, also behind the name of a complaint."""
OF_RESULTS = words_of("wearing worn wears wore fading partial")
"""Words that say of "migraine" how its result is, and not how the attacks are."""
DEGREES = Phrases("slightly | a bit | a little | a little bit | just a bit | a tiny bit | somewhat")
PASTS = Phrases("was | were | used to be | had been | had")
ASKING = words_of("is are was were has have do does did can will would should could am")
SUBJECTS = words_of("i it this that there they these those the my any")
OVER = Phrases(
    """
    resolved | has resolved | cleared up | cleared | went away | gone away | has gone away |
    healed | subsided | all better | better now | no more | disappeared | settled down |
    passed | went | stopped | is over | recovered | gone | completely gone | totally gone |
    has gone | over | worn off | faded | is gone now
    """
)
LEFT = Phrases(
    """
    left | still there | remaining | still working | effect | of the effect | working |
    strength
    """
)
WORN = Phrases("gone | worn off | faded | back | movement | of movement back | movement back")
WHOLE, NEARLY_WHOLE = 100, 90
THIS_TIME = Phrases(
    "this time | this week | this month | so far | at all | yet | today | either | either time"
)
VANISHED = frozenset({"gone", "all gone", "completely gone", "totally gone", "disappeared",
                       "faded", "fully gone", "vanished", "over"})  # fmt: skip
"""Words for "gone" that may also say that lines or complaints are gone: the full effect."""

LINE_WORDS = words_of(
    "line lines wrinkle wrinkles crease creases furrow furrows spasm spasms twitch twitching "
    "sweat sweating clenching grinding bruxism migraine migraines headache headaches"
)
