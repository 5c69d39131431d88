"""INSERT with ON CONFLICT in one spelling, for SQLCipher and for PostgreSQL.

SQLAlchemy has the clause twice, once a dialect. The two are the same in what they hold and in the SQL that they become;
a test compiles every statement of the program that uses it for both.
"""

from __future__ import annotations

from sqlalchemy.dialects.postgresql import insert

__all__ = ["insert"]
