namespace ArticleApi.Core.Articles;

/// <summary>An agency that the text cites, and where.</summary>
/// <param name="Agency">The agency's usual short name, such as <c>AP</c>.</param>
/// <param name="AsPrinted">The words that name it, such as <c>The Associated Press</c>.</param>
/// <param name="Paragraph">The block that says so, counted from 1 over the blocks with text.</param>
public sealed record Attribution(string Agency, string AsPrinted, int Paragraph);

/// <summary>Where the article was published, as its source states it.</summary>
public sealed record Source(string? Publisher, string? Url)
{
    public static readonly Source Unknown = new(null, null);

    public const int MaxPublisherLength = 200;
    public const int MaxUrlLength = 2_000;
}
