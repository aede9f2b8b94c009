using System.Globalization;
using System.Xml.Linq;

namespace ArticleApi.Core.Ingestion.Wire;

/// <summary>
/// NewsML-G2: an item, or a message of items and packages, as Reuters, STT and others send it; and NewsML 1. Pictures
/// become images of the stories that name them, or that they name, or that share a package with them.
/// </summary>
public static class NewsMlReader
{
    public const string Format = "newsml";

    private static readonly HashSet<string> Roots =
    [
        "newsItem",
        "newsMessage",
        "packageItem",
        "itemSet",
        "contentSet",
        "NewsML",
    ];

    public static bool Recognises(ReadOnlySpan<byte> start) =>
        XmlStart.Of(start) is { } root && Roots.Contains(root.Name);

    public static DocumentReading Read(string document, byte[] bytes)
    {
        var reading = new WireDocument(document);
        if (reading.Root(bytes) is not { } root)
            return reading.Reading(Format);

        if (!Roots.Contains(root.Name.LocalName))
            reading.Complain(Severity.Error, root.FirstLine(), $"The document is <{root.Name.LocalName}>, not NewsML.");
        else if (root.Is("NewsML"))
            TakeFirst(root, reading);
        else
            TakeSecond(root, reading);

        return reading.Reading(Format);
    }

    private static void TakeFirst(XElement root, WireDocument reading)
    {
        var items = root.All("NewsItem").ToList();
        foreach (var item in items)
            reading.Take(NewsMl1Item.Of(item, reading));
        if (items.Count == 0)
            reading.Complain(Severity.Error, root.FirstLine(), "The document holds no news item.");
    }

    private static void TakeSecond(XElement root, WireDocument reading)
    {
        var parts =
            root.Is("newsMessage") ? root.All("itemSet").SelectMany(set => set.Elements()).ToList()
            : root.Is("itemSet") ? [.. root.Elements()]
            : [root];
        var items = parts.Where(part => part.Is("newsItem")).ToList();
        if (root.Is("contentSet"))
            items.Add(new XElement("newsItem", root));
        var stories = items.Where(item => NewsMlItem.ClassOf(item) == "text").ToList();
        var pictures = new NewsMlPictures(parts.Where(part => part.Is("packageItem")), items, stories);

        foreach (var story in stories)
            reading.Take(NewsMlItem.Of(story, pictures.Of(story), reading));
        foreach (var item in items.Except(stories).Where(item => !pictures.IsShown(item)))
        {
            if (WireStatuses.Of(NewsMlItem.StatusesOf(item)) == WireStatus.Canceled)
                reading.Take(NewsMlItem.Of(item, [], reading));
            else
                reading.Complain(
                    Severity.Error,
                    item.FirstLine(),
                    $"'{NewsMlItem.NameOf(item)}' is of the class {NewsMlItem.ClassOf(item)} and no story here shows it; only texts become articles."
                );
        }

        if (items.Count == 0 && parts.Find(part => part.Is("packageItem")) is { } package)
            reading.Complain(
                Severity.Error,
                package.FirstLine(),
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The package names {package.Below("itemRef").Count():N0} items and the document holds none of them."
                )
            );
        else if (items.Count == 0)
            reading.Complain(Severity.Error, root.FirstLine(), "The document holds no news item.");
    }
}
