"""What every file of tables begins from."""

from __future__ import annotations

from sqlalchemy import BigInteger, Integer, MetaData

metadata = MetaData()

Number = Integer().with_variant(BigInteger(), "postgresql")
"""A whole number: PostgreSQL's own INTEGER ends at 2^31, and entries may say more."""
