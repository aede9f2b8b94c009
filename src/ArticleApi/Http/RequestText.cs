using System.Net;
using System.Text;
using System.Text.Unicode;
using ArticleApi.Core.Articles;
using Microsoft.AspNetCore.WebUtilities;

namespace ArticleApi.Http;

/// <summary>Why a text that was sent cannot be taken.</summary>
/// <param name="Value">What stands in it.</param>
internal sealed record TextFault(string? Value, string Code, string Detail);

/// <summary>
/// The one place where texts from requests, be they in the address or in a body, are taken or refused. What is taken is
/// composed (NFC), so that both spellings of an accented letter are one value.
/// </summary>
internal static class RequestText
{
    public static readonly TextFault BrokenUnicode = new TextFault(
        null,
        "broken-text",
        "valid Unicode: no lone surrogates, no broken UTF-8"
    );

    /// <returns>The text as it is kept; null where there is a fault.</returns>
    public static string? Normalize(string sent, out TextFault? fault)
    {
        fault = PlainText.FindForbidden(sent) switch
        {
            null => null,
            >= 0xD800 and <= 0xDFFF => BrokenUnicode,
            { } scalar => new TextFault(
                $"U+{scalar:X4}",
                "control-character",
                "no control characters but line breaks and tabs, and no noncharacters"
            ),
        };

        if (fault is not null)
            return null;

        return sent.IsNormalized(NormalizationForm.FormC) ? sent : sent.Normalize(NormalizationForm.FormC);
    }

    /// <summary>
    /// The name and value of each part of a query that is no UTF-8; without this check it would be read as the percent
    /// signs it was sent with.
    /// </summary>
    public static IEnumerable<(string Name, string Value)> FindInvalidUtf8(QueryString query)
    {
        if (query.Value is not { } text || !text.Contains('%', StringComparison.Ordinal))
            yield break;

        foreach (var part in new QueryStringEnumerable(text))
        {
            if (!IsUtf8(part.EncodedName.Span) || !IsUtf8(part.EncodedValue.Span))
                yield return (part.DecodeName().ToString(), part.EncodedValue.ToString());
        }
    }

    private static bool IsUtf8(ReadOnlySpan<char> encoded)
    {
        if (!encoded.Contains('%'))
            return true;

        var bytes = Encoding.UTF8.GetBytes(encoded.ToString());
        return Utf8.IsValid(WebUtility.UrlDecodeToBytes(bytes, 0, bytes.Length));
    }
}
