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
        XmlPrologue.Parse(start) is { } root && Roots.Contains(root.Name);

    public static DocumentParseResult Read(string document, byte[] bytes)
    {
        var reading = new DocumentParseContext(document, isInOrderSent: true);
        if (reading.LoadXmlRoot(bytes) is not { } root)
            return reading.ToResult();

        if (!Roots.Contains(root.Name.LocalName))
            reading.AddError(root.FirstLine(), $"The document is <{root.Name.LocalName}>, not NewsML.");
        else if (root.HasName("NewsML"))
            ReadNewsMl1(root, reading);
        else
            ReadNewsMlG2(root, reading);

        return reading.ToResult();
    }

    private static void ReadNewsMl1(XElement root, DocumentParseContext reading)
    {
        var items = root.Children("NewsItem").ToList();
        foreach (var item in items)
            reading.AddItem(NewsMl1Item.Read(item, reading), Format);
        if (items.Count == 0)
            reading.AddError(root.FirstLine(), "The document holds no news item.");
    }

    private static void ReadNewsMlG2(XElement root, DocumentParseContext reading)
    {
        List<XElement> parts = root.Name.LocalName switch
        {
            "newsMessage" => [.. root.Children("itemSet").SelectMany(set => set.Elements())],
            "itemSet" => [.. root.Elements()],
            _ => [root],
        };
        var items = parts.Where(part => part.HasName("newsItem")).ToList();
        if (root.HasName("contentSet"))
            items.Add(new XElement("newsItem", root));
        var stories = items.Where(item => NewsMlItem.ClassOf(item) == "text").ToList();
        var pictures = new NewsMlPictures(parts.Where(part => part.HasName("packageItem")), items, stories);

        foreach (var story in stories)
            reading.AddItem(NewsMlItem.Read(story, pictures.ForStory(story), reading), Format);
        foreach (var item in items.Except(stories).Where(item => !pictures.IsShown(item)))
        {
            if (WireStatusParser.Parse(NewsMlItem.StatusesOf(item)) == WireStatus.Canceled)
                reading.AddItem(NewsMlItem.Read(item, [], reading), Format);
            else
                reading.AddError(
                    item.FirstLine(),
                    $"'{NewsMlItem.NameOf(item)}' is of the class {NewsMlItem.ClassOf(item)} and no story here shows "
                        + "it; only texts become articles."
                );
        }

        if (items.Count == 0 && parts.Find(part => part.HasName("packageItem")) is { } package)
            reading.AddError(
                package.FirstLine(),
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The package names {package.DescendantsNamed("itemRef").Count():N0} items "
                        + $"and the document holds none of them."
                )
            );
        else if (items.Count == 0)
            reading.AddError(root.FirstLine(), "The document holds no news item.");
    }
}
