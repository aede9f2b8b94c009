namespace ArticleApi.Core.Ingestion.Web;

/// <summary>Atom 1.0 and 0.3: a feed, or an entry alone. Each entry is an article.</summary>
public static class AtomReader
{
    public const string Format = "atom";

    public static bool Recognises(ReadOnlySpan<byte> start) =>
        XmlStart.Of(start) is { Name: "feed" or "entry", Namespace: FeedElements.Atom or FeedElements.Atom03 };

    public static DocumentReading Read(string document, byte[] bytes)
    {
        var taking = new Taking(document);
        if (taking.Root(bytes, "entry") is not { } root)
            return taking.Reading();

        var name = FeedElements.NameOf(root);
        if (name is not ("atom:feed" or "atom:entry"))
        {
            taking.Refuse(
                HostileXml.LineOf(root),
                $"The root element '{root.Name.LocalName}' is no feed and no entry, so it is no Atom."
            );
            return taking.Reading();
        }

        var isEntry = name == "atom:entry";
        var channel = FeedChannel.Of(
            isEntry ? new FeedElements(root).First("atom:source") ?? new("none") : root,
            Format
        );
        foreach (var entry in isEntry ? [root] : new FeedElements(root)["atom:entry"])
            FeedItem.Take(entry, channel, taking);
        return taking.Reading();
    }
}
