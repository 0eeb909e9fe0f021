-- How often the site is looked at, in numbers alone. Each table counts by itself: no row tells which device
-- looked at which page, or where its reader came from, so that nothing leads back to a visit.
-- `day` is the date in the Netherlands.
CREATE TABLE statistics_days (
  day TEXT PRIMARY KEY,
  views INTEGER NOT NULL,
  visitors INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- `page` is the path without its query.
CREATE TABLE statistics_pages (
  day TEXT NOT NULL,
  page TEXT NOT NULL,
  views INTEGER NOT NULL,
  PRIMARY KEY (day, page)
) STRICT, WITHOUT ROWID;

CREATE INDEX statistics_pages_by_page ON statistics_pages (page, day);

-- The host of the page that led here, and nothing else of it; '' is all that came after the most hosts of a day.
CREATE TABLE statistics_hosts (
  day TEXT NOT NULL,
  host TEXT NOT NULL,
  views INTEGER NOT NULL,
  PRIMARY KEY (day, host)
) STRICT, WITHOUT ROWID;

CREATE TABLE statistics_devices (
  day TEXT NOT NULL,
  device TEXT NOT NULL CHECK (device IN ('phone', 'tablet', 'computer')),
  views INTEGER NOT NULL,
  PRIMARY KEY (day, device)
) STRICT, WITHOUT ROWID;
