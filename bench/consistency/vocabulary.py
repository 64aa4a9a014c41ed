"""What the people of `generator` have treated, with what, and what they write down."""

FACE = {
    "glabella": 20,
    "forehead": 12,
    "crows-feet": 24,
    "brow-lift": 4,
    "bunny-lines": 6,
    "lip-flip": 4,
    "gummy-smile": 5,
    "mouth-corners": 8,
    "chin": 8,
    "perioral": 6,
    "under-eye": 4,
}
"""Areas of the face, and the usual units of Botox for each."""

SIDED = {
    "masseter": 50,
    "temples": 30,
    "platysma": 36,
    "trapezius": 80,
    "underarms": 100,
    "palms": 150,
    "neck": 200,
    "eyelid": 25,
    "crows-feet": 24,
    "half-face": 30,
    "arm": 250,
    "leg": 300,
}
"""Areas that some people note by side."""

OTHER = {"migraine-pattern": 155, "bladder": 100, "larynx": 3, "scalp": 60}
USUAL = FACE | SIDED | OTHER

COSMETIC = (
    "botox-cosmetic",
    "dysport",
    "xeomin",
    "jeuveau",
    "daxxify",
    "letybo",
    "azzalure",
    "bocouture",
    "alluzience",
    "unknown",
)
THERAPEUTIC = ("botox", "dysport", "xeomin", "myobloc")
SCALE = {
    "dysport": 2.5,
    "azzalure": 2.5,
    "alluzience": 2.5,
    "relfydess": 2.5,
    "daxxify": 2.0,
    "myobloc": 40.0,
}
"""How many units of a product stand for one of Botox; 1 where not named."""

EFFECTS = (
    "eyelid-ptosis",
    "eyelid-ptosis-left",
    "brow-ptosis",
    "brow-peaking",
    "headache",
    "bruising",
    "chewing-weakness",
    "hollow-temples",
    "loose-skin",
    "visible-veins",
    "shiny-skin",
    "new-lines",
    "over-relaxation",
    "dry mouth",
    "itching at the needle marks",
)
TOPICS = (
    "weak-muscle",
    "goals",
    "first-results",
    "too-soon",
    "counterfeit",
    "veins",
    "skin-light",
    "thin-skin",
    "antibodies",
    "jaw-bone",
    "jaw-bite",
    "brow-heavy",
    "temple-hollow",
    "switch-product",
    "migraine-wear",
    "expression",
)
NOTES = (
    "smooth",
    "my brow feels heavy",
    "no headache this time",
    "menopause began",
    "one brow higher",
)
STATES = ("none", "kicking-in", "full", "partial", "fading", "gone", "no-effect")
