using System.Text.Json.Nodes;

namespace ArticleApi.Attacks;

/// <summary>Something hidden, and what it could be asked for by.</summary>
/// <param name="Had">Who had it once, and may be told that it is gone; null where it always was for the same.</param>
internal sealed record Hidden(string Kind, Sight Sight, Sight? Had, JsonNode Document, MarkedArticle Article)
{
    public const string OfPublicPicture = "a draft with a public picture";

    public bool IsOfPublicPicture => Kind == OfPublicPicture;

    public string Id => (string)Document["id"]!;

    public IEnumerable<string> Images => Document["images"]!.AsArray().Select(image => (string)image!["id"]!);

    public IEnumerable<string> Captions =>
        Document["images"]!.AsArray().Select(image => (string)image!["caption"]!["id"]!);

    public IEnumerable<string> Datelines =>
        Document["images"]!
            .AsArray()
            .Select(image => image!["caption"]!["dateline"])
            .Append(Document["dateline"])
            .Where(dateline => dateline is not null)
            .Select(dateline => (string)dateline!["id"]!);
}
