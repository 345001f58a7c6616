"""The turns of phrase by which sentences state, compare and deny pay."""

from __future__ import annotations

import re

from paylens.report.claims.claim import AT_LEAST, AT_MOST, LESS, MORE, SAME


def _words(form: str) -> re.Pattern[str]:
    return re.compile(form, re.I)


PAY = _words(
    r"\b(?:salar(?:y|ies)|pay(?:s|ing|checks?|scale)?|paid|earn(?:s|ed|ing|ings)?|out-?earns?|"
    r"compensat\w+|comp|wages?|incomes?|remunerat\w+|ctc|tc|packages?|well-paid|payouts?|"
    r"bonus(?:es)?)\b"
)
PAY_VERB = _words(
    r"\b(?:mak(?:es?|ing)|made|gets?|earn(?:s|ed|ing)?|tak(?:es?|ing) home|pull(?:s|ing)? in|"
    r"brings? in|"
    r"rake in|charges?|averag(?:es?|ed)|offers?|offered|start(?:s|ed)? (?:at|on)|command(?:s|"
    r"ed)?|receives?|expect)\b"
)
NOT_PAY = _words(
    r"\b(?:rais(?:ed|ing) (?:a )?(?:\$|round)|valued at|valuation|funding|revenues?|turnover|"
    r"market (?:size|cap\w*|will|is|was|value)|costs?|fees?|tuition|budget|invest(?:ed|"
    r"ments?)\b.{0,20}[$€£]|billion|"
    r"profits?|customers|donat\w+|prize|grant of|sign-?(?:on|ing)|scholarship|price[sd]?|stipend)\b"
)
MEAN = _words(r"\b(?:average[sd]?|averaging|mean|avg\.?)\b")
MEDIAN = _words(r"\bmedian\b")
PERCENTILES = (
    _words(r"\b(10|25|50|75|90)(?:th|st)?[- ]percentile\b"),
    _words(r"\bp(10|25|50|75|90)\b"),
    _words(r"\bpercentile\s+(10|25|50|75|90)\b"),
)
KINDS_OF_PAY = {
    "total": _words(
        r"\b(?:total (?:comp\w*|pay|packages?|remuneration|earnings|rewards?)|tc|ctc|"
        r"all-in|package)\b"
    ),
    "base": _words(r"\b(?:base|basic (?:pay|salary)|fixed (?:pay|salary))\b"),
    "bonus": _words(r"\bbonus(?:es)?\b"),
    "equity": _words(r"\b(?:stock grants?|equity|rsus?|stock options?|shares)\b"),
}
# What stands beside the pay that is told is not what is told.
PLUS = _words(
    r"\b(?:plus|and|with(?:out)?|excluding|incl(?:\.|uding)|not (?:counting|including)|before|"
    r"besides|on top of|apart from|in addition to)\s+"
    r"(?:(?:an?|any|the|their)\s+)?(?:\d+\s?%\s+)?(?:\w+ )?"
    r"(?:bonus(?:es)?|equity|stock\w*|rsus?)|"
    r"\b(?:bonus(?:es)?|equity|stock\w*|rsus?),? (?:not )?(?:included|excluded|aside|apart)\b|"
    # "Bonuses are common, and engineers make …"
    r"\bbonus(?:es)?\b[^,;]*[,;].*?\b(?=mak(?:es?|ing)\b|made\b|earn|salar)"
)
YEAR = re.compile(
    r"\b(?:in|for|of|during|as of|since|by)?\s*\(?(19[9]\d|20[0-4]\d)\b(?![,.]?\d)(?!\s?[k€$])"
)
QUESTION = re.compile(r"\?[\"”'’)*_]*\s*$")
HEDGE = _words(r"\b(?:may|might|can|could|potentially|probably|some say)\b")
BOUND = (
    (AT_MOST, _words(r"\b(?:up to|at most|as (?:much|high) as|(?:can |may )?(?:reach|climb|"
                     r"go)(?:es)?(?: up)?(?: to)?|"
                     r"max(?:imum)?(?: of)?|no more than|less than|under|below|topping out at|"
                     r"tops? out at)\s*(?:about |around )?$")),
    (AT_LEAST, _words(r"\b(?:more than|over|above|at least|exceed(?:s|ing)?|upwards? of|north of|"
                      r"minimum(?: of)?|no less than|in excess of|not less than)\s*(?:about |"
                      r"around )?$")),
)  # fmt: skip
# What follows is of whom the pay is set against, not of whom it is.
BESIDE = _words(
    r"\b(?:than|twice|double|triple|half|what (?:an?|the|most|other)|compared (?:to|with)|"
    r"as (?:much|high) as)\b"
)
ABOVE = _words(r"\b(?:more than|over|above|at least|exceed\w*|upwards? of|north of|>)\s*$")
BELOW = _words(r"\b(?:less than|under|below|at most|up to|fewer than|<)\s*$")
SHARE = _words(
    r"(?P<percent>\d+(?:\.\d+)?)\s?(?:%|percent|per cent)\s+(?:of\b|earn|make|get)"
    r"|\b(?:of|engineers?|scientists?|analysts?|"
    r"professionals),?\s+(?P<later>\d+(?:\.\d+)?)\s?(?:%|percent),?"
    r"|\b(?P<words>one in (?:two|three|four|five|ten)|half|a third|a quarter|two[- ]thirds|"
    r"three[- ]quarters)\s+(?:of\b|\w+ \w+ (?:earn|make))"
)
SHARES = {
    "one in two": 50.0, "one in three": 100 / 3, "one in four": 25.0, "one in five": 20.0,
    "one in ten": 10.0, "half": 50.0, "a third": 100 / 3, "a quarter": 25.0, "two-thirds": 200 / 3,
    "two thirds": 200 / 3, "three-quarters": 75.0, "three quarters": 75.0,
}  # fmt: skip
PERCENT = re.compile(r"(\d+(?:\.\d+)?)\s?(?:%|percent\b|per cent\b)")
OUTEARN = _words(r"\bout-?earn(?:s|ed|ing)?\b")
DEGREE = (
    (SAME, _words(r"\b(?:similar|the same|as much|as well|equal(?:ly)?|comparable|on (?:a )?par|"
                  r"identical)\b")),
    (LESS, _words(r"\b(?:less|lower|worse|fewer|behind|smaller)\b")),
    (MORE, _words(r"\b(?:more|higher|better|greater|ahead|larger|above)\b")),
)  # fmt: skip
PAY_NEAR = (
    r"(?:earn\w*|mak(?:es?|ing)|gets?|paid|pays?|command\w*|receiv\w*|offer\w*|salar\w+|"
    r"compensat\w+|wages?|incomes?|demand)"
)
COMPARED = _words(
    rf"\b{PAY_NEAR}\b.{{0,60}}?\b(?:more|less|higher|lower|better|greater|similar|same|as much|"
    rf"as well|equal\w*|"
    rf"comparable)\b|\b(?:more|higher|lower|better|less|similar|same|equal)\s+(?:\w+ )?(?:pay|"
    rf"salar\w+|wages?|compensation|incomes?)\b"
)
THAN = _words(
    r"\b(?:(?<!\brather )than|compared (?:to|with)|relative to|versus|vs\.?|"
    r"as (?=those|their|an?\b|the\b|men|women|data|ml\b|machine|software|people))"
)
SAME_TO = _words(
    r"\b(?:salar\w+|pay|wages|compensation|incomes?|similar(?:ly)?|equal(?:ly)?|"
    r"comparable)\s+(?:to|as|with)\s"
)
ALWAYS = _words(r"\b(?:always|automatically|invariably|without exception|every single)\b")
NEVER = _words(r"\bnever\b")
CONSISTENT = _words(
    r"\b(?:consistent|uniform|(?:pretty much |about |roughly |much )?the same|identical|(?:do|"
    r"does) not (?:vary|differ|depend)|"
    r"(?:don|doesn)['’]t (?:vary|differ|depend)|no matter (?:which|what|where))\b"
)
VARIES = _words(
    r"\b(?:var(?:y|ies|ied)|differ(?:s|ent|ences?)?|depend(?:s|ing|ent)?|influenc\w+|affect\w*|"
    r"impact\w*|determin\w+|"
    r"disparit\w+|factors?|play\w* (?:a|an) \w+ (?:\w+ )?role|swing\w*)\b"
)
INCREASES = _words(
    r"\b(?:more|greater|gain\w*|higher|additional|"
    r"further)\s+(?:\w+ ){0,2}?(?P<dimension>experience|education|seniority|degrees?)\b"
    r".*\b(?:more|higher|increas\w*|better|rise|grow)\b"
    r"|\b(?:pay|salar\w+|compensation|wages|earnings)\s+(?:tends? to )?(?:rises?|increases?|"
    r"grows?|goes up|climbs?)\s+with\s+(?P<other>.{3,40})"
)
TREND = _words(
    r"\b(?:salar\w+|pay|compensation|wages?|earnings)\b(?P<between>(?:(?!\bwith\b)[^.;]){0,60}?)\b"
    r"(?P<verb>growing|grown|grew|rising|risen|rose|increased|climbed|surged|soared|jumped|"
    r"went up|gone up|"
    r"fell|fallen|falling|declin\w+|dropped|dropping|shr[aiu]nk\w*|stagnat\w+)\b"
)
TIME = _words(
    r"\b(?:years?|recently|since|20\d\d|steadily|annually|lately|over time|decade|sharply|fast|"
    r"rapidly|has|have)\b"
)
FALLS = _words(r"^(?:fell|fall|declin|drop|shr)")
HIGH = _words(
    r"\b(?:lucrative|high|competitive|generous|handsome|attractive|exorbitant\w*|astronomical|"
    r"top|six-figure)(?:ly high)?\s+"
    r"(?:base )?(?:salar\w+|pay|compensation|wages|incomes?)\b|\b(?:well|highly|"
    r"handsomely)[- ]paid\b"
)
NOT_ALONE = _words(
    r"\bnot (?:solely|only|just|merely|entirely) (?:based|determined|dependent|set)\b[^,;–—]*"
)
DEMAND = _words(r"\b(?:in (?:\w+ )?demand|demand for|sought[- ]after|shortage of)\b")
FORECAST = _words(r"\b(?:will|expected to|in the future|future|forecast\w*|project(?:ed|ions?))\b")
DENIED = _words(
    r"\b(?:myth|misconception|misbelief|not (?:true|the case|entirely|necessarily|always|all)|"
    r"untrue|false|wrong to|"
    r"isn['’]t true|(?:do|does|did) not|(?:don|doesn|didn)['’]t|no longer|rather than)\b"
)
BELIEVED = _words(
    r"\b(?:misconception|myth|(?:many|some|most|people|often) (?:people )?(?:\w+ )?(?:believe|"
    r"think|assume|say|claim)|"
    r"may (?:assume|think|believe)|it is (?:often|commonly) (?:said|believed|assumed)|assumption)\b"
)
REFUTED = _words(
    r"^\W*(?:(?:however|but|in fact|yet|actually|still)\b,?\s*)?.{0,24}\b(?:this|it|"
    r"that)\s+(?:is|['’]s|isn['’]t)\s*"
    r"(?:not|n['’]t|false|untrue|a myth)?\s*(?:always|entirely|necessarily|quite|strictly)?\s*"
    r"(?:the case|true|accurate|correct|so|false|untrue)\b"
)
MISCONCEPTIONS = _words(r"\b(?:misconceptions?|myths?|debunk\w*|falsehoods?)\b")
EXPERIENCE = re.compile(
    r"(?<![\d,.$€£])(?:(?P<low>\d{1,2})\s?(?:-|–|—|to)\s?(?P<high>\d{1,2})|(?P<more>(?:over|"
    r"more than|at least)\s)?"
    r"(?P<one>\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|fifteen|"
    r"twenty)(?P<plus>\s?\+|\s+or more)?)\s*[- ]?"
    r"(?:years?|yrs?|yoe)\b(?P<after>['’]?(?:\s+(?:of|in|under|on))?)?",
    re.I,
)
NOT_EXPERIENCE = re.compile(
    r"\b(?:past|last|next|within|for|every|recent|previous|in the|over the|coming)\s+$", re.I
)
NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "fifteen": 15, "twenty": 20,
}  # fmt: skip
COUNTED = re.compile(
    r"^\s*(?:\+\s*)?(?:people|employees|engineers|jobs|users|customers|events|openings|companies|"
    r"members|records|respondents|workers|professionals|students|hours|positions|models)\b",
    re.I,
)
