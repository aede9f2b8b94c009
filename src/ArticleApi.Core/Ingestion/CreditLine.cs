using System.Buffers;
using System.Collections.Frozen;
using ArticleApi.Core.Images;

namespace ArticleApi.Core.Ingestion;

/// <summary>One name of a credit line, or what stands where a name would.</summary>
internal readonly record struct CreditPart(int Start, int Length);

/// <summary>A credit line in its parts.</summary>
internal sealed record CreditLine(
    Credit Credit,
    string? AgencyAsPrinted,
    ValueList<string> Photographers,
    Evidence? FilePhotoMark,
    IReadOnlyList<Evidence> Evidence
)
{
    private static readonly string[] FilePhotoMarks =
    [
        "/File Photo",
        ", File Photo",
        "/File photo",
        " File Photo",
        "/File",
        ", File",
        ", file",
        " (File)",
    ];
    private static readonly string[] Connectors =
    [
        " via ",
        " for ",
        " and ",
        " und ",
        " et ",
        " og ",
        " och ",
        " & ",
        " - ",
        " – ",
        " — ",
        " photo by ",
        " pour ",
        " para ",
        " für ",
        " voor ",
    ];

    private static readonly SearchValues<char> ConnectorFirstLetters = SearchValues.Create([
        .. Connectors.Select(joint => joint[1]),
        .. Connectors.Select(joint => char.ToUpperInvariant(joint[1])),
    ]);

    // Handed out, lent or sent in: words that stand where a name would.
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> StockWords = FrozenSet
        .Create(
            StringComparer.OrdinalIgnoreCase,
            "Handout",
            "Supplied",
            "Supplied photo",
            "Submitted",
            "Courtesy",
            "Pool",
            "Stringer",
            "Uncredited",
            "Contributed",
            "Contributed photo",
            "File",
            "File photo",
            "Handout photo",
            "Privat",
            "zVg",
            "Archiv",
            "Symbolbild",
            "DR",
            "D.R.",
            "Archive",
            "Archivo",
            "Cortesía",
            "Cedida",
            "Social media",
            "Social media website",
            "NASA",
            "ESA",
            "NOAA",
            "USGS",
            "UNICEF",
            "Divulgação",
            "Reprodução",
            "Ihsan"
        )
        .GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly SearchValues<string> HandoutWords = SearchValues.Create(
        ["handout", "courtesy", "supplied", "submitted", "contributed", "cortes", "zVg"],
        StringComparison.OrdinalIgnoreCase
    );

    // No person is called so; these tell an organisation's name.
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> OrganisationWords = FrozenSet
        .Create(
            StringComparer.OrdinalIgnoreCase,
            "the",
            "of",
            "for",
            "and",
            "just",
            "stop",
            "our",
            "save",
            "free",
            "media",
            "newswire",
            "news",
            "images",
            "image",
            "photo",
            "photos",
            "photography",
            "foto",
            "press",
            "agency",
            "agencia",
            "agence",
            "office",
            "government",
            "ministry",
            "department",
            "police",
            "university",
            "hospital",
            "museum",
            "association",
            "service",
            "services",
            "force",
            "forces",
            "army",
            "navy",
            "command",
            "network",
            "television",
            "tv",
            "radio",
            "times",
            "post",
            "herald",
            "tribune",
            "daily",
            "studio",
            "studios",
            "pictures",
            "group",
            "company",
            "inc",
            "ltd",
            "corp",
            "council",
            "court",
            "house",
            "bank",
            "center",
            "centre",
            "institute",
            "foundation",
            "club",
            "league",
            "party",
            "campaign",
            "world",
            "international",
            "national",
            "state",
            "united",
            "resort",
            "park",
            "zoo",
            "nasa",
            "noaa",
            "handout",
            "pool",
            "stringer",
            "oil",
            "infografik",
            "bild",
            "wire",
            "från",
            "copyright",
            "credit",
            "publishing",
            "record",
            "sports",
            "usa",
            "today",
            "union",
            "illustration"
        )
        .GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Particles = FrozenSet
        .Create(
            StringComparer.Ordinal,
            "de",
            "da",
            "do",
            "dos",
            "das",
            "del",
            "della",
            "di",
            "du",
            "van",
            "von",
            "der",
            "den",
            "ter",
            "ten",
            "al",
            "el",
            "bin",
            "bint",
            "ibn",
            "ben",
            "la",
            "le",
            "af",
            "av",
            "y",
            "e"
        )
        .GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Null where the line is longer than a credit may be.</summary>
    public static CreditLine? Read(string raw, CreditSpan span)
    {
        var (start, end) = (span.LineStart, span.LineEnd);
        if (end <= start || end - start > Credit.MaxLineLength)
            return null;

        string? mark = null;
        foreach (var known in raw[end - 1] is 'o' or 'e' or ')' ? FilePhotoMarks : [])
            mark ??= raw.AsSpan(start, end - start).EndsWith(known, StringComparison.Ordinal) ? known : null;
        var file = mark is null ? null : new Evidence("filePhoto", end - mark.Length, mark.Length);
        var evidence = new List<Evidence>(4) { new("credit", start, end - start) };
        var persons = new List<string>();
        var person = start;
        (string Name, string Printed)? agency = null;
        var parts = SplitParts(raw, start, end - (mark?.Length ?? 0));
        foreach (var part in parts)
        {
            var printed = raw.AsSpan(part.Start, part.Length);
            if (Agencies.FindName(printed) is { } known)
            {
                if (agency is null)
                    evidence.Add(new("agency", part.Start, part.Length));
                agency ??= (
                    known,
                    (
                        printed.StartsWith("via ", StringComparison.OrdinalIgnoreCase) ? printed[4..].Trim() : printed
                    ).ToString()
                );
            }
            else if (
                printed.Length <= Credit.MaxNameLength
                && (span.NamesPerson || parts.Count > 1 || span.Confidence >= 0.9)
                && (persons.Count == 0 || !MarksEmployer(raw, person, part.Start))
                && IsPersonName(printed)
                && !Contains(persons, printed)
            )
            {
                persons.Add(printed.ToString());
                person = part.Start + part.Length;
                evidence.Add(new("photographer", part.Start, part.Length));
            }
        }

        var line = raw[start..end];
        var photographer = persons.Count == 0 ? null : string.Join(", ", persons);
        var handout = line.AsSpan().ContainsAny(HandoutWords);
        return new(
            new Credit(line, agency?.Name, photographer?.Length <= Credit.MaxNameLength ? photographer : null, handout),
            agency?.Printed,
            persons.ToValueList(),
            file,
            evidence
        );
    }

    /// <summary>What slashes, bars, commas and joining words part.</summary>
    public static List<CreditPart> SplitParts(string raw, int start, int end)
    {
        var parts = new List<CreditPart>(4);
        var from = start;
        for (var i = start; i <= end; i++)
        {
            var joint = i < end && raw[i] == ' ' ? ConnectorAt(raw, i, end) : null;
            if (
                i < end
                && joint is null
                && raw[i] is not ('/' or '／' or '|' or ',' or ';' or '(' or ')' or '（' or '）')
                && !IsConnectorBeforeAgency(raw, from, i, end)
            )
                continue;

            var first = SentenceScanner.SkipSpace(raw, from, i);
            var last = SentenceScanner.TrimEnd(raw, first, i);
            while (first < last && IsQuote(raw[first]))
                first = SentenceScanner.SkipSpace(raw, first + 1, last);
            while (last > first && IsQuote(raw[last - 1]))
                last = SentenceScanner.TrimEnd(raw, first, last - 1);
            if (last > first)
                parts.Add(new(first, last - first));
            // "via" and its like end in the space that the next word needs no more.
            from = joint is null ? i + 1 : i + joint.Length;
            i = joint is null ? i : from - 1;
        }

        return parts;
    }

    private static bool Contains(List<string> persons, ReadOnlySpan<char> name)
    {
        foreach (var person in persons)
        {
            if (name.Equals(person, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    private static string? ConnectorAt(string raw, int i, int end)
    {
        if (i + 1 >= end || !ConnectorFirstLetters.Contains(raw[i + 1]))
            return null;

        foreach (var joint in Connectors)
        {
            if (
                i + joint.Length < end
                && (raw[i + 1] | 0x20) == (joint[1] | 0x20)
                && SentenceScanner.StartsAt(raw, i, joint)
            )
                return joint;
        }

        return null;
    }

    // "Ann Lee/Al Jazeera": the second name is whom the first works for, not another photographer.
    private static bool MarksEmployer(string raw, int from, int to) =>
        raw.AsSpan(from, to - from).ContainsAny('/', '|', '(')
        || raw.AsSpan(from, to - from).Trim() is "for" or "pour" or "para" or "für" or "voor";

    // "(Photo Ann Lee. AFP)", "Ann Lee-USA TODAY Sports"
    private static bool IsConnectorBeforeAgency(string raw, int from, int i, int end) =>
        raw[i] is '.' or '-'
        && i + 2 < end
        && i > 1
        && char.IsLower(raw[i - 1])
        && (raw[i] == '.' ? raw[i + 1] == ' ' : raw.AsSpan(from, i - from).Trim().Contains(' '))
        && Agencies.FindAt(raw, raw[i] == '.' ? i + 2 : i + 1) is not null;

    private static bool IsQuote(char c) => c is '"' or '«' or '»' or '“' or '”' or '„';

    /// <summary>
    /// Whether any part names an agency: a caption that is nothing but a credit must, for "Anna Smith (UN)" says who is
    /// seen.
    /// </summary>
    public static bool NamesAgency(string raw, int start, int end) => NamesAgency(raw, SplitParts(raw, start, end));

    public static bool NamesAgency(string raw, List<CreditPart> parts)
    {
        foreach (var part in parts)
        {
            if (Agencies.FindName(raw.AsSpan(part.Start, part.Length)) is not null)
                return true;
        }

        return false;
    }

    public static bool IsStockWord(ReadOnlySpan<char> words) => StockWords.Contains(words.Trim().TrimEnd('.'));

    /// <summary>Whether every part may be a name.</summary>
    public static bool IsListOfNames(string raw, int start, int end) => IsListOfNames(raw, SplitParts(raw, start, end));

    public static bool IsListOfNames(string raw, List<CreditPart> parts) =>
        parts.Count is > 0 and <= 6 && AreNames(raw, parts);

    public static bool AreNames(string raw, List<CreditPart> parts)
    {
        foreach (var part in parts)
        {
            if (!IsName(raw, part.Start, part.Length))
                return false;
        }

        return true;
    }

    public static bool HasStockWord(string raw, List<CreditPart> parts)
    {
        foreach (var part in parts)
        {
            if (IsStockWord(raw.AsSpan(part.Start, part.Length)))
                return true;
        }

        return false;
    }

    /// <summary>
    /// Whether it may be the name of somebody or something: every word with a capital, particles apart.
    /// </summary>
    public static bool IsName(string raw, int start, int length)
    {
        var name = raw.AsSpan(start, Math.Max(0, length));
        if (Agencies.Find(name) is not null || IsStockWord(name))
            return true;

        var (words, capitals) = (0, false);
        foreach (var part in name.Split(' '))
        {
            var word = name[part];
            if (word.IsEmpty)
                continue;

            var capital = char.IsUpper(word[0]) || word[0] == '@';
            if (++words > 5 || !(capital || Particles.Contains(word) || word is "of" or "the"))
                return false;
            capitals |= capital;
        }

        return capitals;
    }

    /// <summary>
    /// Whether it looks like a person's name: two to five words with capitals, and none that only organisations have.
    /// </summary>
    public static bool IsPerson(string raw, int start, int length)
    {
        var name = raw.AsSpan(start, Math.Max(0, length));
        return Agencies.FindName(name) is null && IsPersonName(name);
    }

    private static bool IsPersonName(ReadOnlySpan<char> name)
    {
        if (name.IndexOf(' ') < 0 || IsStockWord(name))
            return false;

        var words = 0;
        var last = ReadOnlySpan<char>.Empty;
        foreach (var part in name.Split(' '))
        {
            var word = name[part];
            if (word.IsEmpty)
                continue;
            if (++words > 5 || OrganisationWords.Contains(word) || !IsNameWord(word))
                return false;
            last = word;
        }

        return words >= 2 && char.IsLetter(last[0]) && !Particles.Contains(last);
    }

    private static bool IsNameWord(ReadOnlySpan<char> word)
    {
        foreach (var c in word)
        {
            if (!char.IsLetter(c) && c is not ('-' or '.' or '\'' or '’'))
                return false;
        }

        return char.IsUpper(word[0])
            || Particles.Contains(word)
            || char.GetUnicodeCategory(word[0]) == System.Globalization.UnicodeCategory.OtherLetter;
    }
}
