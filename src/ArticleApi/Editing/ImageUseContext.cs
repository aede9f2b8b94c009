using ArticleApi.Auth;

namespace ArticleApi.Editing;

/// <summary>Where pictures are named or described.</summary>
/// <param name="Caller">Who may show only what they see: an article they publish would show it to others.</param>
/// <param name="Has">Whether a member was sent at all, by its pointer.</param>
/// <param name="Language">The article's.</param>
internal sealed record ImageUseContext(Caller Caller, Func<string, bool> Has, string Language);
