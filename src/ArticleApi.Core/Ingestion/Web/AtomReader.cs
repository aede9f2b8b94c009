namespace ArticleApi.Core.Ingestion.Web;

/// <summary>Atom 1.0 and 0.3: a feed, or an entry alone. Each entry is an article.</summary>
public static class AtomReader
{
    public const string Format = "atom";

    public static bool Recognises(ReadOnlySpan<byte> start) =>
        XmlPrologue.Parse(start)
            is { Name: "feed" or "entry", Namespace: FeedElementLookup.Atom or FeedElementLookup.Atom03 };

    public static DocumentParseResult Read(string document, byte[] bytes)
    {
        var context = new DocumentParseContext(document);
        if (context.LoadXmlRoot(bytes, "entry") is not { } root)
            return context.ToResult();

        var name = FeedElementLookup.NameOf(root);
        if (name is not ("atom:feed" or "atom:entry"))
        {
            context.AddError(
                UntrustedXml.LineOf(root),
                $"The root element '{root.Name.LocalName}' is no feed and no entry, so it is no Atom."
            );
            return context.ToResult();
        }

        var isEntry = name == "atom:entry";
        var channel = FeedMetadata.Read(
            isEntry ? new FeedElementLookup(root).First("atom:source") ?? new("none") : root,
            Format
        );
        foreach (var entry in isEntry ? [root] : new FeedElementLookup(root)["atom:entry"])
            FeedItem.Read(entry, channel, context);
        return context.ToResult();
    }
}
