"""The words around a session that are no area, product or date: closed lists."""

from botoxlog.input.language.dates import BOOK
from botoxlog.input.language.pieces import Phrases, words_of

FILLERS = Phrases(
    """
    i | ive | i've | i'd | had | have | has | got | gotten | having | done | did | made | make
    | was | were | is | are | been | just | my | the | a | an | in | into | on | to | of | for
    | with | me | they | she | he | we | it | put | gave | injected | injecting | treated |
    treating | used | using | went | session | treatment | visit | appointment | appt |
    procedure | injection | injections | shots | jabs | unit | units | area | areas | region |
    muscle | muscles | new | again | today's | this | only | please | log | add | record |
    finally | from | dose | dosage | doses | same day | product not recorded | brand | product
    | date | units not known | units unknown | across | my injector | the injector | my doctor
    | the doctor | my nurse | the nurse | my surgeon | my dermatologist | my derm | my
    neurologist | the neurologist | all of it | respectively | went back | went back for |
    back again | went in | ent | neurologist | dermatologist | aesthetician | mit | im | in
    der | auf | in die | der | die | das | le | la | les | de | du | des | dans | el | los |
    las | en | yay | side of | this time | first | that's all | thats all | nothing else | its
    | it's | split | split as | so | slimming | contouring | reduction | reshaping | came out
    at | apparently | exactly
    """
)
DAY = Phrases("day | time | session | appointment | treatment | injections | shots | jabs")
TITLES = Phrases(
    """
    dr | dr. | doctor | doc | prof | prof. | professor | nurse | sister | mr | mr. | mrs |
    mrs. | ms | ms. | miss | pa | np | rn | prof dr | prof. dr. | dr. med.
    """
)
BY = Phrases(
    """
    by | injected by | done by | given by | administered by | treated by | injector |
    injector: | injector= | provider | provider: | provider= | seen by | performed by
    """
)
WITH = Phrases("with | saw | see | seen | w/ | bei | chez | con")
AT = Phrases("at | @ | clinic: | clinic= | at clinic | clinic name:")
CLINICS = words_of(
    "clinic clinics medspa spa hospital aesthetics dermatology surgery practice centre center "
    "salon street road avenue lane square house place rooms bar studio lounge institute "
    "pharmacy"
)
"""The last words of names in small letters that say that it is a place."""
INSIDE_NAMES = frozenset({"of", "the", "and", "&", "in", "on", "for", "my"})
NO_NAMES = words_of(
    "way request phone surprise choice prescription weight bus window herself himself "
    "themselves us weekend dawn dusk midnight speed length peace price discount half off sale "
    "cost once least most lunch lunchtime noon midday work night mistake accident myself me a "
    "an the his her their card cash mutual chance hand ultrasound emg needle force law default "
    "far now then first last all rest risk what which that this it them w nobody somebody "
    "someone anybody him usual same new different best random worst peak fault wife husband "
    "friend mum mom mother sister's numbing"
)
"""Words after "by" or "at" that begin no name."""
PARTICLES = words_of("van der de la le von al el bin den ter du di da st st. mc o")
"""Words in small letters that may stand within a name."""
AFTER_A_NAME = frozenset({"at", "by", "with"})
BEFORE_A_NAME = frozenset({"my", "the", ":", "neurologist", "dermatologist", "surgeon", "ent",
                            "injector", "derm", "consultant"})  # fmt: skip
TIMES = frozenset({"lunchtime", "noon", "midday", "lunch"})
KEYS = frozenset({"clinic", "lot", "batch", "product", "brand", "date", "cost", "price", "expiry",
                   "injector", "provider", "when"})  # fmt: skip
"""Names of things that may stand before a value and an equals sign or a colon."""
LONGEST_DAY = 2  # digits of a day of the month
MOST_OF_A_NAME, MOST_OF_A_CLINIC = 4, 7
"""Upper limits for the words of a name; a longer one is a sentence. Our choice."""

LOT = Phrases(
    """
    lot | lots | lot numbers | batch | batches | lot no | lot no. | lot number | lot nr
    | lot nr. | lot # | batch no | batch
    no. | batch number | batch # | lot num | lot number is | lot is | charge nr | lot/batch
    """
)
FIRST_OF_A_LOT, REST_OF_A_LOT = r"[a-z]\d{4}", r"c\d[a-z]?"
"""The two parts of a lot number of Botox, as in "C3016 C3"."""
WHOLE_LOT = r"[a-z]{1,2}\d{4,}(?:c\d[a-z]?)?"
BETWEEN_LOTS = frozenset({"/", "&", "+", ",", "and"})
EXPIRY = Phrases(
    """
    exp | exp. | expiry | expires | expiring | expiry date | exp date | use by | best before
    """
)
TOUCH_UP = Phrases(
    """
    touch up | touchup | touched up | top up | topup | topped up | touch ups | retouch |
    correction | corrections | tweak | tweaked | a touch up | touch up of | as a touch up |
    follow up touch up
    """
)
REMARKS = Phrases(
    """
    first time | first time ever | my first time | first ever | first session | my first
    session | first one | for the first time | second time | third time | first round | as
    usual | as always
    """
)
COUNTED = Phrases(
    """
    round | session number | session no. | treatment number | visit number | cycle | session #
    | round #
    """
)
PAID = Phrases(
    """
    paid | i paid | cost | costs | cost: | cost was | cost me | it cost | it cost me | price |
    price: | for | total cost | total price | spent | charged | bill | bill was | fee | total
    paid | paid a total of | for a total of | cost a total of | came to | all for | total: |
    total | paying | kosten | prix | precio
    """
)
ONLY_PAID = Phrases(
    """
    paid | i paid | cost | costs | cost: | cost was | cost me | it cost | it cost me | price |
    price: | total cost | total price | spent | charged | fee | total paid
    """
)
ROUGHLY = Phrases(
    """
    about | around | approx | approx. | approximately | roughly | ca | ~ | almost | nearly |
    only | just
    """
)
AFTER_MONEY = Phrases(
    """
    total | in total | all in | altogether | in all | including tip | incl tip | incl. tip |
    with tip | tip included | cash | in cash | by card | on card | including tax | incl tax |
    incl. tax | including vat | all together | paid | cost
    """
)
RATES = Phrases(
    """
    per | / | a unit | an area | a side | each | a syringe | a vial | a session | a visit | a
    year | apiece | ea
    """
)
IMPRECISE = Phrases(
    """
    a few units | few units | some units | several units | a couple of units | a bunch of
    units | a lot of units | lots of units | a couple units | many units | a handful of units
    | a little bit | a bit
    """
)
NOT_DONE = Phrases(
    """
    no | not | none | never | without | except | except for | but | but not | skip | skipped |
    skipping | didn't | did not | didn't have | don't | do not | won't | can't | cancelled |
    canceled | missed | postponed | rescheduled | haven't | hasn't | wasn't | weren't |
    refused | nothing | minus | excluding | instead of | rather than | left out | leave out |
    kein | keine | nicht | ohne | pas | sans | sin | nope | avoided | declined | almost |
    nearly | used to | used to get | used to have | would have | should have | could have |
    was going to | had planned | had booked | have booked | meant to | supposed to | was
    supposed to
    """
)
TO_COME = Phrases(
    """
    next | booked | booking | book | rebook | plan | plans | planned | planning | will | going
    to | gonna | want | wanted | want to | wanting | would | would like | should | need |
    needs | due | upcoming | scheduled | schedule | future | hoping | hope | intend | later
    today | soon | reserve | reserved | getting | considering | thinking | thinking of |
    thinking about | consultation | consult | quoted | quote | recommended | suggests |
    suggested | wants
    """
)
UNSURE = Phrases(
    """
    or | maybe | perhaps | possibly | if | whether | might | could | probably | i think |
    think | not sure if | either | and/or | unsure if | versus | vs | ?
    """
)
ASKS = Phrases(
    """
    when | what | why | how | who | which | where | how much | how many | how long | when did
    | did i | have i | had i | was i | do i | does it | are they | is this | was it | can i |
    should i | is it
    """
)
OTHERS = Phrases(
    """
    my wife | my wife's | wife | wife's | my husband | husband | husband's | my mum | my mom |
    mum | mom | mum's | mom's | my mother | mother | mother's | my friend | friend | friend's
    | sister | my sister | my sister's | my daughter | daughter | daughter's | my partner |
    partner | partner's | his | her | their | my son | my dog | patient | for him | for her |
    she got | she had | he got | he had | they got | they had | we got | we had | we did | she
    gets | he gets | she and | he and
    """
)

SPREAD = Phrases("over | across | spread over | split over | divided over | spread across")
AS_BEFORE = Phrases(
    """
    same as last time | the same as last time | same as before | as last time | like last time
    | same again | the usual | usual | same
    """
)
ANY_LINE = (
    (OTHERS, "is about somebody else", "This journal is for one person's sessions."),
    (UNSURE, "leaves open what is so", "Write only what is so. The rest can go into --note."),
)
"""Refused in every line: phrases, the reason, the next step."""

REFUSALS = (
    *ANY_LINE,
    (
        AS_BEFORE,
        "leaves out what was done",
        "To repeat your last visit with the changes you name: botoxlog add --again",
    ),
    (IMPRECISE, "is not a number of units", "Write the number, or log the area without units."),
    (ASKS, "asks something, and this command logs a session", "To see your records: botoxlog log"),
    (
        NOT_DONE,
        "says what was not done",
        "Name only what was treated. The rest can go into --note.",
    ),
    (
        TO_COME,
        "is about a visit that has not happened",
        BOOK,
    ),
)  # fmt: skip
