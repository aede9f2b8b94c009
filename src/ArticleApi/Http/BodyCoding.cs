using Microsoft.Extensions.Primitives;

namespace ArticleApi.Http;

/// <summary>
/// Bodies are taken as they are: compressed they could be of any size, and what is decoded without being asked is read
/// as what it is not.
/// </summary>
internal static class BodyCoding
{
    private const string None = "identity";

    /// <exception cref="ProblemException">
    /// Saying what is taken instead, as RFC 9110 §15.5.16 and RFC 7694 §3 have it.
    /// </exception>
    public static void Refuse(HttpRequest request)
    {
        var codings = request.Headers.ContentEncoding;
        if (StringValues.IsNullOrEmpty(codings) || string.Equals(codings, None, StringComparison.OrdinalIgnoreCase))
            return;

        throw new ProblemException(
            new(
                ProblemTypes.UnsupportedMediaType,
                "Send the body as it is, without Content-Encoding.",
                FieldError.Header("Content-Encoding", codings, "unsupported", $"{None}, or no such header")
            )
            {
                Headers = new Dictionary<string, string> { ["Accept-Encoding"] = None },
            }
        );
    }
}
