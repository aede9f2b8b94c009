using ArticleApi.Http.Problems;
using Microsoft.Extensions.Primitives;

namespace ArticleApi.Http.Bodies;

/// <summary>
/// Bodies are taken as they are: compressed they could be of any size, and what is decoded without being asked is read
/// as what it is not.
/// </summary>
internal static class RequestContentEncoding
{
    private const string Identity = "identity";

    /// <exception cref="ProblemException">
    /// Saying what is taken instead, as RFC 9110 §15.5.16 and RFC 7694 §3 have it.
    /// </exception>
    public static void EnsureIdentity(HttpRequest request)
    {
        var codings = request.Headers.ContentEncoding;
        if (StringValues.IsNullOrEmpty(codings) || string.Equals(codings, Identity, StringComparison.OrdinalIgnoreCase))
            return;

        throw new ProblemException(
            new(
                ProblemTypes.UnsupportedMediaType,
                "Send the body as it is, without Content-Encoding.",
                FieldError.Header("Content-Encoding", codings, "unsupported", $"{Identity}, or no such header")
            )
            {
                Headers = new Dictionary<string, string> { ["Accept-Encoding"] = Identity },
            }
        );
    }
}
