namespace ArticleApi.Clients;

/// <summary>What the C# clients share: where the service is, and the end of a client whose expectation fails.</summary>
internal static class Expect
{
    public static string ApiKey => Environment.GetEnvironmentVariable("ARTICLEAPI_KEY") ?? "";

    public static void That(bool condition, string message)
    {
        if (!condition)
            throw new InvalidOperationException($"expected: {message}");
    }

    /// <summary>Whether both hold the same, in any order.</summary>
    public static bool Same(IEnumerable<string> some, IEnumerable<string> others) =>
        some.Order(StringComparer.Ordinal).SequenceEqual(others.Order(StringComparer.Ordinal));
}
