namespace ArticleApi.Attacks;

/// <summary>Makes packages, and the keys of those who get them.</summary>
internal static class Partner
{
    private static readonly TimeSpan MaxDuration = TimeSpan.FromMinutes(10);

    /// <returns>The package's id, once its keys work.</returns>
    public static async Task<string> MakePackageAsync(Client desk, object definition)
    {
        var id = (string)(await desk.MustAsync("POST", "/v1/packages", definition)).Json["id"]!;
        using var late = new CancellationTokenSource(MaxDuration);
        while ((string?)(await desk.MustAsync("GET", $"/v1/packages/{id}")).Json["status"] != "ready")
            await Task.Delay(20, late.Token);
        return id;
    }

    /// <returns>The text of a key.</returns>
    public static async Task<string> MakeKeyAsync(Client desk, string package, params string[] scopes)
    {
        var key = new
        {
            name = "A partner",
            scopes,
            packageId = package,
        };

        return (string)(await desk.MustAsync("POST", "/v1/keys", key)).Json["key"]!;
    }
}
