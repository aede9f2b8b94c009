using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace ArticleApi.Core.Ingestion.Web;

/// <summary>
/// A piece of YAML as plain strings, lists and maps. Tags mean nothing here, and what grows by referring to itself is
/// refused.
/// </summary>
/// <param name="Line">From 1, within the YAML.</param>
internal abstract record YamlNode(int Line)
{
    public const int MaxDepth = 8;
    public const int MaxNodes = 5_000;

    /// <exception cref="FormatException">It is no YAML, or more than is taken.</exception>
    public static YamlMap ParseMap(string yaml)
    {
        try
        {
            var parser = new Parser(new StringReader(yaml));
            parser.Consume<StreamStart>();
            if (parser.Accept<StreamEnd>(out _))
                return new(1, []);

            parser.Consume<DocumentStart>();
            var nodes = 0;
            return ReadNode(parser, 1, ref nodes) switch
            {
                YamlMap map => map,
                YamlText { Text: null } => new(1, []),
                _ => throw new FormatException("it is no list of keys and values"),
            };
        }
        catch (YamlException error)
        {
            throw new FormatException($"line {error.Start.Line}: {(error.InnerException ?? error).Message}", error);
        }
        catch (Exception error)
            when (error is InvalidOperationException or ArgumentException or IndexOutOfRangeException)
        {
            // The parser stumbles over some lists that nothing closes.
            throw new FormatException("something is not closed", error);
        }
    }

    // The parser itself slows down with depth, so that it must not be asked to look deeper.
    private static YamlNode ReadNode(Parser parser, int depth, ref int nodes)
    {
        var line = (int)parser.Current!.Start.Line;
        if (depth > MaxDepth || ++nodes > MaxNodes)
            throw new FormatException($"line {line}: there is more, or it is nested deeper, than is taken");
        if (parser.TryConsume<Scalar>(out var scalar))
            return new YamlText(
                line,
                scalar.Style == ScalarStyle.Plain && scalar.Value is "" or "~" or "null" or "Null" or "NULL"
                    ? null
                    : scalar.Value
            );
        if (parser.TryConsume<SequenceStart>(out _))
        {
            var items = new List<YamlNode>();
            while (!parser.TryConsume<SequenceEnd>(out _))
                items.Add(ReadNode(parser, depth + 1, ref nodes));
            return new YamlList(line, items);
        }

        if (!parser.TryConsume<MappingStart>(out _))
            throw new FormatException($"line {line}: references are not taken");

        var members = new List<(string Key, YamlNode Value)>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var key = ReadNode(parser, depth + 1, ref nodes);
            members.Add(
                (
                    (key as YamlText)?.Text ?? throw new FormatException($"line {key.Line}: a key is no text"),
                    ReadNode(parser, depth + 1, ref nodes)
                )
            );
        }

        return new YamlMap(line, members);
    }
}

/// <param name="Text">Null where it is YAML's null.</param>
internal sealed record YamlText(int Line, string? Text) : YamlNode(Line);

internal sealed record YamlList(int Line, IReadOnlyList<YamlNode> Items) : YamlNode(Line);

internal sealed record YamlMap(int Line, IReadOnlyList<(string Key, YamlNode Value)> Members) : YamlNode(Line);
