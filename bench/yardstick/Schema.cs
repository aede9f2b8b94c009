using Microsoft.Data.Sqlite;

namespace Yardstick;

/// <summary>The tables. Instants are milliseconds since 1970; what lists do not read stands last in its row.</summary>
internal static class Schema
{
    public const string Create = """
        CREATE TABLE sections (id INTEGER PRIMARY KEY, slug TEXT NOT NULL UNIQUE, name TEXT NOT NULL);
        CREATE TABLE tags (id INTEGER PRIMARY KEY, slug TEXT NOT NULL UNIQUE, name TEXT NOT NULL);
        CREATE TABLE bylines (id INTEGER PRIMARY KEY, slug TEXT NOT NULL UNIQUE, name TEXT NOT NULL);
        CREATE TABLE datelines (id INTEGER PRIMARY KEY, uuid TEXT NOT NULL, raw TEXT NOT NULL, date TEXT, precision TEXT, year INTEGER, month INTEGER, day INTEGER, agency TEXT);
        CREATE TABLE dateline_places (dateline_id INTEGER NOT NULL REFERENCES datelines, position INTEGER NOT NULL,
          locality TEXT, qualifier TEXT, near TEXT, region TEXT, country TEXT, country_code TEXT, PRIMARY KEY (dateline_id, position)) WITHOUT ROWID;
        CREATE TABLE images (id INTEGER PRIMARY KEY, uuid TEXT NOT NULL, href TEXT, media_type TEXT, width INTEGER, height INTEGER, alt_text TEXT,
          credit_line TEXT, agency TEXT, photographer TEXT, handout INTEGER NOT NULL, file_photo INTEGER NOT NULL);
        CREATE TABLE captions (id INTEGER PRIMARY KEY, uuid TEXT NOT NULL, image_id INTEGER NOT NULL REFERENCES images, dateline_id INTEGER REFERENCES datelines,
          language TEXT NOT NULL, text TEXT NOT NULL, raw TEXT);
        CREATE TABLE articles (id INTEGER PRIMARY KEY, uuid TEXT NOT NULL UNIQUE, slug TEXT NOT NULL UNIQUE, version INTEGER NOT NULL, status TEXT NOT NULL,
          published_at INTEGER, available_at INTEGER NOT NULL, updated_at INTEGER NOT NULL, section_id INTEGER REFERENCES sections, dateline_id INTEGER REFERENCES datelines,
          language TEXT NOT NULL, headline TEXT NOT NULL, abstract TEXT, lede TEXT, word_count INTEGER NOT NULL, image_count INTEGER NOT NULL,
          urgency INTEGER, genre TEXT, publisher TEXT, url TEXT, attributions TEXT NOT NULL, body TEXT NOT NULL, text TEXT NOT NULL);
        CREATE TABLE article_images (article_id INTEGER NOT NULL REFERENCES articles, position INTEGER NOT NULL, role TEXT NOT NULL,
          image_id INTEGER NOT NULL REFERENCES images, caption_id INTEGER REFERENCES captions, PRIMARY KEY (article_id, position)) WITHOUT ROWID;
        CREATE TABLE article_tags (article_id INTEGER NOT NULL REFERENCES articles, position INTEGER NOT NULL, tag_id INTEGER NOT NULL REFERENCES tags, PRIMARY KEY (article_id, position)) WITHOUT ROWID;
        CREATE TABLE article_bylines (article_id INTEGER NOT NULL REFERENCES articles, position INTEGER NOT NULL, byline_id INTEGER NOT NULL REFERENCES bylines, PRIMARY KEY (article_id, position)) WITHOUT ROWID;
        CREATE INDEX articles_newest ON articles (published_at, id);
        CREATE INDEX articles_section ON articles (section_id, published_at);
        CREATE INDEX places_country ON dateline_places (country_code, dateline_id);
        CREATE INDEX captions_dateline ON captions (dateline_id);
        CREATE INDEX captions_image ON captions (image_id);
        CREATE INDEX article_images_caption ON article_images (caption_id);
        CREATE INDEX article_images_image ON article_images (image_id);
        CREATE INDEX article_tags_tag ON article_tags (tag_id);
        CREATE INDEX article_bylines_byline ON article_bylines (byline_id);

        CREATE VIRTUAL TABLE search USING fts5 (headline, text, content = 'articles', content_rowid = 'id', tokenize = 'porter unicode61 remove_diacritics 2');
        INSERT INTO search (search, rank) VALUES ('hashsize', 33554432);
        CREATE TRIGGER articles_insert AFTER INSERT ON articles BEGIN
          INSERT INTO search (rowid, headline, text) VALUES (new.id, new.headline, new.text);
        END;
        CREATE TRIGGER articles_delete AFTER DELETE ON articles BEGIN
          INSERT INTO search (search, rowid, headline, text) VALUES ('delete', old.id, old.headline, old.text);
        END;
        CREATE TRIGGER articles_update AFTER UPDATE OF headline, text ON articles BEGIN
          INSERT INTO search (search, rowid, headline, text) VALUES ('delete', old.id, old.headline, old.text);
          INSERT INTO search (rowid, headline, text) VALUES (new.id, new.headline, new.text);
        END;
        """;

    public static SqliteConnection Open(string database, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder
            {
                DataSource = database,
                Mode = mode,
                Pooling = false,
            }.ToString()
        );
        connection.Open();
        connection.Execute(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA mmap_size = 268435456; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -65536"
        );
        return connection;
    }

    public static void Execute(this SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
