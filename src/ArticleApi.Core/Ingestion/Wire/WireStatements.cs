using ArticleApi.Core.Articles;

namespace ArticleApi.Core.Ingestion.Wire;

/// <summary>
/// What an agency's item states of its times and of who may have it; what cannot be read is complained about.
/// </summary>
internal static class WireStatements
{
    /// <summary>An instant that the item states; what is none, or has no time zone, is complained about.</summary>
    public static DateTimeOffset? ParseDate(this DocumentParseContext reading, string? text, string name, int? line)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        if (
            InstantParser.Parse(text, InstantFormats.Wire, out var hasZone) is not { } date
            || !ArticleLimits.IsInRange(date)
        )
        {
            reading.AddWarning(line, $"{name}: '{WireItem.Shorten(text)}' is no date.");
            return null;
        }

        if (!hasZone)
            reading.AddWarning(line, $"{name}: '{WireItem.Shorten(text)}' has no time zone; it is taken for UTC.");
        return date;
    }

    /// <summary>The instants that bound who may have an item.</summary>
    /// <param name="stated">Each as it stands there; empty where it is named and nothing more.</param>
    public static TimeBounds ParseBounds(
        this DocumentParseContext reading,
        IEnumerable<string> stated,
        string name,
        int? line
    )
    {
        var (instants, areRead) = (new List<DateTimeOffset>(), true);
        foreach (var text in stated)
        {
            if (text.Length == 0)
                reading.AddWarning(line, $"{name}: stated without a date; what has it is taken as a draft.");
            if (reading.ParseDate(text, name, line) is { } date)
                instants.Add(date);
            // What a template leaves of its pattern, YYYYMMDD000000-HHMM, states nothing.
            else if (!text.StartsWith("YYYY", StringComparison.OrdinalIgnoreCase))
                areRead = false;
        }

        return new(instants, areRead);
    }

    /// <summary>
    /// What may be done with an item: whatever is said of it that is not usable, or that nobody understands, keeps it
    /// from readers, and so does what bounds it by an instant that cannot be read.
    /// </summary>
    /// <param name="codes">
    /// Its publishing status in each way of saying it; empty where it is named and nothing more.
    /// </param>
    public static WireStatus ParseStatus(
        this DocumentParseContext reading,
        IEnumerable<string> codes,
        int? line,
        params ReadOnlySpan<TimeBounds> bounds
    )
    {
        var stated = codes.ToList();
        foreach (var code in stated.Where(code => WireStatusParser.Parse(code) is null))
            reading.AddWarning(
                line,
                $"The publishing status '{WireItem.Shorten(code)}' is none of usable, withheld and canceled; "
                    + "what has it is taken as a draft."
            );

        var status = WireStatusParser.Parse(stated);
        foreach (var bound in bounds)
        {
            if (!bound.AllReadable && status != WireStatus.Canceled)
                status = WireStatus.Withheld;
        }

        return status;
    }
}
