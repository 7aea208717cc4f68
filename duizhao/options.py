"""The options of a build."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime


@dataclass(frozen=True, slots=True)
class Options:
    """The options of a build."""

    drafts: bool = False
    now: datetime | None = None
    """The time of the build, if it is stated."""

    @property
    def stated(self) -> datetime | None:
        """The stated time of the build: `now`, else SOURCE_DATE_EPOCH, else None.

        https://reproducible-builds.org/specs/source-date-epoch/
        """
        epoch = os.environ.get("SOURCE_DATE_EPOCH")
        return self.now or (datetime.fromtimestamp(int(epoch), UTC) if epoch else None)

    @property
    def today(self) -> date:
        """The day that `publish_at` is compared with: the stated one, else the current day, in UTC.

        Nothing else in a build may read the clock.
        """
        return (self.stated or datetime.now(UTC)).date()

    def date_output(self, days: Iterable[date]) -> datetime:
        """Return the time for formats that require one: the stated one, else that of the newest article.

        Args:
            days: The dates of the articles that are shown.
        """
        newest = max(days, default=date(1970, 1, 1))
        return self.stated or datetime(newest.year, newest.month, newest.day, tzinfo=UTC)
