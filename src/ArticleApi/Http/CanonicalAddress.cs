using System.Buffers;
using Microsoft.AspNetCore.Routing.Patterns;

namespace ArticleApi.Http;

/// <summary>
/// The one spelling of an address that answers in several: words as the routes have them, ids in small letters with
/// hyphens, letters composed (NFC), and no slash at the end. How letters are escaped makes no other address (RFC 3986
/// §6.2.2).
/// </summary>
internal static class CanonicalAddress
{
    private const int UnhyphenatedIdLength = 32;

    private static readonly SearchValues<char> PlainCharacters = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyz0123456789-./"
    );

    /// <returns>Null where it was asked in that spelling, or has no other.</returns>
    public static string? FindOther(HttpRequest request)
    {
        if (IsPlain(request) || FindPattern(request) is not { } pattern)
            return null;

        var path = Format(pattern, name => Canonical(request.RouteValues[name]?.ToString()));
        return path == request.Path.Value ? null : ToAddress(request, path);
    }

    /// <summary>What was asked, query and all, of another item.</summary>
    /// <param name="parameter">The part of the path that names the item.</param>
    public static string With(HttpRequest request, string parameter, string value) =>
        ToAddress(
            request,
            Format(
                FindPattern(request) ?? throw new InvalidOperationException($"{request.Path} names no item."),
                name => name == parameter ? value : Canonical(request.RouteValues[name]?.ToString())
            )
        );

    // Nearly all are asked in that spelling, and nothing is to be put together for them. An id may do without hyphens.
    private static bool IsPlain(HttpRequest request)
    {
        var path = request.Path.Value.AsSpan();
        if (path.ContainsAnyExcept(PlainCharacters) || path.EndsWith('/'))
            return false;

        foreach (var segment in path.Split('/'))
        {
            if (path[segment].Length == UnhyphenatedIdLength)
                return false;
        }

        return true;
    }

    // What takes the rest of a path, whatever it is, has no parts to be spelled.
    private static RoutePattern? FindPattern(HttpRequest request) =>
        request.HttpContext.GetEndpoint() is RouteEndpoint { RoutePattern: var pattern }
        && pattern.Parameters.All(parameter => !parameter.IsCatchAll && !parameter.IsOptional)
            ? pattern
            : null;

    private static string Format(RoutePattern pattern, Func<string, string> valueOf) =>
        "/"
        + string.Join(
            '/',
            pattern.PathSegments.Select(segment =>
                string.Concat(
                    segment.Parts.Select(part =>
                        part switch
                        {
                            RoutePatternParameterPart parameter => valueOf(parameter.Name),
                            RoutePatternLiteralPart word => word.Content,
                            RoutePatternSeparatorPart separator => separator.Content,
                            _ => throw new InvalidOperationException($"{part.PartKind} is no part of an address."),
                        }
                    )
                )
            )
        );

    private static string Canonical(string? value)
    {
        if (Guid.TryParse(value, out var id))
            return id.ToString();

        return RequestText.Normalize(value ?? "", out _) ?? value!;
    }

    private static string ToAddress(HttpRequest request, string path) =>
        request.PathBase + new PathString(path) + request.QueryString;
}
