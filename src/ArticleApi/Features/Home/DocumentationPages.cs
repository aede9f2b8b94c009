using System.Collections.Concurrent;
using ArticleApi.Http;
using ArticleApi.Http.Problems;
using Markdig;
using Markdig.Extensions.AutoIdentifiers;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ArticleApi.Features.Home;

/// <summary>The documentation as it is at this version, which the service brings along.</summary>
internal static class DocumentationPages
{
    private const string ResourcePrefix = "docs/";
    private const string Extension = ".md";

    private static readonly HashSet<string> Pages =
    [
        .. typeof(DocumentationPages)
            .Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(ResourcePrefix, StringComparison.Ordinal))
            .Select(name => name[ResourcePrefix.Length..^Extension.Length].Replace('\\', '/')),
    ];

    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .UsePipeTables()
        .UseAutoIdentifiers(AutoIdentifierOptions.GitHub)
        .Build();

    private static readonly ConcurrentDictionary<string, BytesResult> Rendered = new();

    public static void MapDocumentation(this IEndpointRouteBuilder app) =>
        app.MapMethods("/docs/{**page}", HttpVerbs.GetAndHead, Handle).AsDocumentation().ExcludeFromDescription();

    private static Results<BytesResult, Problem> Handle(string? page)
    {
        if (page?.TrimEnd('/') is not { Length: > 0 } name)
            return Index;

        return Pages.Contains(name)
            ? Rendered.GetOrAdd(name, Render)
            : new Problem(
                ProblemTypes.NotFound,
                "No page of the documentation has this name.",
                FieldError.Path("page", name, "does-not-exist", string.Join(", ", Pages.Order()))
            );
    }

    // Decisions are found from the pages that name them.
    private static BytesResult Index { get; } =
        HtmlPageTemplate.Render(
            "Documentation",
            "<ul>"
                + string.Concat(
                    Pages
                        .Where(page => !page.Contains('/', StringComparison.Ordinal))
                        .Order()
                        .Select(page => $"<li><a href=\"/{ResourcePrefix}{page}\">{page}</a></li>")
                )
                + "</ul>"
        );

    private static BytesResult Render(string page)
    {
        using var stream = typeof(DocumentationPages).Assembly.GetManifestResourceStream(
            ResourcePrefix + page + Extension
        )!;
        using var reader = new StreamReader(stream);
        var document = Markdown.Parse(reader.ReadToEnd(), Pipeline);
        var heading = document.Descendants<HeadingBlock>().First();
        document.Remove(heading);
        foreach (var link in document.Descendants<LinkInline>().ToList())
            Mend(link, page);

        return HtmlPageTemplate.Render(TextOf(heading), document.ToHtml(Pipeline));
    }

    // Files link to files. What is no page here, such as a program of the repository, is named and no link.
    private static void Mend(LinkInline link, string page)
    {
        var url = link.Url ?? "";
        if (url.Contains("://", StringComparison.Ordinal) || url.StartsWith('#'))
            return;

        var (file, anchor) = url.Split('#', 2) is [var before, var after] ? (before, "#" + after) : (url, "");
        var target = new Uri(new Uri($"http://localhost/{ResourcePrefix}{page}"), file).AbsolutePath;
        if (
            file.EndsWith(Extension, StringComparison.Ordinal)
            && target.StartsWith("/" + ResourcePrefix, StringComparison.Ordinal)
            && Pages.Contains(target[(ResourcePrefix.Length + 1)..^Extension.Length])
        )
        {
            link.Url = file[..^Extension.Length] + anchor;
            return;
        }

        foreach (var inline in link.ToList())
        {
            inline.Remove();
            link.InsertBefore(inline);
        }

        link.Remove();
    }

    private static string TextOf(HeadingBlock heading) =>
        string.Concat(heading.Inline!.Descendants<LiteralInline>().Select(text => text.Content.ToString()));
}
