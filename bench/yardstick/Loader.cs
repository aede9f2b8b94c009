using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace Yardstick;

/// <summary>
/// Makes the database and fills it from NDJSON, with prepared commands and a transaction for every ten thousand
/// articles.
/// </summary>
internal sealed class Loader : IDisposable
{
    private const int Batch = 10_000;

    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, SqliteCommand> _inserts = [];
    private readonly Dictionary<(string Table, string Slug), long> _labels = [];
    private SqliteTransaction? _transaction;

    public Loader(string database)
    {
        _connection = Schema.Open(database, SqliteOpenMode.ReadWriteCreate);
        _connection.Execute(Schema.Create);
    }

    public void Load(Stream ndjson, Action<string> say)
    {
        using var lines = new StreamReader(ndjson, Encoding.UTF8, false, 1 << 20);
        var clock = Stopwatch.StartNew();
        var count = 0;
        _transaction = _connection.BeginTransaction();
        while (lines.ReadLine() is { } line)
        {
            Add(++count, JsonSerializer.Deserialize(line, CorpusJson.Default.CorpusArticle)!);
            if (count % Batch != 0)
                continue;

            Commit();
            _transaction = _connection.BeginTransaction();
            say(string.Create(CultureInfo.InvariantCulture, $"{count} articles in {clock.Elapsed.TotalSeconds:0.0} s"));
        }

        Commit();
        _connection.Execute("ANALYZE; PRAGMA wal_checkpoint(TRUNCATE)");
        say(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{count} articles in {clock.Elapsed.TotalSeconds:0.0} s, {count / clock.Elapsed.TotalSeconds:0} articles/s"
            )
        );
    }

    public void Dispose()
    {
        foreach (var insert in _inserts.Values)
            insert.Dispose();
        _connection.Dispose();
    }

    private void Commit()
    {
        _transaction!.Commit();
        _transaction.Dispose();
        _transaction = null;
    }

    private void Add(int number, CorpusArticle article)
    {
        var texts = article.Body.EnumerateArray().Select(block => block.GetProperty("text").GetString()!).ToList();
        var (text, now) = (string.Join("\n\n", texts), article.PublishedAt?.ToUnixTimeMilliseconds() ?? 0);
        Insert(
            "articles",
            "id uuid slug version status published_at available_at updated_at section_id dateline_id language headline abstract lede word_count image_count urgency genre publisher url attributions body text",
            number,
            article.Id.ToString(),
            SlugOf(article.Headline, number),
            1,
            "published",
            article.PublishedAt?.ToUnixTimeMilliseconds(),
            now,
            now,
            article.Section is { } section ? Label("sections", section) : null,
            Add(article.Dateline),
            article.Language,
            article.Headline,
            article.Abstract,
            texts[0],
            text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length,
            article.Images?.Length ?? 0,
            article.Urgency,
            article.Genre,
            article.Source?.Publisher,
            article.Source?.Url,
            article.Attributions?.GetRawText() ?? "[]",
            article.Body.GetRawText(),
            text
        );

        foreach (var (tag, at) in (article.Tags ?? []).Select((tag, at) => (tag, at)))
            Insert("article_tags", "article_id position tag_id", number, at, Label("tags", tag));
        foreach (var (byline, at) in (article.Bylines ?? []).Select((byline, at) => (byline, at)))
            Insert("article_bylines", "article_id position byline_id", number, at, Label("bylines", byline));
        foreach (var image in article.Images ?? [])
            Add(number, image);
    }

    private void Add(int article, CorpusImage image)
    {
        var key = Insert(
            "images",
            "uuid href media_type width height alt_text credit_line agency photographer handout file_photo",
            Guid.NewGuid().ToString(),
            image.Href,
            image.MediaType,
            image.Width,
            image.Height,
            image.AltText,
            image.Credit?.Line,
            image.Credit?.Agency,
            image.Credit?.Photographer,
            image.Credit?.Handout ?? false,
            image.FilePhoto
        );
        long? caption = image.Caption is { } said
            ? Insert(
                "captions",
                "uuid image_id dateline_id language text raw",
                Guid.NewGuid().ToString(),
                key,
                Add(said.Dateline),
                said.Language,
                said.Text,
                said.Raw
            )
            : null;
        Insert(
            "article_images",
            "article_id position role image_id caption_id",
            article,
            image.Position,
            image.Role,
            key,
            caption
        );
    }

    private long? Add(CorpusDateline? dateline)
    {
        if (dateline is null)
            return null;

        var key = Insert(
            "datelines",
            "uuid raw date precision year month day agency",
            Guid.NewGuid().ToString(),
            dateline.Raw,
            dateline.Date?.Iso,
            dateline.Date?.Precision,
            dateline.Date?.Year,
            dateline.Date?.Month,
            dateline.Date?.Day,
            dateline.Agency
        );
        foreach (var (place, at) in dateline.Places.Select((place, at) => (place, at)))
            Insert(
                "dateline_places",
                "dateline_id position locality qualifier near region country country_code",
                key,
                at,
                place.Locality,
                place.Qualifier,
                place.Near,
                place.Region,
                place.Country,
                place.CountryCode
            );

        return key;
    }

    private long Label(string table, CorpusLabel label)
    {
        if (!_labels.TryGetValue((table, label.Slug), out var key))
            _labels[(table, label.Slug)] = key = Insert(table, "slug name", label.Slug, label.Name);

        return key;
    }

    /// <returns>The row's key.</returns>
    private long Insert(string table, string columns, params ReadOnlySpan<object?> values)
    {
        if (!_inserts.TryGetValue(table, out var insert))
            _inserts[table] = insert = Prepare(table, columns.Split(' '));
        insert.Transaction = _transaction;
        for (var i = 0; i < values.Length; i++)
            insert.Parameters[i].Value = values[i] ?? DBNull.Value;
        insert.ExecuteNonQuery();
        return SQLitePCL.raw.sqlite3_last_insert_rowid(_connection.Handle);
    }

    private SqliteCommand Prepare(string table, string[] columns)
    {
        var insert = _connection.CreateCommand();
        insert.CommandText =
            $"INSERT INTO {table} ({string.Join(", ", columns)}) VALUES ({string.Join(", ", columns.Select(column => "@" + column))})";
        foreach (var column in columns)
            insert.Parameters.Add(new SqliteParameter { ParameterName = "@" + column });
        insert.Prepare();
        return insert;
    }

    // The number makes it unique without a look.
    private static string SlugOf(string headline, int number) =>
        string.Join('-', headline.ToLowerInvariant().Split(' ')) + "-" + number.ToString(CultureInfo.InvariantCulture);
}
