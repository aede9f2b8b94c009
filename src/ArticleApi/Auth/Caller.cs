using System.Security.Claims;
using ArticleApi.Core.Articles;

namespace ArticleApi.Auth;

/// <summary>Who asks.</summary>
/// <param name="KeyId">Null for an open request.</param>
public sealed record Caller(string? KeyId, IReadOnlySet<string> Scopes)
{
    public static readonly Caller Anonymous = new(null, new HashSet<string>());

    /// <summary>Whoever runs the command line: all scopes.</summary>
    public static readonly Caller Operator = new("operator", ArticleApi.Auth.Scopes.All.ToHashSet());

    public bool HasKey => KeyId is not null;

    public string Actor { get; init; } = KeyId is null ? "open" : "key:" + KeyId;

    /// <summary>
    /// What the caller may see; the one place that decides. Items, lists, counts, feeds, history and changes all ask
    /// only for this. Whoever may write sees drafts, and whoever sees drafts sees all texts.
    /// </summary>
    public Visibility Visibility { get; private init; } =
        new(
            [
                Audience.Public,
                .. Scopes.Contains(ArticleApi.Auth.Scopes.Embargo) ? new[] { Audience.Embargo } : [],
                .. SeesDrafts(Scopes) ? new[] { Audience.Staff } : [],
            ],
            SeesDrafts(Scopes) || Scopes.Contains(ArticleApi.Auth.Scopes.Subscriber)
        );

    public IReadOnlyList<Audience> Audiences => Visibility.Audiences;

    public bool CanSee(Audience audience) => Audiences.Contains(audience);

    /// <summary>Whether no article is hidden from the caller.</summary>
    public bool CanSeeAll => Visibility.Package is null && Enum.GetValues<Audience>().All(CanSee);

    public bool HasScope(string scope) => Scopes.Contains(scope);

    private static bool SeesDrafts(IReadOnlySet<string> scopes) =>
        scopes.Overlaps(ArticleApi.Auth.Scopes.ThatSeeDrafts);

    public static ValueTask<Caller> BindAsync(HttpContext context) => ValueTask.FromResult(From(context));

    public static Caller From(HttpContext context) =>
        context.User.FindFirstValue(ClaimTypes.NameIdentifier) is { } id
            ? new Caller(id, context.User.FindAll("scope").Select(claim => claim.Value).ToHashSet()).Within(
                context.Features.Get<ApiKeyVerification>()?.Key?.Package
            )
            : Anonymous;

    private Caller Within(ArticlePackage? package) =>
        package is null ? this : this with { Visibility = Visibility with { Package = package } };
}
