using ArticleApi.Auth;
using ArticleApi.Core.Images;

namespace ArticleApi.Editing;

/// <summary>Where pictures are named or described.</summary>
/// <param name="Caller">Who may show only what they see: an article they publish would show it to others.</param>
/// <param name="Has">Whether a member was sent at all, by its pointer.</param>
/// <param name="Language">The article's.</param>
/// <param name="Shown">How the article shows pictures so far: what is not said anew stays.</param>
internal sealed record ImageUseContext(
    Caller Caller,
    Func<string, bool> Has,
    string Language,
    IReadOnlyList<ImageUse> Shown
);
