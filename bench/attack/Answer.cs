using System.Text;
using System.Text.Json.Nodes;

namespace ArticleApi.Attacks;

/// <summary>What the service answered, with its body as it is once decompressed.</summary>
internal sealed record Answer(int Status, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string Text => Encoding.UTF8.GetString(Body);

    public JsonNode Json => JsonNode.Parse(Body)!;

    public string? Header(string name) => Headers.GetValueOrDefault(name);

    /// <summary>Status line, headers and body as one text: whatever leaks, leaks here.</summary>
    public string All
    {
        get
        {
            var text = new StringBuilder().Append(Status).Append('\n');
            foreach (var (name, value) in Headers)
                text.Append(name).Append(": ").Append(value).Append('\n');
            return text.Append('\n').Append(Text).ToString();
        }
    }
}
