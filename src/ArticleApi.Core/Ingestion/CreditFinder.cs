namespace ArticleApi.Core.Ingestion;

/// <summary>Where a caption prints its credit.</summary>
/// <param name="RegionStart">Where the caption's own text ends.</param>
/// <param name="LineStart">Where the credit line starts, after its label or bracket.</param>
/// <param name="NamesPerson">Whether the label says that a person follows, as "Photo by" does.</param>
internal readonly record struct CreditSpan(int RegionStart, int LineStart, int LineEnd, bool NamesPerson, double Confidence);

/// <summary>Finds the credit of a caption by ordered rules: the surest first. Each looks only at the caption's last stretch, so the time is bounded.</summary>
internal static class CreditFinder
{
    private const int MaxLine = 200;

    public static CreditSpan? Find(string raw, int start, int end)
    {
        if (end <= start)
            return null;

        var from = Math.Max(start, end - 2 * MaxLine);
        var tags = WithoutRights(raw, from, WithoutTags(raw, from, end));
        var bracket = Brackets.Last(raw, from, tags);

        return Labelled(raw, from, tags, bracket) ?? Bracketed(raw, from, bracket) ?? AgencyLed(raw, from, tags) ?? LastSentence(raw, from, tags) ?? Glued(raw, from, tags);
    }

    // "Photo: NAME/AGENCY", "— Picture by NAME", "(Image: AGENCY)", "© NAME".
    private static CreditSpan? Labelled(string raw, int from, int end, (int Open, int Close)? bracket)
    {
        for (var i = from; i < end; i++)
        {
            if (char.IsWhiteSpace(raw[i]) || !Prose.IsWordStart(raw, i) || CreditLabels.At(raw, i, end) is not { } label || !CreditLabels.MayStart(raw, from, i, label.Kind))
                continue;

            var around = Brackets.Around(raw, from, i, end, bracket);
            var inside = around is not null;
            var lineEnd = around?.Close ?? end;
            var lineStart = i + label.Length;
            // "Foto: Bild: NAME": the last label stands next to the credit.
            while (CreditLabels.At(raw, lineStart, lineEnd) is { Kind: not LabelKind.Bare } next)
                lineStart += next.Length;

            // With no text before it, more than names would be the caption itself.
            if (IsLine(raw, lineStart, lineEnd, label.Kind == LabelKind.Bare ? 12 : 14) && (i > from || CreditLine.IsNames(raw, lineStart, lineEnd)))
                return Span(raw, from, around?.Open ?? i, label.Kind == LabelKind.Bare && raw[i] != '©' && raw[i] != '(' ? i : lineStart, lineEnd,
                    label.Kind == LabelKind.Person, inside || label.Kind != LabelKind.Bare ? 0.95 : 0.85);
        }

        return null;
    }

    // "(AP Photo/NAME, File)", "(NAME / AFP)", "(AGENCY)"; anything else in brackets only after a full sentence.
    private static CreditSpan? Bracketed(string raw, int from, (int Open, int Close)? bracket)
    {
        if (bracket is not { } b || !IsLine(raw, b.Open + 1, b.Close, 14))
            return null;

        var before = Prose.TrimEnd(raw, from, b.Open);
        var named = NamesAgency(raw, b.Open + 1, b.Close);
        var sentence = Prose.EndsSentence(raw, from, before) || before == from;
        if (!named && !(sentence && CreditLine.IsNames(raw, b.Open + 1, b.Close)))
            return null;

        // "… a sentence. NAME (AGENCY)"
        var last = Prose.LastSentence(raw, from, before);
        if (named && last > from && CreditLine.IsPerson(raw, last, before - last))
            return Span(raw, from, last, last, b.Close + 1, false, 0.9);

        return Span(raw, from, b.Open, b.Open + 1, b.Close, false, named ? 0.95 : 0.7);
    }

    // "REUTERS/NAME/File Photo", "AP Photo/NAME", "EFE/ NAME".
    private static CreditSpan? AgencyLed(string raw, int from, int end)
    {
        for (var i = from; i < end; i++)
        {
            if (!Prose.IsWordStart(raw, i) || (i > from && !char.IsWhiteSpace(raw[i - 1])) || Agencies.At(raw, i) is not { } hit)
                continue;

            var next = i + hit.Length;
            if (Prose.StartsAt(raw, next, " Photo", StringComparison.Ordinal))
                next += " Photo".Length;
            next = Prose.SkipSpace(raw, next, end);
            if (next < end && raw[next] is '/' or '|' && IsLine(raw, i, end, 14))
                return Span(raw, from, i, i, end, false, Prose.EndsSentence(raw, from, Prose.TrimEnd(raw, from, i)) ? 0.98 : 0.85);
        }

        return null;
    }

    // "… a sentence. NAME/AGENCY", "… a sentence. Getty Images", "… — Reuters pic".
    private static CreditSpan? LastSentence(string raw, int from, int end)
    {
        var start = Prose.LastSentence(raw, from, end);
        var region = start;
        if (start + 1 < end && Prose.IsDash(raw[start]) && raw[start + 1] == ' ')
            start = Prose.SkipSpace(raw, start + 1, end);
        for (var i = end - 2; i > start; i--)
        {
            if (Prose.IsDash(raw[i]) && raw[i - 1] == ' ' && raw[i + 1] == ' ')
            {
                // "NAME / AFP - Getty Images" is one credit.
                if (!(NamesAgency(raw, start, i) && CreditLine.IsNames(raw, start, i)))
                    (region, start) = (i, Prose.SkipSpace(raw, i + 1, end));
                break;
            }
        }

        if (start == from && region == from && !NamesAgency(raw, start, end))
            return null;

        var parts = CreditLine.Parts(raw, start, end);
        var agency = NamesAgency(raw, start, end);
        // "Press service of an office/Handout via REUTERS"
        if (agency && start > from && IsLine(raw, start, end, 20) && Agencies.Of(raw.AsSpan(parts[^1].Start, parts[^1].Length)) is not null &&
            parts.Any(part => CreditLine.IsStockWord(raw.AsSpan(part.Start, part.Length))))
            return Span(raw, from, region, start, end, false, 0.9);
        if (!IsLine(raw, start, end, 10) || !(agency && parts.All(part => CreditLine.IsName(raw, part.Start, part.Length)))
            && !CreditLine.IsStockWord(raw.AsSpan(start, end - start)) && !(parts.Count > 1 && region == start && CreditLine.IsNames(raw, start, end)))
            return null;

        return Span(raw, from, region, start, end, false, agency ? 0.9 : 0.7);
    }

    // "… in Washington DC First Last/via Reuters": no full stop, so the two words before the slash are taken for the name.
    private static CreditSpan? Glued(string raw, int from, int end)
    {
        var slash = raw.IndexOf('/', Prose.LastSentence(raw, from, end), end - Prose.LastSentence(raw, from, end));
        if (slash < 0 || slash + 1 >= end || !NamesAgency(raw, slash + 1, end) || !CreditLine.IsNames(raw, slash + 1, end))
            return null;

        var stop = Prose.TrimEnd(raw, from, slash);
        var start = stop;
        for (var words = 0; words < 2 && start > from; words++)
        {
            start = Prose.TrimEnd(raw, from, start);
            while (start > from && !char.IsWhiteSpace(raw[start - 1]))
                start--;
        }

        return CreditLine.IsPerson(raw, start, stop - start) && IsLine(raw, start, end, 10) ? Span(raw, from, start, start, end, false, 0.6) : null;
    }

    private static CreditSpan Span(string raw, int from, int region, int start, int end, bool person, double confidence)
    {
        start = Prose.SkipSpace(raw, start, end);
        end = Prose.TrimEnd(raw, start, end);
        if (end > start && raw[end - 1] == '.' && Prose.EndsSentence(raw, start, end))
            end--;

        // The dash or comma that parts the credit from the text belongs to neither.
        var text = Prose.TrimEnd(raw, from, region);
        while (text > from && (raw[text - 1] is ',' or '|' or '·' or '•' or ';' || (Prose.IsDash(raw[text - 1]) && (text - 1 == from || char.IsWhiteSpace(raw[text - 2])))))
            text = Prose.TrimEnd(raw, from, text - 1);

        return new(text, start, end, person, confidence);
    }

    // "REUTERS/NAME (COUNTRY - Tags: POLITICS)": notes to the desk, neither caption nor credit.
    private static int WithoutTags(string raw, int from, int end) =>
        Brackets.Last(raw, from, end) is { } b && raw.AsSpan(b.Open, b.Close - b.Open).Contains("Tags:", StringComparison.Ordinal) && b.Open > from
            ? Prose.TrimEnd(raw, from, b.Open)
            : end;

    private static int WithoutRights(string raw, int from, int end)
    {
        const string Rights = "All rights reserved";
        var stop = end > from && raw[end - 1] == '.' ? end - 1 : end;
        return stop - from > Rights.Length && Prose.StartsAt(raw, stop - Rights.Length, Rights) ? Prose.TrimEnd(raw, from, stop - Rights.Length) : end;
    }

    // A caption that is nothing but a credit must name an agency: "Anna Smith (UN)" says who is seen.
    private static bool NamesAgency(string raw, int start, int end) =>
        CreditLine.Parts(raw, start, end).Any(part => Agencies.Of(raw.AsSpan(part.Start, part.Length)) is not null);

    private static bool IsLine(string raw, int start, int end, int maxWords)
    {
        start = Prose.SkipSpace(raw, start, end);
        return end > start && end - start <= MaxLine && Articles.ArticleDocument.Words(raw[start..end]) <= maxWords;
    }
}
