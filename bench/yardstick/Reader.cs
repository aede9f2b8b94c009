using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace Yardstick;

/// <summary>A connection with its prepared commands and its buffer, for one request at a time.</summary>
internal sealed class Reader : IDisposable
{
    private const string NewestFirst = "ORDER BY a.published_at DESC, a.id DESC LIMIT 20";

    private readonly SqliteConnection _connection;
    private readonly ArrayBufferWriter<byte> _buffer = new(1 << 16);
    private readonly Utf8JsonWriter _json;
    private readonly Row _row;
    private readonly SqliteCommand _newest,
        _filtered,
        _search,
        _ranked,
        _article,
        _images,
        _slugs;

    public Reader(string database)
    {
        _connection = Schema.Open(database, SqliteOpenMode.ReadWrite);
        _json = new(
            _buffer,
            new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true }
        );
        _row = new(_json);
        _newest = Prepare($"SELECT {Document.Summary} FROM articles a {Document.Joins} {NewestFirst}");
        _filtered = Prepare(
            $"""
            SELECT {Document.Summary} FROM articles a {Document.Joins}
            WHERE a.published_at >= @from AND a.published_at < @before AND EXISTS (
              SELECT 1 FROM article_images f JOIN captions g ON g.id = f.caption_id JOIN dateline_places p ON p.dateline_id = g.dateline_id
              WHERE f.article_id = a.id AND p.country_code = @country)
            {NewestFirst}
            """,
            "@country",
            "@from",
            "@before"
        );
        // The twenty first, then what they say: else every match would be joined with everything before it is sorted.
        _search = Prepare(
            $"""
            SELECT {Document.Summary} FROM (SELECT a.id FROM search JOIN articles a ON a.id = search.rowid WHERE search MATCH @word {NewestFirst}) n JOIN articles a ON a.id = n.id {Document.Joins} {NewestFirst}
            """,
            "@word"
        );
        _ranked = Prepare(
            $"""
            SELECT {Document.Summary} FROM (SELECT rowid AS id, rank FROM search WHERE search MATCH @word ORDER BY rank LIMIT 20) r JOIN articles a ON a.id = r.id {Document.Joins} ORDER BY r.rank
            """,
            "@word"
        );
        _article = Prepare(
            $"SELECT {Document.Summary}, a.attributions, a.body FROM articles a {Document.Joins} WHERE a.slug = @slug",
            "@slug"
        );
        _images = Prepare(Document.Images, "@slug");
        _slugs = Prepare(
            "SELECT slug FROM articles WHERE id % max(1, (SELECT count(*) FROM articles) / 1000) = 0 LIMIT 1000"
        );
    }

    public ReadOnlyMemory<byte>? Newest() => List(_newest);

    /// <summary>The newest with a picture from that country; instants in milliseconds.</summary>
    public ReadOnlyMemory<byte>? Filtered(string country, long from, long before)
    {
        _filtered.Parameters[0].Value = country;
        _filtered.Parameters[1].Value = from;
        _filtered.Parameters[2].Value = before;
        return List(_filtered);
    }

    public ReadOnlyMemory<byte>? Search(string word) => List(_search, Quoted(word));

    /// <summary>The best twenty by bm25 of all that match.</summary>
    public ReadOnlyMemory<byte>? Ranked(string word) => List(_ranked, Quoted(word));

    public ReadOnlyMemory<byte>? Article(string slug)
    {
        Begin();
        _article.Parameters[0].Value = slug;
        using var article = _article.ExecuteReader();
        if (!article.Read())
            return null;

        _row.Begin(article);
        _json.WriteStartObject();
        _json.WriteSummary(_row);
        _json.WriteStartArray("relatedLinks"u8);
        _json.WriteEndArray();
        _json.WriteNull("extensions"u8);
        _row.Raw("attributions"u8);
        _row.Raw("body"u8);
        _json.WriteStartArray("images"u8);
        _images.Parameters[0].Value = slug;
        using var images = _images.ExecuteReader();
        while (images.Read())
        {
            _row.Begin(images);
            _json.WriteStartObject();
            _json.WriteImage(_row);
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
        _json.WriteEndObject();
        return End();
    }

    /// <summary>A thousand slugs or fewer, evenly from the whole, to ask for.</summary>
    public ReadOnlyMemory<byte>? Slugs()
    {
        Begin();
        _json.WriteStartArray();
        using var slugs = _slugs.ExecuteReader();
        while (slugs.Read())
            _json.WriteStringValue(slugs.GetString(0));
        _json.WriteEndArray();
        return End();
    }

    public void Dispose()
    {
        foreach (var command in new[] { _newest, _filtered, _search, _ranked, _article, _images, _slugs })
            command.Dispose();
        _json.Dispose();
        _connection.Dispose();
    }

    private ReadOnlyMemory<byte>? List(SqliteCommand command, string word)
    {
        command.Parameters[0].Value = word;
        return List(command);
    }

    private ReadOnlyMemory<byte>? List(SqliteCommand command)
    {
        Begin();
        _json.WriteStartObject();
        _json.WriteStartArray("data"u8);
        using var articles = command.ExecuteReader();
        while (articles.Read())
        {
            _row.Begin(articles);
            _json.WriteStartObject();
            _json.WriteSummary(_row);
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
        _json.WriteEndObject();
        return End();
    }

    private void Begin()
    {
        _buffer.ResetWrittenCount();
        _json.Reset();
    }

    private ReadOnlyMemory<byte> End()
    {
        _json.Flush();
        return _buffer.WrittenMemory;
    }

    private SqliteCommand Prepare(string sql, params string[] parameters)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        foreach (var parameter in parameters)
            command.Parameters.Add(new SqliteParameter { ParameterName = parameter, Value = DBNull.Value });
        command.Prepare();
        return command;
    }

    private static string Quoted(string word) => $"\"{word.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
