using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace Yardstick;

/// <summary>
/// Writes a row's columns as JSON members, one after the other: a statement selects them in the order in which they are
/// written.
/// </summary>
internal sealed class Row(Utf8JsonWriter json)
{
    private SqliteDataReader _columns = null!;
    private int _at;

    public void Begin(SqliteDataReader columns) => (_columns, _at) = (columns, 0);

    public void Text(ReadOnlySpan<byte> name) => json.WriteString(name, _columns.GetString(_at++));

    public void Number(ReadOnlySpan<byte> name) => json.WriteNumber(name, _columns.GetInt64(_at++));

    // A column that is never null is not asked whether it is: each question is a call into SQLite.
    public void TextOrNull(ReadOnlySpan<byte> name)
    {
        if (!IsNull(name))
            Text(name);
    }

    public void NumberOrNull(ReadOnlySpan<byte> name)
    {
        if (!IsNull(name))
            Number(name);
    }

    public void Flag(ReadOnlySpan<byte> name) => json.WriteBoolean(name, _columns.GetInt64(_at++) != 0);

    /// <summary>Milliseconds as an RFC 3339 instant.</summary>
    public void InstantOrNull(ReadOnlySpan<byte> name)
    {
        if (IsNull(name))
            return;

        Span<byte> text = stackalloc byte[24];
        DateTimeOffset
            .FromUnixTimeMilliseconds(_columns.GetInt64(_at++))
            .TryFormat(text, out var written, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        json.WriteString(name, text[..written]);
    }

    /// <summary>A column that is JSON already.</summary>
    public void Raw(ReadOnlySpan<byte> name)
    {
        json.WritePropertyName(name);
        json.WriteRawValue(_columns.GetString(_at++), skipInputValidation: true);
    }

    /// <summary>An object of as many columns, or null where the first of them is.</summary>
    public bool Begins(ReadOnlySpan<byte> name, int columns)
    {
        if (_columns.IsDBNull(_at))
        {
            json.WriteNull(name);
            _at += columns;
            return false;
        }

        json.WriteStartObject(name);
        return true;
    }

    private bool IsNull(ReadOnlySpan<byte> name)
    {
        if (!_columns.IsDBNull(_at))
            return false;

        json.WriteNull(name);
        _at++;
        return true;
    }
}
