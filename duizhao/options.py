"""The options of a build."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime


@dataclass(frozen=True, slots=True)
class Options:
    """What a person asks of a build."""

    drafts: bool = False
    now: datetime | None = None
    """The time of the build, where somebody states it."""

    @property
    def stated(self) -> datetime | None:
        """The time of the build that somebody has stated: `now`, else SOURCE_DATE_EPOCH; None where nobody has.

        https://reproducible-builds.org/specs/source-date-epoch/
        """
        epoch = os.environ.get("SOURCE_DATE_EPOCH")
        return self.now or (datetime.fromtimestamp(int(epoch), UTC) if epoch else None)

    @property
    def today(self) -> date:
        """The day that `publish_at` is compared with: the stated one, else the clock's, in UTC.

        Nothing else in a build may ask the clock.
        """
        return (self.stated or datetime.now(UTC)).date()

    def date_output(self, days: Iterable[date]) -> datetime:
        """Give the time that the output bears wherever a format wants one: the stated one, else the newest article's.

        Args:
            days: The dates of the articles that are shown.
        """
        newest = max(days, default=date(1970, 1, 1))
        return self.stated or datetime(newest.year, newest.month, newest.day, tzinfo=UTC)
