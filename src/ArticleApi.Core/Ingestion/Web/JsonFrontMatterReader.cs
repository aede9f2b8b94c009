using System.Text;
using System.Text.Json;

namespace ArticleApi.Core.Ingestion.Web;

/// <summary>A JSON object that a text begins with, as the same plain strings, lists and maps as YAML.</summary>
internal ref struct JsonFrontMatterReader
{
    private readonly ReadOnlySpan<byte> _bytes;
    private Utf8JsonReader _reader;
    private int _nodes;
    private int _line = 1;
    private int _counted;

    private JsonFrontMatterReader(ReadOnlySpan<byte> bytes)
    {
        _bytes = bytes;
        _reader = new(bytes, new JsonReaderOptions { MaxDepth = YamlNode.MaxDepth });
    }

    /// <param name="text">What it is looked for in; no more of it is read than the object.</param>
    /// <param name="length">The characters of the object.</param>
    /// <exception cref="FormatException">It is no JSON, or more than is taken.</exception>
    public static YamlMap Read(ReadOnlySpan<char> text, out int length)
    {
        var bytes = new byte[Encoding.UTF8.GetMaxByteCount(text.Length)];
        var head = new JsonFrontMatterReader(bytes.AsSpan(0, Encoding.UTF8.GetBytes(text, bytes)));
        try
        {
            head._reader.Read();
            var map = head.ReadMap();
            length = Encoding.UTF8.GetCharCount(bytes, 0, (int)head._reader.BytesConsumed);
            return map;
        }
        catch (JsonException error)
        {
            throw new FormatException(
                error.LineNumber is { } line
                    ? $"line {line + 1}: it is broken or does not end, or more is nested than is taken"
                    : "it is broken",
                error
            );
        }
        catch (InvalidOperationException error)
        {
            throw new FormatException($"line {head.Line}: half of a surrogate pair stands alone", error);
        }
    }

    // Counted on from the last time it was asked for.
    private int Line
    {
        get
        {
            var at = (int)_reader.TokenStartIndex;
            _line += _bytes[_counted..at].Count((byte)'\n');
            _counted = at;
            return _line;
        }
    }

    private YamlMap ReadMap()
    {
        var line = Line;
        var members = new List<(string Key, YamlNode Value)>();
        while (_reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
        {
            var key = _reader.GetString()!;
            _reader.Read();
            members.Add((key, ReadNode()));
        }

        return new(line, members);
    }

    private YamlNode ReadNode()
    {
        var line = Line;
        if (++_nodes > YamlNode.MaxNodes)
            throw new FormatException($"line {line}: there is more than is taken");
        if (_reader.TokenType == JsonTokenType.StartObject)
            return ReadMap();
        if (_reader.TokenType != JsonTokenType.StartArray)
        {
            return new YamlText(
                line,
                _reader.TokenType switch
                {
                    JsonTokenType.Null => null,
                    JsonTokenType.String => _reader.GetString(),
                    _ => Encoding.UTF8.GetString(_reader.ValueSpan),
                }
            );
        }

        var items = new List<YamlNode>();
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndArray)
            items.Add(ReadNode());
        return new YamlList(line, items);
    }
}
