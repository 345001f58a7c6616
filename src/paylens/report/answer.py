"""What every answer can do: print well, and turn into JSON, Polars or pandas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from paylens.market.evidence import as_json

if TYPE_CHECKING:
    import pandas
    import polars


class Answer:
    """Base of the typed results; a result says in `_lines` what its table form holds."""

    sentence: str

    def to_dict(self) -> dict[str, Any]:
        """The answer's fields as plain JSON values."""
        return dict(as_json(self))

    def to_polars(self) -> polars.DataFrame:
        """The answer as a table, one line per figure, evidence beside."""
        import polars as pl

        return pl.DataFrame(self._lines(), infer_schema_length=None)

    def to_pandas(self) -> pandas.DataFrame:
        """The answer as a pandas table.

        Raises
        ------
        ImportError
            pandas is not installed.
        """
        try:
            import pandas as pd
        except ImportError as error:
            raise ImportError("to_pandas() needs pandas: pip install pandas") from error
        return pd.DataFrame(self._lines())

    def _lines(self) -> list[dict[str, Any]]:
        raise NotImplementedError

    def _repr_html_(self) -> str:
        return f"<p>{self.sentence}</p>{self.to_polars()._repr_html_()}"

    def __str__(self) -> str:
        return self.sentence
