namespace ArticleApi.Tests.Infrastructure;

/// <summary>The browser that is installed; none is downloaded.</summary>
internal static class Browser
{
    public const string Chromium = "/usr/bin/chromium";

    /// <summary>Nothing but the page is to be fetched.</summary>
    public static readonly string[] Args =
    [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ];

    public static void SkipUnlessAvailable() =>
        Assert.SkipUnless(File.Exists(Chromium), $"There is no browser at {Chromium}.");
}
