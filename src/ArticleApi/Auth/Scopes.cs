namespace ArticleApi.Auth;

/// <summary>What a key may do.</summary>
public static class Scopes
{
    public const string Read = "articles:read";
    public const string Write = "articles:write";
    public const string Publish = "articles:publish";
    public const string Preview = "preview:read";
    public const string Embargo = "embargo:read";
    public const string Subscriber = "subscriber:read";
    public const string Webhooks = "webhooks:manage";
    public const string Keys = "keys:manage";

    public static readonly IReadOnlyList<string> All =
    [
        Read,
        Write,
        Publish,
        Preview,
        Embargo,
        Subscriber,
        Webhooks,
        Keys,
    ];

    /// <summary>Whoever writes sees drafts.</summary>
    public static readonly IReadOnlySet<string> ThatSeeDrafts = new HashSet<string> { Preview, Write };

    /// <summary>What a key of a package can have: it reads its articles, and does nothing else.</summary>
    public static readonly IReadOnlyList<string> OfPackages = [Read, Embargo, Subscriber];

    private static readonly IReadOnlyList<string> ThatRead = [Write, Preview, Embargo];

    /// <summary>
    /// What a key with these scopes may do: whoever sees more than the public, or writes it, reads what is public.
    /// </summary>
    public static IReadOnlySet<string> WithImplied(IEnumerable<string> given)
    {
        var scopes = given.ToHashSet(StringComparer.Ordinal);
        if (scopes.Overlaps(ThatRead))
            scopes.Add(Read);
        return scopes;
    }
}
