using System.Globalization;
using Tomlyn;
using Tomlyn.Model;

namespace ArticleApi.Core.Ingestion.Web;

/// <summary>TOML as the same plain strings, lists and maps as YAML.</summary>
internal static class TomlFrontMatterReader
{
    private static readonly TomlSerializerOptions Options = new() { MaxDepth = YamlNode.MaxDepth };

    /// <exception cref="FormatException">It is no TOML, or nested deeper than is taken.</exception>
    public static YamlMap ReadMap(string toml)
    {
        try
        {
            return ReadMap(TomlSerializer.Deserialize<TomlTable>(toml, Options) ?? []);
        }
        catch (Exception error)
            when (error
                    is TomlException
                        or InvalidOperationException
                        or ArgumentException
                        or IndexOutOfRangeException
                        or OverflowException
            )
        {
            throw new FormatException(error.Message, error);
        }
    }

    private static YamlMap ReadMap(TomlTable table) =>
        new(1, [.. table.Select(member => (member.Key, ReadNode(member.Value)))]);

    private static YamlNode ReadNode(object? value) =>
        value switch
        {
            TomlTable table => ReadMap(table),
            TomlTableArray tables => new YamlList(1, [.. tables.Select(ReadMap)]),
            TomlArray array => new YamlList(1, [.. array.Select(ReadNode)]),
            bool flag => new YamlText(1, flag ? "true" : "false"),
            _ => new YamlText(1, Convert.ToString(value, CultureInfo.InvariantCulture)),
        };
}
