using System.Text.Json.Nodes;

namespace ArticleApi.Attacks;

/// <summary>Something hidden, and what it could be asked for by.</summary>
/// <param name="WasPublic">Readers had it once: they may be told that it is gone.</param>
internal sealed record Hidden(string Kind, Sight Sight, bool WasPublic, JsonNode Document, MarkedArticle Article)
{
    public string Id => (string)Document["id"]!;

    public IEnumerable<string> Images => Document["images"]!.AsArray().Select(image => (string)image!["id"]!);

    public IEnumerable<string> Captions => Document["images"]!.AsArray().Select(image => (string)image!["caption"]!["id"]!);

    public IEnumerable<string> Datelines => Document["images"]!.AsArray()
        .Select(image => image!["caption"]!["dateline"])
        .Append(Document["dateline"])
        .Where(dateline => dateline is not null)
        .Select(dateline => (string)dateline!["id"]!);
}
