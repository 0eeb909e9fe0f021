-- What the site says: articles, standing pages, pictures, and the organisation's own things.

-- `date` is as far as it is known: YYYY, YYYY-MM or YYYY-MM-DD. `summary` is empty where the file gives
-- none; the teaser is then the `opening` of the text. `edited_at` is set when staff change the article here:
-- an import leaves it alone from then on, until its file says the same again.
CREATE TABLE articles (
  id INTEGER PRIMARY KEY,
  slug TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL,
  subtitle TEXT,
  section TEXT NOT NULL CHECK (section IN ('manifest', 'opinie', 'basisinkomen', 'nieuws')),
  date TEXT,
  "order" INTEGER,
  author TEXT,
  summary TEXT,
  opening TEXT NOT NULL,
  source TEXT,
  portrait TEXT,
  image TEXT,
  image_alt TEXT,
  draft INTEGER NOT NULL CHECK (draft IN (0, 1)),
  edited_at TEXT,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL
) STRICT;

CREATE INDEX articles_by_date ON articles (date DESC, id DESC) WHERE draft = 0;
CREATE INDEX articles_by_section ON articles (section, date DESC, id DESC) WHERE draft = 0;
CREATE INDEX articles_by_order ON articles ("order") WHERE draft = 0 AND "order" IS NOT NULL;

-- Long texts apart, so that lists need not step over them. `text` is what is searched.
CREATE TABLE article_bodies (
  article_id INTEGER PRIMARY KEY REFERENCES articles (id) ON DELETE CASCADE,
  markdown TEXT NOT NULL,
  html TEXT NOT NULL,
  text TEXT NOT NULL,
  minutes INTEGER NOT NULL
) STRICT;

CREATE VIRTUAL TABLE article_search USING fts5 (
  title, summary, body,
  tokenize = 'unicode61 remove_diacritics 2',
  prefix = '1 2 3'
);

-- A hit in the title weighs more than one in the summary, and that more than one in the text.
INSERT INTO article_search (article_search, rank) VALUES ('rank', 'bm25(10.0, 4.0, 1.0)');

-- The index follows the body, which is written after its article on every change of either.
CREATE TRIGGER article_search_follows_insert AFTER INSERT ON article_bodies
BEGIN
  INSERT INTO article_search (rowid, title, summary, body)
  SELECT id, title, coalesce(summary, ''), NEW.text FROM articles WHERE id = NEW.article_id;
END;

CREATE TRIGGER article_search_follows_update AFTER UPDATE ON article_bodies
BEGIN
  UPDATE article_search SET body = NEW.text WHERE rowid = NEW.article_id;
END;

CREATE TRIGGER article_search_follows_title AFTER UPDATE OF title, summary ON articles
BEGIN
  UPDATE article_search SET title = NEW.title, summary = coalesce(NEW.summary, '') WHERE rowid = NEW.id;
END;

CREATE TRIGGER article_search_follows_delete AFTER DELETE ON articles
BEGIN
  DELETE FROM article_search WHERE rowid = OLD.id;
END;

CREATE TABLE standing_pages (
  slug TEXT PRIMARY KEY,
  title TEXT NOT NULL,
  summary TEXT,
  markdown TEXT NOT NULL,
  html TEXT NOT NULL,
  edited_at TEXT,
  updated_at TEXT NOT NULL
) STRICT;

-- One row: `content/site.yaml` as JSON.
CREATE TABLE organisation (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  json TEXT NOT NULL
) STRICT;

-- A picture of `content/images`, by its name there. `original` is the file as it came, `share` the crop
-- for social media; both lie in the uploads folder, as do the files below. `hash` is of the original and
-- of how it was made smaller.
CREATE TABLE pictures (
  name TEXT PRIMARY KEY,
  hash TEXT NOT NULL,
  original TEXT NOT NULL,
  share TEXT NOT NULL
) STRICT;

-- The sizes of a picture that the pages use.
CREATE TABLE picture_sizes (
  file TEXT PRIMARY KEY,
  picture TEXT NOT NULL REFERENCES pictures (name) ON DELETE CASCADE,
  width INTEGER NOT NULL,
  height INTEGER NOT NULL
) STRICT;

CREATE INDEX picture_sizes_by_picture ON picture_sizes (picture, width);

-- The number of the content: it goes up with every change of what the pages show, whoever makes it, so
-- that a kept page can be told from a new one. Triggers, so that nobody can forget it.
CREATE TABLE content_version (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  number INTEGER NOT NULL
) STRICT;

INSERT INTO content_version (id, number) VALUES (1, 1);

CREATE TRIGGER articles_insert_is_new_content AFTER INSERT ON articles
BEGIN UPDATE content_version SET number = number + 1; END;
CREATE TRIGGER articles_update_is_new_content AFTER UPDATE ON articles
BEGIN UPDATE content_version SET number = number + 1; END;
CREATE TRIGGER articles_delete_is_new_content AFTER DELETE ON articles
BEGIN UPDATE content_version SET number = number + 1; END;

CREATE TRIGGER article_bodies_insert_is_new_content AFTER INSERT ON article_bodies
BEGIN UPDATE content_version SET number = number + 1; END;
CREATE TRIGGER article_bodies_update_is_new_content AFTER UPDATE ON article_bodies
BEGIN UPDATE content_version SET number = number + 1; END;
CREATE TRIGGER article_bodies_delete_is_new_content AFTER DELETE ON article_bodies
BEGIN UPDATE content_version SET number = number + 1; END;

CREATE TRIGGER standing_pages_insert_is_new_content AFTER INSERT ON standing_pages
BEGIN UPDATE content_version SET number = number + 1; END;
CREATE TRIGGER standing_pages_update_is_new_content AFTER UPDATE ON standing_pages
BEGIN UPDATE content_version SET number = number + 1; END;
CREATE TRIGGER standing_pages_delete_is_new_content AFTER DELETE ON standing_pages
BEGIN UPDATE content_version SET number = number + 1; END;

CREATE TRIGGER organisation_insert_is_new_content AFTER INSERT ON organisation
BEGIN UPDATE content_version SET number = number + 1; END;
CREATE TRIGGER organisation_update_is_new_content AFTER UPDATE ON organisation
BEGIN UPDATE content_version SET number = number + 1; END;
CREATE TRIGGER organisation_delete_is_new_content AFTER DELETE ON organisation
BEGIN UPDATE content_version SET number = number + 1; END;

CREATE TRIGGER pictures_insert_is_new_content AFTER INSERT ON pictures
BEGIN UPDATE content_version SET number = number + 1; END;
CREATE TRIGGER pictures_update_is_new_content AFTER UPDATE ON pictures
BEGIN UPDATE content_version SET number = number + 1; END;
CREATE TRIGGER pictures_delete_is_new_content AFTER DELETE ON pictures
BEGIN UPDATE content_version SET number = number + 1; END;
