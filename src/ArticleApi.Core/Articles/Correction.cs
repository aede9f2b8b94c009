namespace ArticleApi.Core.Articles;

public enum CorrectionType
{
    Correction,
    Clarification,
    Update,
    Retraction,
}

/// <summary>What was put right after publication, told to readers.</summary>
/// <param name="Id">Its own; it keeps it however it is changed.</param>
/// <param name="Type">correction, clarification, update or retraction.</param>
/// <param name="Text">What was wrong and what is right.</param>
/// <param name="At">When it was put right.</param>
public sealed record Correction(Guid Id, CorrectionType Type, string Text, DateTimeOffset At)
{
    public const int MaxTextLength = 5_000;

    /// <summary>Of one article.</summary>
    public const int MaxCount = 100;

    /// <summary>One that a document brings without an id: the same words have the same id each time.</summary>
    public static Correction FromDocument(CorrectionType type, string text, DateTimeOffset at) =>
        new(StableId.Of(type.ToString(), InstantJsonConverter.Format(at), text), type, text, at);
}
