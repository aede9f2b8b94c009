using System.Buffers;

namespace ArticleApi.Core.Ingestion;

/// <summary>
/// Finds the credit of a caption by ordered rules: the surest first. Each looks only at the caption's last stretch, so
/// the time is bounded.
/// </summary>
internal static class CreditLocator
{
    private const int MaxLineLength = 200;

    // What a page puts behind a credit.
    private static readonly string[] PageWords =
    [
        " Mehr",
        " More",
        " Read more",
        " Enlarge",
        " Vergrößern",
        " Bild vergrößern",
        " Open image in gallery",
        " hide caption",
        " toggle caption",
        " Lire la suite",
        " Weiterlesen",
        " STF",
        " Freelance",
    ];

    private static readonly SearchValues<string> DeskNotes = SearchValues.Create(
        [
            "ATTENTION EDITORS",
            "TPX IMAGES OF THE DAY",
            "NO RESALES",
            "EDITORIAL USE ONLY",
            "BEST QUALITY AVAILABLE",
            "-- BEST QUALITY",
        ],
        StringComparison.Ordinal
    );

    public static CreditSpan? Find(string raw, int start, int end)
    {
        if (end <= start)
            return null;
        if (LeadingCreditParser.Find(raw, start, end) is { } leading)
            return leading;

        var from = Math.Max(start, end - 2 * MaxLineLength);
        var tags = WithoutPageWords(
            raw,
            from,
            WithoutRights(raw, from, WithoutTags(raw, from, WithoutDeskNotes(raw, from, end)))
        );
        var bracket = BracketedSpans.FindLast(raw, from, tags);

        return FindLabelled(raw, from, tags, bracket)
            ?? FindBracketed(raw, from, bracket)
            ?? FindAgencyLed(raw, from, tags)
            ?? FindInLastSentence(raw, from, tags)
            ?? (
                FindSlash(raw, from, tags) < 0
                    ? null
                    : FindAfterSlash(raw, from, tags) ?? FindWithoutFullStop(raw, from, tags)
            );
    }

    // "Photo: NAME/AGENCY", "— Picture by NAME", "(Image: AGENCY)", "© NAME", "Foto ANP".
    private static CreditSpan? FindLabelled(string raw, int from, int end, (int Open, int Close)? bracket)
    {
        for (var i = from; i >= 0; i = CreditLabels.FindNext(raw, i + 1, end))
        {
            if (CreditLabels.FindAt(raw, i, end) is not { } label || !CreditLabels.MayStart(raw, from, i, label.Kind))
                continue;

            var around = BracketedSpans.FindAround(raw, from, i, end, bracket);
            var inside = around is not null;
            var lineEnd = around?.Close ?? end;
            var lineStart = i + label.Length;
            var kind = label.Kind;
            var keeps = label.Keeps;
            // "Foto: Bild: NAME", "Credit Credit... NAME": the last label stands next to the credit.
            while (
                CreditLabels.FindAt(raw, lineStart, lineEnd) is { Keeps: false } next
                && (next.Kind != CreditLabelKind.Noun || kind == CreditLabelKind.Noun)
            )
                (lineStart, kind) = (lineStart + next.Length, next.Kind == CreditLabelKind.Bare ? kind : next.Kind);

            if (!MayBeCreditLine(raw, lineStart, lineEnd, kind == CreditLabelKind.Bare ? 12 : 14))
                continue;
            // With no text before it, more than names would be the caption itself; and a noun may be a word of it.
            if (
                i == from
                && !CreditLine.IsListOfNames(raw, lineStart, lineEnd)
                && !(kind != CreditLabelKind.Bare && CreditLine.NamesAgency(raw, lineStart, lineEnd))
            )
                continue;
            if (
                kind == CreditLabelKind.Noun
                && !(
                    CreditLine.IsListOfNames(raw, lineStart, lineEnd)
                    && (
                        inside
                        || CreditLine.NamesAgency(raw, lineStart, lineEnd)
                        || CreditLine.IsPerson(raw, lineStart, lineEnd - lineStart)
                    )
                )
            )
                continue;

            return CreateSpan(raw, from, around?.Open ?? i, keeps ? i : lineStart, lineEnd) with
            {
                NamesPerson = kind is CreditLabelKind.Person or CreditLabelKind.Noun,
                Confidence = inside || label.Kind is CreditLabelKind.Colon or CreditLabelKind.Person ? 0.95 : 0.85,
            };
        }

        return null;
    }

    // "(AP Photo/NAME, File)", "(NAME / AFP)", "(AGENCY)"; anything else in brackets only after a full sentence.
    private static CreditSpan? FindBracketed(string raw, int from, (int Open, int Close)? bracket)
    {
        if (bracket is not { } b || !MayBeCreditLine(raw, b.Open + 1, b.Close, 14))
            return null;

        var before = SentenceScanner.TrimEnd(raw, from, b.Open);
        var parts = CreditLine.SplitParts(raw, b.Open + 1, b.Close);
        var named = CreditLine.NamesAgency(raw, parts);
        var names = named || CreditLine.IsListOfNames(raw, parts);
        // "[NAME/PAPER]", "(Paper Photo by NAME)"
        var known =
            named
            || (
                names
                && parts.Count > 1
                && (
                    raw[b.Open] == '['
                    || CreditLine.IsPerson(raw, parts[0].Start, parts[0].Length)
                    || raw.AsSpan(b.Open, b.Close - b.Open).Contains("photo by ", StringComparison.OrdinalIgnoreCase)
                )
            );
        if (!known && !(names && (before == from || SentenceScanner.EndsSentence(raw, from, before))))
            return null;

        // "(Ann Lee/PA) (PA Wire)": the first says more.
        if (
            named
            && BracketedSpans.FindLast(raw, from, before) is { } first
            && before == first.Close + 1
            && CreditLine.NamesAgency(raw, first.Open + 1, first.Close)
        )
            return CreateSpan(raw, from, first.Open, first.Open + 1, first.Close) with { Confidence = 0.9 };

        // "… a sentence. NAME (AGENCY)"
        var last = SentenceScanner.StartOfLastSentence(raw, from, before);
        if (named && last > from && CreditLine.IsPerson(raw, last, before - last))
            return CreateSpan(raw, from, last, last, b.Close + 1) with { Confidence = 0.9 };

        return CreateSpan(raw, from, b.Open, b.Open + 1, b.Close) with
        {
            Confidence = ConfidenceOf(named, known),
        };
    }

    private static double ConfidenceOf(bool namesAgency, bool isKnown)
    {
        if (namesAgency)
            return 0.95;

        return isKnown ? 0.8 : 0.7;
    }

    // "REUTERS/NAME/File Photo", "AP Photo/NAME", "EFE/ NAME": an agency in front of the first slash.
    private static CreditSpan? FindAgencyLed(string raw, int from, int end)
    {
        for (var slash = FindSlash(raw, from, end); slash >= 0; slash = FindSlash(raw, slash + 1, end))
        {
            var start = slash;
            for (var words = 0; words < 4 && start > from; words++)
            {
                start = SentenceScanner.TrimEnd(raw, from, start);
                while (start > from && !char.IsWhiteSpace(raw[start - 1]))
                    start--;
                if (Agencies.FindAt(raw, start) is not { } hit)
                    continue;

                var next = start + hit.Length;
                if (SentenceScanner.StartsAt(raw, next, " Photo", StringComparison.Ordinal))
                    next += " Photo".Length;
                if (SentenceScanner.SkipSpace(raw, next, end) == slash && MayBeCreditLine(raw, start, end, 14))
                    return CreateSpan(raw, from, start, start, end) with
                    {
                        Confidence = SentenceScanner.EndsSentence(raw, from, SentenceScanner.TrimEnd(raw, from, start))
                            ? 0.98
                            : 0.85,
                    };
            }
        }

        return null;
    }

    private static int FindSlash(string raw, int from, int end) =>
        raw.AsSpan(from, end - from).IndexOfAny('/', '|', '／') is >= 0 and var index ? from + index : -1;

    // "… a sentence. NAME/AGENCY", "… a sentence. Getty Images", "… — Reuters pic".
    private static CreditSpan? FindInLastSentence(string raw, int from, int end)
    {
        var start = SentenceScanner.StartOfLastSentence(raw, from, end);
        var region = start;
        if (start + 1 < end && SentenceScanner.IsDash(raw[start]) && raw[start + 1] == ' ')
            start = SentenceScanner.SkipSpace(raw, start + 1, end);
        for (var i = end - 2; i > start; i--)
        {
            if (SentenceScanner.IsDash(raw[i]) && raw[i - 1] == ' ' && raw[i + 1] == ' ')
            {
                // "NAME / AFP - Getty Images" is one credit.
                if (!(CreditLine.NamesAgency(raw, start, i) && CreditLine.IsListOfNames(raw, start, i)))
                    (region, start) = (i, SentenceScanner.SkipSpace(raw, i + 1, end));
                break;
            }
        }

        // Longer than any credit, or plain prose: what follows would only say so, and take its time.
        if (
            !MayBeCreditLine(raw, start, end, 20)
            || (CountWords(raw, start, end, small: true) > 4 && FindSlash(raw, start, end) < 0)
        )
            return null;

        var parts = CreditLine.SplitParts(raw, start, end);
        var agency = CreditLine.NamesAgency(raw, parts);
        if (start == from && region == from && !agency)
            return null;

        // "Press service of an office/Handout via REUTERS"
        if (
            agency
            && start > from
            && Agencies.Find(raw.AsSpan(parts[^1].Start, parts[^1].Length)) is not null
            && CreditLine.HasStockWord(raw, parts)
        )
            return CreateSpan(raw, from, region, start, end) with { Confidence = 0.9 };
        if (
            !MayBeCreditLine(raw, start, end, 10)
            || !(agency && CreditLine.AreNames(raw, parts))
                && !CreditLine.IsStockWord(raw.AsSpan(start, end - start))
                && !(parts.Count > 1 && region == start && CreditLine.IsListOfNames(raw, start, end))
        )
            return null;

        return CreateSpan(raw, from, region, start, end) with
        {
            Confidence = agency ? 0.9 : 0.7,
        };
    }

    // "… a walk in the old town / Ann Lee", "… on the shore / Getty Images": a slash with spaces, after words enough
    // for a caption.
    private static CreditSpan? FindAfterSlash(string raw, int from, int end)
    {
        var slash = raw.AsSpan(from, end - from).LastIndexOf(" / ") + from;
        var start = slash + " / ".Length;
        if (slash < from || !MayBeCreditLine(raw, start, end, 6))
            return null;

        var agency = CreditLine.NamesAgency(raw, start, end) && CreditLine.IsListOfNames(raw, start, end);
        var minWords = agency ? 3 : 5;
        if (CountWords(raw, from, slash) < minWords || !(agency || CreditLine.IsPerson(raw, start, end - start)))
            return null;

        return CreateSpan(raw, from, slash, start, end) with
        {
            NamesPerson = !agency,
            Confidence = 0.6,
        };
    }

    // "… in Washington DC First Last/via Reuters": no full stop, so the two words before the slash are taken for the
    // name.
    private static CreditSpan? FindWithoutFullStop(string raw, int from, int end)
    {
        var sentence = SentenceScanner.StartOfLastSentence(raw, from, end);
        var slash = raw.IndexOf('/', sentence, end - sentence);
        if (
            slash < 0
            || slash + 1 >= end
            || !CreditLine.NamesAgency(raw, slash + 1, end)
            || !CreditLine.IsListOfNames(raw, slash + 1, end)
        )
            return null;

        var stop = SentenceScanner.TrimEnd(raw, from, slash);
        var start = stop;
        for (var words = 0; words < 2 && start > from; words++)
        {
            start = SentenceScanner.TrimEnd(raw, from, start);
            while (start > from && !char.IsWhiteSpace(raw[start - 1]))
                start--;
        }

        return CreditLine.IsPerson(raw, start, stop - start) && MayBeCreditLine(raw, start, end, 10)
            ? CreateSpan(raw, from, start, start, end) with
            {
                Confidence = 0.6,
            }
            : null;
    }

    private static CreditSpan CreateSpan(string raw, int from, int region, int start, int end)
    {
        start = SentenceScanner.SkipSpace(raw, start, end);
        end = SentenceScanner.TrimEnd(raw, start, end);
        if (end > start && raw[end - 1] == '.' && SentenceScanner.EndsSentence(raw, start, end))
            end--;

        // The dash or comma that parts the credit from the text belongs to neither.
        var text = SentenceScanner.TrimEnd(raw, from, region);
        while (
            text > from
            && (
                raw[text - 1] is ',' or '|' or '·' or '•' or ';'
                || (
                    raw[text - 1] is '/' or '-' or '–' or '—' or '―'
                    && (text - 1 == from || char.IsWhiteSpace(raw[text - 2]))
                )
            )
        )
            text = SentenceScanner.TrimEnd(raw, from, text - 1);

        return new(null, text, start, end, false, 0);
    }

    // "REUTERS/NAME (COUNTRY - Tags: POLITICS)": notes to the desk, neither caption nor credit.
    private static int WithoutTags(string raw, int from, int end) =>
        BracketedSpans.FindLast(raw, from, end) is { } b
        && raw.AsSpan(b.Open, b.Close - b.Open).Contains("Tags:", StringComparison.Ordinal)
        && b.Open > from
            ? SentenceScanner.TrimEnd(raw, from, b.Open)
            : end;

    // "ATTENTION EDITORS - THIS IMAGE WAS PROVIDED BY A THIRD PARTY."
    private static int WithoutDeskNotes(string raw, int from, int end) =>
        raw.AsSpan(from, end - from).IndexOfAny(DeskNotes) is > 0 and var note
            ? SentenceScanner.TrimEnd(raw, from, from + note)
            : end;

    private static int WithoutRights(string raw, int from, int end)
    {
        const string Rights = "All rights reserved";
        var stop = end > from && raw[end - 1] == '.' ? end - 1 : end;
        return stop - from > Rights.Length && SentenceScanner.StartsAt(raw, stop - Rights.Length, Rights)
            ? SentenceScanner.TrimEnd(raw, from, stop - Rights.Length)
            : end;
    }

    private static int WithoutPageWords(string raw, int from, int end)
    {
        foreach (var words in PageWords)
        {
            if (
                end - words.Length > from
                && SentenceScanner.StartsAt(raw, end - words.Length, words, StringComparison.Ordinal)
            )
                end = SentenceScanner.TrimEnd(raw, from, end - words.Length);
        }

        return end;
    }

    private static bool MayBeCreditLine(string raw, int start, int end, int maxWords)
    {
        start = SentenceScanner.SkipSpace(raw, start, end);
        return end > start && end - start <= MaxLineLength && CountWords(raw, start, end) <= maxWords;
    }

    private static int CountWords(string raw, int start, int end, bool small = false)
    {
        var words = 0;
        for (var i = start; i < end; i++)
        {
            if (
                !char.IsWhiteSpace(raw[i])
                && (i == start || char.IsWhiteSpace(raw[i - 1]))
                && (!small || char.IsLower(raw[i]))
            )
                words++;
        }

        return words;
    }
}
