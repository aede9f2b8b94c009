using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using SmartReader;

namespace ArticleApi.Core.Ingestion.Web;

/// <summary>Finds the article's own text on a page, among all that stands around it.</summary>
internal static class ReadabilityExtractor
{
    // The extractor looks at every element's ancestors several times over.
    private const int MaxWork = 150_000;

    // It goes from each node to the next, which the tree finds by going through those before it, and takes each
    // element's text with all that is in it. Pages of news come to a million at most.
    private const int MaxSteps = 5_000_000;

    // Of its address the extractor only makes links absolute, which is done elsewhere.
    private const string PlaceholderAddress = "https://page.invalid/";

    /// <summary>
    /// As marked, as found by its looks, or as the page's main part; null where there is none. The page is changed by
    /// looking.
    /// </summary>
    public static IElement? Extract(IHtmlDocument page) =>
        page.QuerySelectorAll("[itemprop~=articleBody]").FirstOrDefault(HasParagraphs)
        ?? ExtractWithReader(page)
        ?? page.QuerySelectorAll("article").FirstOrDefault(HasParagraphs)
        ?? page.QuerySelector("main");

    private static IElement? ExtractWithReader(IHtmlDocument page)
    {
        if (!IsWithinBudget(page))
            return null;

        // The extractor takes the page apart.
        var copy = (IHtmlDocument)page.Clone();
        foreach (var script in copy.QuerySelectorAll("script").ToList())
            script.Remove();
        using var reader = new Reader(PlaceholderAddress, copy)
        {
            DisableJSONLD = true,
            KeepClasses = true,
            ContinueIfNotReadable = true,
        };
        try
        {
            return
                reader.GetArticle() is { Content: { Length: > 0 } content }
                && HtmlTree.Parse(content.Replace(PlaceholderAddress, "/", StringComparison.Ordinal)).Body is { } found
                && HasParagraphs(found)
                ? found
                : null;
        }
        catch (Exception error)
            when (error
                    is InvalidOperationException
                        or ArgumentException
                        or NullReferenceException
                        or FormatException
                        or DomException
            )
        {
            return null; // pages that it cannot read have been seen
        }
    }

    private static bool HasParagraphs(IElement element) =>
        element.QuerySelector("p") is { } && !string.IsNullOrWhiteSpace(element.TextContent);

    private static bool IsWithinBudget(IHtmlDocument page)
    {
        var (work, steps) = (0, 0L);
        return page.DocumentElement is { } root && Weigh(root, 1);

        bool Weigh(IElement element, int depth)
        {
            work += depth;
            steps += (long)element.ChildNodes.Length * element.ChildNodes.Length / 2;
            steps += element.ChildNodes.OfType<IText>().Sum(text => (long)text.Data.Length * depth);
            return work <= MaxWork && steps <= MaxSteps && element.Children.All(child => Weigh(child, depth + 1));
        }
    }
}
