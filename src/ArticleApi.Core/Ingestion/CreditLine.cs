using System.Collections.Frozen;
using ArticleApi.Core.Images;

namespace ArticleApi.Core.Ingestion;

/// <summary>A credit line in its parts.</summary>
internal sealed record CreditLine(Credit Credit, string? AgencyAsPrinted, ValueList<string> Photographers, Evidence? FileMark, IReadOnlyList<Evidence> Evidence)
{
    private static readonly string[] FileMarks = ["/File Photo", ", File Photo", "/File photo", " File Photo", "/File", ", File", ", file", " (File)"];
    private static readonly string[] Joints = [" via ", " for ", " and ", " und ", " & ", " - ", " – ", " — "];

    // Handed out, lent or sent in: words that stand where a name would.
    private static readonly FrozenSet<string> Stock = FrozenSet.Create(StringComparer.OrdinalIgnoreCase,
        "Handout", "Supplied", "Supplied photo", "Submitted", "Courtesy", "Pool", "Stringer", "Uncredited", "Contributed", "Contributed photo", "File", "File photo", "Handout photo", "Privat");

    private static readonly string[] HandoutWords = ["handout", "courtesy", "supplied", "submitted", "contributed"];

    // No person is called so; these tell an organisation's name.
    private static readonly FrozenSet<string> Organisation = FrozenSet.Create(StringComparer.OrdinalIgnoreCase,
        "the", "of", "for", "and", "just", "stop", "our", "save", "free", "media", "news", "images", "image", "photo", "photos", "photography", "foto", "press", "agency",
        "agencia", "agence", "office", "government", "ministry", "department", "police", "university", "hospital", "museum", "association", "service", "services", "force",
        "forces", "army", "navy", "command", "network", "television", "tv", "radio", "times", "post", "herald", "tribune", "daily", "studio", "studios", "pictures",
        "group", "company", "inc", "ltd", "corp", "council", "court", "house", "bank", "center", "centre", "institute", "foundation", "club", "league", "party", "campaign",
        "world", "international", "national", "state", "united", "resort", "park", "zoo", "nasa", "noaa", "handout", "pool", "stringer", "oil", "infografik", "bild", "wire", "från", "copyright", "credit", "publishing", "record", "sports", "usa", "today", "union", "illustration");

    private static readonly FrozenSet<string> Particles = FrozenSet.Create(StringComparer.Ordinal,
        "de", "da", "do", "dos", "das", "del", "della", "di", "du", "van", "von", "der", "den", "ter", "ten", "al", "el", "bin", "bint", "ibn", "ben", "la", "le", "af", "av", "y", "e");

    /// <summary>Null where the line is longer than a credit may be.</summary>
    public static CreditLine? Read(string raw, CreditSpan span)
    {
        var (start, end) = (span.LineStart, span.LineEnd);
        if (end <= start || end - start > Credit.MaxLineLength)
            return null;

        var mark = Array.Find(FileMarks, mark => raw.AsSpan(start, end - start).EndsWith(mark, StringComparison.Ordinal));
        var file = mark is null ? null : new Evidence("filePhoto", end - mark.Length, mark.Length);
        var evidence = new List<Evidence> { new("credit", start, end - start) };
        var persons = new List<string>();
        (Agency Agency, string Printed)? agency = null;
        var parts = Parts(raw, start, end - (mark?.Length ?? 0));
        foreach (var part in parts)
        {
            var printed = raw.Substring(part.Start, part.Length);
            if (Agencies.Of(printed) is { } known)
            {
                if (agency is null)
                    evidence.Add(part with { Part = "agency" });
                agency ??= (known, printed.StartsWith("via ", StringComparison.OrdinalIgnoreCase) ? printed[4..].Trim() : printed);
            }
            else if (printed.Length <= Credit.MaxNameLength && !persons.Contains(printed, StringComparer.OrdinalIgnoreCase) && (span.NamesPerson || parts.Count > 1 || span.Confidence >= 0.9)
                && IsPerson(raw, part.Start, part.Length))
            {
                persons.Add(printed);
                evidence.Add(part with { Part = "photographer" });
            }
        }

        var line = raw[start..end];
        var photographer = persons.Count == 0 ? null : string.Join(", ", persons);
        var handout = Array.Exists(HandoutWords, word => line.Contains(word, StringComparison.OrdinalIgnoreCase));
        return new(new Credit(line, agency?.Agency.Name, photographer?.Length <= Credit.MaxNameLength ? photographer : null, handout),
            agency?.Printed, persons.ToValueList(), file, evidence);
    }

    /// <summary>What slashes, bars, commas and joining words part.</summary>
    public static List<Evidence> Parts(string raw, int start, int end)
    {
        var parts = new List<Evidence>();
        var from = start;
        for (var i = start; i <= end; i++)
        {
            var joint = i < end && raw[i] == ' ' ? Array.Find(Joints, joint => Prose.StartsAt(raw, i, joint)) : null;
            if (i < end && joint is null && raw[i] is not ('/' or '|' or ',' or '(' or ')'))
                continue;

            var first = Prose.SkipSpace(raw, from, i);
            var last = Prose.TrimEnd(raw, first, i);
            if (last > first)
                parts.Add(new("part", first, last - first));
            // "via" and its like end in the space that the next word needs no more.
            from = joint is null ? i + 1 : i + joint.Length;
            i = joint is null ? i : from - 1;
        }

        return parts;
    }

    public static bool IsStockWord(ReadOnlySpan<char> words) => Stock.GetAlternateLookup<ReadOnlySpan<char>>().Contains(words.Trim().TrimEnd('.'));

    /// <summary>Whether every part may be a name.</summary>
    public static bool IsNames(string raw, int start, int end) => Parts(raw, start, end) is { Count: > 0 and <= 6 } parts && parts.All(part => IsName(raw, part.Start, part.Length));

    /// <summary>Whether it may be the name of somebody or something: every word with a capital, particles apart.</summary>
    public static bool IsName(string raw, int start, int length)
    {
        var words = raw.Substring(start, length).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return Agencies.Of(raw.AsSpan(start, length)) is not null || IsStockWord(raw.AsSpan(start, length)) ||
            (words.Length is > 0 and <= 5 && words.All(word => char.IsUpper(word[0]) || word[0] is '@' || Particles.Contains(word) || word is "of" or "the") &&
            words.Any(word => char.IsUpper(word[0]) || word[0] is '@'));
    }

    /// <summary>Whether it looks like a person's name: two to five words with capitals, and none that only organisations have.</summary>
    public static bool IsPerson(string raw, int start, int length)
    {
        var words = raw.Substring(start, length).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length is >= 2 and <= 5 && Agencies.Of(raw.AsSpan(start, length)) is null && !IsStockWord(raw.AsSpan(start, length)) &&
            !words.Any(word => Organisation.Contains(word) || word.Any(c => !char.IsLetter(c) && c is not ('-' or '.' or '\'' or '’'))) &&
            words.All(word => char.IsUpper(word[0]) || Particles.Contains(word) || char.GetUnicodeCategory(word[0]) == System.Globalization.UnicodeCategory.OtherLetter) &&
            char.IsLetter(words[^1][0]) && !Particles.Contains(words[^1]);
    }
}
