using ArticleApi.Http.Problems;
using Microsoft.Net.Http.Headers;

namespace ArticleApi.Http.Bodies;

/// <summary>What a body is said to be: it is read as that and as nothing else.</summary>
internal static class RequestMediaType
{
    /// <exception cref="ProblemException">Saying what is taken instead.</exception>
    public static void Require(HttpRequest request, string mediaType)
    {
        RequestContentEncoding.EnsureIdentity(request);
        if (
            MediaTypeHeaderValue.TryParse(request.ContentType, out var sent)
            && sent.MediaType.Equals(mediaType, StringComparison.OrdinalIgnoreCase)
            && (
                !sent.Charset.HasValue
                || sent.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase)
                || sent.Charset.Equals("\"utf-8\"", StringComparison.OrdinalIgnoreCase)
            )
        )
            return;

        throw new ProblemException(
            new(
                ProblemTypes.UnsupportedMediaType,
                $"Send {mediaType}{(mediaType == JsonBody.MergePatchMediaType ? " (RFC 7396)" : "")}.",
                FieldError.Header("Content-Type", request.ContentType, "unsupported", $"{mediaType}, in UTF-8")
            )
            {
                // RFC 9110 §15.5.16; RFC 5789 §2.2 has a field of its own.
                Headers = new Dictionary<string, string>
                {
                    [mediaType == JsonBody.MergePatchMediaType ? "Accept-Patch" : "Accept"] = mediaType,
                },
            }
        );
    }
}
