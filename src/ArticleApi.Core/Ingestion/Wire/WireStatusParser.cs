namespace ArticleApi.Core.Ingestion.Wire;

internal static class WireStatusParser
{
    /// <summary>By its code, alone or at the end of a QCode or an address; null where it is none of IPTC's.</summary>
    public static WireStatus? Parse(string? code) =>
        code?[(code.LastIndexOfAny([':', '/']) + 1)..].ToLowerInvariant() switch
        {
            null => WireStatus.Unspecified,
            "usable" => WireStatus.Usable,
            "withheld" => WireStatus.Withheld,
            "canceled" or "cancelled" => WireStatus.Canceled,
            _ => null,
        };

    /// <summary>The most closed of several; what is none of IPTC's opens nothing.</summary>
    public static WireStatus Parse(IEnumerable<string> codes) =>
        codes.Select(code => Parse(code) ?? WireStatus.Withheld).DefaultIfEmpty(WireStatus.Unspecified).Max();
}
