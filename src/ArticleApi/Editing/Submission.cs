namespace ArticleApi.Editing;

/// <summary>What was sent, and which of its members: null and absent differ.</summary>
/// <param name="Has">Whether a member was sent at all, by its name or JSON Pointer.</param>
internal sealed record Submission<T>(T Input, Func<string, bool> Has);
