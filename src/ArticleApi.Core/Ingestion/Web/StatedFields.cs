using ArticleApi.Core.Articles;
using ArticleApi.Core.Datelines;

namespace ArticleApi.Core.Ingestion.Web;

/// <summary>Datelines, labels and rights as documents state them in fields of their own.</summary>
internal static class StatedFields
{
    /// <summary>A dateline as if it stood before a text; null where it cannot be read as one.</summary>
    public static DatelineReading? ParseDateline(string? field)
    {
        if (field is null)
            return null;

        var reading = DatelineReader.ReadLede($"{field.Trim().TrimEnd('-', '–', '—', ' ')} — .");
        return reading is null ? null : reading with { BodyRemainder = null };
    }

    /// <summary>The stated one, but the printed one where both say the same: it tells where the text goes on.</summary>
    public static DatelineReading? ChooseDateline(DatelineReading? stated, DatelineReading? printed) =>
        stated is null || printed?.Facts.Equals(stated.Facts) == true ? printed : stated;

    /// <summary>A section or tags, each once, without those that no slug can be made of.</summary>
    public static ValueList<Label> ToLabels(IEnumerable<string?> names) =>
        names
            .Select(PlainTextCleaner.ToSingleLine)
            .OfType<string>()
            .Select(Label.FromName)
            .OfType<Label>()
            .DistinctBy(label => label.Slug)
            .ToValueList();

    public static Rights? CreateRights(string? holder, string? notice, string? terms) =>
        holder is null && notice is null && terms is null
            ? null
            : new(Truncate(holder), Truncate(notice), Truncate(terms));

    private static string? Truncate(string? text) => text?.Length > Rights.MaxLength ? text[..Rights.MaxLength] : text;
}
