using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace ArticleApi.Http;

/// <summary>A page for people. It runs no script, loads nothing, and no other site can frame it.</summary>
internal static class HtmlPageTemplate
{
    public const string MediaType = "text/html; charset=utf-8";

    private const string Css =
        "body{font:17px/1.5 system-ui,sans-serif;max-width:44rem;margin:3rem auto;padding:0 "
        + "1rem;color:#1a1a1a}a{color:#0b57d0}"
        + "h1{font-size:1.6rem}h2{font-size:1.15rem;margin-top:2rem}time{color:#666}"
        + "pre{overflow-x:auto;padding:.8rem;background:#f4f4f4}code{font-size:.88em;overflow-wrap:anywhere}"
        + "pre code{overflow-wrap:normal}table{border-collapse:collapse;display:block;overflow-x:auto}"
        + "td,th{border:1px solid #ccc;padding:.3rem .6rem;text-align:left;vertical-align:top}"
        + "@media(prefers-color-scheme:dark){body{background:#161616;color:#e8e8e8}a{color:#8ab4f8}time{color:#aaa}"
        + "pre{background:#242424}td,th{border-color:#444}}";

    /// <summary>What browsers may do with every page of the service's own.</summary>
    private static readonly string DefaultContentSecurityPolicy =
        "default-src 'none'; style-src "
        + $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Css)))}'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <param name="title">As plain text.</param>
    /// <param name="content">As HTML.</param>
    public static BytesResult Render(string title, string content)
    {
        var encodedTitle = Encode(title);
        var page = $"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{encodedTitle}</title>
            <link rel="alternate" type="application/rss+xml" href="/feeds/articles.rss">
            <style>{Css}</style>
            </head>
            <body>
            <h1>{encodedTitle}</h1>
            {content}
            </body>
            </html>
            """;

        return new(Encoding.UTF8.GetBytes(page), MediaType);
    }

    public static string Encode(string text) => WebUtility.HtmlEncode(text);

    public static void SetHtmlPageHeaders(this HttpResponse response, string? policy = null)
    {
        response.Headers.ContentSecurityPolicy = policy ?? DefaultContentSecurityPolicy;
        response.Headers["Referrer-Policy"] = "no-referrer";
    }
}
