using ArticleApi.Auth;
using ArticleApi.Http.Problems;

namespace ArticleApi.Features.Keys;

/// <summary>Whom a caller may give a key's text: nobody gets more by it than the caller has.</summary>
internal static class KeyRights
{
    /// <returns>Null where the caller has all of the scopes.</returns>
    public static Problem? CheckGrantable(Caller caller, IReadOnlyList<string> scopes, Func<int, FieldError> errorAt)
    {
        var missing = scopes.Index().Where(scope => !caller.HasScope(scope.Item)).ToList();
        if (missing.Count == 0)
            return null;

        var names = missing.Select(scope => scope.Item).Distinct().ToList();
        return new(
            ProblemTypes.Forbidden,
            $"The API key lacks {string.Join(", ", names)}, and can give nobody what it does not have.",
            missing.Select(scope => errorAt(scope.Index))
        )
        {
            MissingScope = string.Join(' ', names),
        };
    }

    public static Problem NotFound(Guid id) =>
        new(
            ProblemTypes.NotFound,
            "No key has this id.",
            FieldError.Path("id", id.ToString(), "does-not-exist", "the id of a key, from GET /v1/keys")
        );
}
