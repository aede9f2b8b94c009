namespace ArticleApi.Core.Articles;

/// <summary>An agency that the text cites, and where.</summary>
/// <param name="Agency">The agency's usual short name, such as <c>AP</c>.</param>
/// <param name="AsPrinted">The words that name it, such as <c>The Associated Press</c>.</param>
/// <param name="Paragraph">The block that says so, counted from 1 over the blocks with text.</param>
public sealed record Attribution(string Agency, string AsPrinted, int Paragraph);

public enum CorrectionType
{
    Correction,
    Clarification,
    Update,
    Retraction,
}

/// <summary>What was put right after publication, told to readers.</summary>
/// <param name="Type">correction, clarification, update or retraction.</param>
/// <param name="Text">What was wrong and what is right.</param>
/// <param name="At">When it was put right.</param>
public sealed record Correction(CorrectionType Type, string Text, DateTimeOffset At)
{
    public const int MaxTextLength = 5_000;
}

/// <summary>Where the article was published, as its source states it.</summary>
public sealed record Source(string? Publisher, string? Url)
{
    public static readonly Source Unknown = new(null, null);

    public const int MaxPublisherLength = 200;
    public const int MaxUrlLength = 2_000;
}
