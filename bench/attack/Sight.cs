namespace ArticleApi.Attacks;

/// <summary>Who may see something.</summary>
internal enum Sight
{
    /// <summary>Readers; here only what is meant to be found.</summary>
    Public,

    /// <summary>The desk: drafts, what expired, and what was withdrawn.</summary>
    Desk,

    /// <summary>Keys with <c>embargo:read</c>.</summary>
    Embargo,

    /// <summary>Readers, but those who get a package that it is not in.</summary>
    Outside,

    /// <summary>Nobody any more: what was deleted.</summary>
    Nobody,
}

/// <summary>Somebody who asks.</summary>
/// <param name="Key">Null for an open request.</param>
internal sealed record Caller(string Name, string? Key, bool IsStaff, bool SeesEmbargoes)
{
    /// <summary>Whether it gets the articles of a package alone; none that is hidden is in it.</summary>
    public bool IsOfPackage { get; init; }

    public static Caller WithScopes(string name, string key, IReadOnlyCollection<string> scopes) =>
        new(
            name,
            key,
            scopes.Contains("articles:write") || scopes.Contains("preview:read"),
            scopes.Contains("embargo:read")
        );

    /// <param name="component">Whether it is of a picture, caption or dateline: the desk may see all of these.</param>
    public bool Sees(Sight sight, bool component) =>
        sight switch
        {
            Sight.Public => true,
            Sight.Outside => !IsOfPackage,
            Sight.Desk => IsStaff,
            Sight.Embargo => SeesEmbargoes || (component && IsStaff),
            _ => component && IsStaff,
        };
}
