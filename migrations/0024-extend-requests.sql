-- A request that takes more than a month (article 12, third paragraph, of the GDPR): since when, and why. Empty texts
-- where that is not so. `due_on` is then two months later.
ALTER TABLE rights_requests ADD COLUMN extended_on TEXT NOT NULL DEFAULT '';
ALTER TABLE rights_requests ADD COLUMN extended_why TEXT NOT NULL DEFAULT '';
