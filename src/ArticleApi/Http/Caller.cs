using System.Security.Claims;
using ArticleApi.Core.Articles;

namespace ArticleApi.Http;

/// <summary>What a key may do.</summary>
public static class Scopes
{
    public const string Write = "articles:write";
    public const string Publish = "articles:publish";
    public const string Preview = "preview:read";
    public const string Embargo = "embargo:read";
    public const string Webhooks = "webhooks:manage";
    public const string Keys = "keys:manage";

    public static readonly IReadOnlyList<string> All = [Write, Publish, Preview, Embargo, Webhooks, Keys];
}

/// <summary>Who asks.</summary>
/// <param name="KeyId">Null for an open request.</param>
public sealed record Caller(string? KeyId, IReadOnlySet<string> Scopes)
{
    public static readonly Caller Open = new(null, new HashSet<string>());

    /// <summary>Whoever runs the command line: all scopes.</summary>
    public static readonly Caller Operator = new("operator", Http.Scopes.All.ToHashSet());

    public bool HasKey => KeyId is not null;

    public string Actor => KeyId is null ? "open" : "key:" + KeyId;

    /// <summary>
    /// What the caller may see; the one place that decides. Items, lists, counts, feeds, history and changes all ask
    /// only for these. Whoever may write sees drafts.
    /// </summary>
    public IReadOnlyList<Audience> Audiences { get; } =
    [
        Audience.Public,
        .. Scopes.Contains(Http.Scopes.Embargo) ? new[] { Audience.Embargo } : [],
        .. Scopes.Contains(Http.Scopes.Preview) || Scopes.Contains(Http.Scopes.Write) ? new[] { Audience.Staff } : [],
    ];

    public bool Sees(Audience audience) => Audiences.Contains(audience);

    /// <summary>Whether no article is hidden from the caller.</summary>
    public bool SeesAll => Enum.GetValues<Audience>().All(Sees);

    public bool Has(string scope) => Scopes.Contains(scope);

    public static ValueTask<Caller> BindAsync(HttpContext context) => ValueTask.FromResult(Of(context));

    public static Caller Of(HttpContext context) =>
        context.User.FindFirstValue(ClaimTypes.NameIdentifier) is { } id
            ? new(id, context.User.FindAll("scope").Select(claim => claim.Value).ToHashSet())
            : Open;
}
