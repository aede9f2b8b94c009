namespace ArticleApi.Core;

/// <summary>A rule that something breaks, and where.</summary>
/// <param name="Field">The member, such as <c>images.caption.text</c>.</param>
/// <param name="Code">A word for programs, such as <c>too-long</c>.</param>
/// <param name="Detail">What is wrong, as a sentence that goes on from the field's name.</param>
public sealed record Violation(string Field, string Code, string Detail)
{
    /// <summary>Which one it is where the field is a list's, from 0.</summary>
    public int Index { get; init; }

    public override string ToString() => $"{Field}: {Detail}";
}
