namespace ArticleApi.Auth;

/// <summary>What a key may do.</summary>
public static class Scopes
{
    public const string Write = "articles:write";
    public const string Publish = "articles:publish";
    public const string Preview = "preview:read";
    public const string Embargo = "embargo:read";
    public const string Subscriber = "subscriber:read";
    public const string Webhooks = "webhooks:manage";
    public const string Keys = "keys:manage";

    /// <summary>Whoever writes sees drafts.</summary>
    public static readonly IReadOnlySet<string> ThatSeeDrafts = new HashSet<string> { Preview, Write };

    public static readonly IReadOnlyList<string> All = [Write, Publish, Preview, Embargo, Subscriber, Webhooks, Keys];
}
