"""What an ML engineer is paid: for any profile, from real pay records, with evidence.

>>> from paylens import Market
>>> answer = Market.reference().estimate(role="ML engineer", country="US", experience=6)
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from paylens.errors import PaylensError
    from paylens.harmonise.dimension import dimension
    from paylens.harmonise.record import PayRecord
    from paylens.market.evidence import Evidence, Figure
    from paylens.model.pay_model import PayModel
    from paylens.report.answers import Market
    from paylens.report.build import build
    from paylens.report.estimate import Estimate
    from paylens.report.explanation import Explanation
    from paylens.report.table_rows import Table

# Loaded when first used, so that a command pays only for what it needs.
_ROOMS = {
    "Estimate": "paylens.report.estimate",
    "Evidence": "paylens.market.evidence",
    "Explanation": "paylens.report.explanation",
    "Figure": "paylens.market.evidence",
    "Market": "paylens.report.answers",
    "PayModel": "paylens.model.pay_model",
    "PayRecord": "paylens.harmonise.record",
    "PaylensError": "paylens.errors",
    "Table": "paylens.report.table_rows",
    "build": "paylens.report.build",
    "dimension": "paylens.harmonise.dimension",
}

__all__ = [
    "Estimate",
    "Evidence",
    "Explanation",
    "Figure",
    "Market",
    "PayModel",
    "PayRecord",
    "PaylensError",
    "Table",
    "build",
    "dimension",
]


def __getattr__(name: str) -> Any:
    if name not in _ROOMS:
        raise AttributeError(f"module 'paylens' has no attribute {name!r}")
    return getattr(import_module(_ROOMS[name]), name)


def __dir__() -> list[str]:
    return __all__
