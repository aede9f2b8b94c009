using System.Globalization;
using ArticleApi.Core.Rejections;
using ArticleApi.Http.Problems;
using Microsoft.Net.Http.Headers;

namespace ArticleApi.Http;

/// <summary>
/// Validators (RFC 9110 §8.8 and §13). An item's tag begins with its version; what follows a hyphen is the
/// representation.
/// </summary>
internal static class Preconditions
{
    public static string FormatETag(int version, string? representation) =>
        representation is null
            ? $"\"{version.ToString(CultureInfo.InvariantCulture)}\""
            : $"\"{version.ToString(CultureInfo.InvariantCulture)}-{representation}\"";

    /// <summary>Whether the client has a copy and asks if it is current.</summary>
    public static bool HasValidators(HttpRequest request) =>
        request.Headers.IfNoneMatch.Count > 0 || request.Headers.IfModifiedSince.Count > 0;

    /// <summary>
    /// What is wrong where a read asks for a version that is not the current one: by <c>If-Match</c> or, without one,
    /// by <c>If-Unmodified-Since</c>. It comes before the question whether a copy is current (RFC 9110 §13.2.2).
    /// </summary>
    /// <returns>Null where nothing is.</returns>
    public static Problem? FindFailed(HttpRequest request, string tag, DateTimeOffset? modified)
    {
        var sent = request.Headers.IfMatch;
        if (sent.Count > 0)
        {
            if (!EntityTagHeaderValue.TryParseList([.. sent.OfType<string>()], out var tags))
                return VersionMalformed(sent);

            var own = EntityTagHeaderValue.Parse(WithoutEncodingSuffix(tag));
            var holds = tags.Any(other =>
                other.Equals(EntityTagHeaderValue.Any)
                || EntityTagHeaderValue
                    .Parse(WithoutEncodingSuffix(other.ToString()))
                    .Compare(own, useStrongComparison: true)
            );
            if (holds)
                return null;

            return NamesOnlyLists(sent)
                ? NeverMatches(sent.ToString(), own.IsWeak ? null : own.ToString())
                : ReadFailed("If-Match", sent.ToString(), tag);
        }

        return
            request.GetTypedHeaders().IfUnmodifiedSince is { } since
            && modified is { } at
            && at.ToUnixTimeSeconds() > since.ToUnixTimeSeconds()
            ? ReadFailed("If-Unmodified-Since", request.Headers.IfUnmodifiedSince.ToString(), at.ToString("R"))
            : null;
    }

    /// <summary>Whether a read is held to a version.</summary>
    public static bool HasRequirements(HttpRequest request) =>
        request.Headers.IfMatch.Count > 0 || request.Headers.IfUnmodifiedSince.Count > 0;

    private static Problem ReadFailed(string header, string sent, string current) =>
        new(
            ProblemTypes.PreconditionFailed,
            "What is here is not the version that you ask for.",
            FieldError.Header(header, sent, "stale", current)
        );

    // Bytes that are no more than alike are no version to hold anybody to (RFC 9110 §13.1.1).
    private static Problem NeverMatches(string sent, string? current) =>
        new(
            ProblemTypes.PreconditionFailed,
            "If-Match has the weak ETag of a list, which never matches. Send the ETag of the item itself.",
            FieldError.Header("If-Match", sent, "weak-etag", current ?? "the ETag of the item itself")
        )
        {
            Headers = current is { } tag ? new Dictionary<string, string> { ["ETag"] = tag } : [],
        };

    private static bool NamesOnlyLists(string? sent) =>
        sent is not null
        && EntityTagHeaderValue.TryParseList([sent], out var tags)
        && tags.All(tag => tag.IsWeak && VersionOf(tag) is null);

    /// <summary>
    /// Whether the client's copy is current, by <c>If-None-Match</c> or, without one, by <c>If-Modified-Since</c>.
    /// </summary>
    public static bool IsNotModified(HttpRequest request, string tag, DateTimeOffset? modified)
    {
        if (!HasValidators(request))
            return false;
        // The usual case, without parsing.
        if (request.Headers.IfNoneMatch is [{ } one] && one == tag)
            return true;

        var headers = request.GetTypedHeaders();
        if (request.Headers.IfNoneMatch.Count > 0)
        {
            var own = EntityTagHeaderValue.Parse(WithoutEncodingSuffix(tag));
            return headers.IfNoneMatch.Any(sent =>
                sent.Equals(EntityTagHeaderValue.Any)
                || EntityTagHeaderValue
                    .Parse(WithoutEncodingSuffix(sent.ToString()))
                    .Compare(own, useStrongComparison: false)
            );
        }

        return headers.IfModifiedSince is { } since
            && modified is { } at
            && at.ToUnixTimeSeconds() <= since.ToUnixTimeSeconds();
    }

    // A copy in another coding is as current as the plain one.
    private static string WithoutEncodingSuffix(string tag) =>
        tag.EndsWith("-br\"", StringComparison.Ordinal) || tag.EndsWith("-gz\"", StringComparison.Ordinal)
            ? tag[..^4] + '"'
            : tag;

    /// <summary>
    /// The version that a write is held to. Any tag of the current version will do, also of another representation or
    /// weakened, since proxies re-code and weaken; <c>*</c> means any version.
    /// </summary>
    public static ExpectedVersion ReadExpectedVersion(HttpRequest request) =>
        ReadIfMatch(request) with
        {
            Excluded = ReadExcludedVersion(request),
        };

    private static ExpectedVersion ReadIfMatch(HttpRequest request)
    {
        var sent = request.Headers.IfMatch;
        if (sent.Count == 0)
            return ExpectedVersion.Unstated;
        if (!EntityTagHeaderValue.TryParseList([.. sent.OfType<string>()], out var tags))
            return new(sent.ToString()) { IsMalformed = true };

        return new(sent.ToString())
        {
            IsAny = tags.Any(tag => tag.Equals(EntityTagHeaderValue.Any)),
            Versions = [.. tags.Select(VersionOf).OfType<int>()],
        };
    }

    private static ExcludedVersion? ReadExcludedVersion(HttpRequest request)
    {
        var sent = request.Headers.IfNoneMatch;
        if (sent.Count == 0)
            return null;
        if (!EntityTagHeaderValue.TryParseList([.. sent.OfType<string>()], out var tags))
            throw new ProblemException(
                Problem.InvalidRequest(
                    FieldError.Header("If-None-Match", sent, "not-an-etag", "*, or ETags in double quotes")
                )
            );

        return new(
            sent.ToString(),
            tags.Any(tag => tag.Equals(EntityTagHeaderValue.Any)),
            [.. tags.Select(VersionOf).OfType<int>()]
        );
    }

    public static Problem VersionRequired() =>
        new(
            ProblemTypes.PreconditionRequired,
            "Send If-Match with the ETag you read, so that nobody's change is lost.",
            FieldError.Header("If-Match", null, "required", "the ETag of the version you read, or *")
        );

    public static Problem VersionMalformed(string? sent) =>
        Problem.InvalidRequest(
            FieldError.Header("If-Match", sent, "not-an-etag", "an ETag in double quotes, such as \"7\"")
        );

    public static Problem ExistsAlready(int? version, string? sent) =>
        new(
            ProblemTypes.PreconditionFailed,
            "It is there already, and you asked to change nothing that is.",
            FieldError.Header("If-None-Match", sent, "exists", "left out, to change what is there")
        )
        {
            Headers = version is { } tag ? new Dictionary<string, string> { ["ETag"] = FormatETag(tag, null) } : [],
        };

    public static Problem VersionConflict(int? version, string? sent)
    {
        var tag = version is { } number ? FormatETag(number, null) : null;
        if (NamesOnlyLists(sent))
            return NeverMatches(sent!, tag);

        return new(
            ProblemTypes.PreconditionFailed,
            version is { } now
                ? $"The current version is {now}. Read it again and repeat your change."
                : "Somebody changed it meanwhile. Read it again and repeat your change.",
            FieldError.Header("If-Match", sent, "stale", tag ?? "the ETag of the current version")
        )
        {
            Headers = tag is not null ? new Dictionary<string, string> { ["ETag"] = tag } : [],
        };
    }

    private static int? VersionOf(EntityTagHeaderValue tag)
    {
        var text = tag.Tag.AsSpan().Trim('"');
        var hyphen = text.IndexOf('-');

        return int.TryParse(
            hyphen < 0 ? text : text[..hyphen],
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var version
        )
            ? version
            : null;
    }
}
