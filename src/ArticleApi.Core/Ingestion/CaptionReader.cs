using System.Buffers;

namespace ArticleApi.Core.Ingestion;

/// <summary>Parts a raw caption into what it says and whom it credits.</summary>
public static class CaptionReader
{
    private static readonly string[] Prefixes =
    [
        "FILE PHOTO:",
        "FILE PHOTO -",
        "FILE PHOTO.",
        "FILE PICTURE:",
        "FILE PIC:",
        "FILE IMAGE:",
        "ARCHIVO:",
        "ARCHIVBILD:",
        "ARKIV:",
        "[FILE PHOTO]",
        "(FILE PHOTOS)",
        "FILE IN -",
        "FILE PHOTO –",
        "FILE PHOTO —",
        "(FILE PHOTO)",
        "(FILES)",
        "(FILE)",
        "FILES:",
        "FILE:",
        "FILE -",
        "FILE –",
        "FILE —",
        "[FILE]",
    ];

    private static readonly string[] Suffixes =
    [
        "(File)",
        "[File]",
        "(File photo)",
        "(File Photo)",
        "(File pic)",
        "(Archiv)",
        "(Archivo)",
    ];

    private const string FileLabel = "File:";

    // Said in the caption's own words; these stay in the text.
    private static readonly string[] MentionKeys = ["file ", "archi", "arkiv", "arquivo"];

    private static readonly SearchValues<string> MentionWords = SearchValues.Create(
        MentionKeys,
        StringComparison.OrdinalIgnoreCase
    );

    private static readonly (string Words, int Key)[] FilePhotoMentions =
    [
        .. new[]
        {
            "file photograph",
            "file photo",
            "file picture",
            "file pic",
            "file image",
            "file footage",
            "Archivbild",
            "Archivfoto",
            "Archivaufnahme",
            "photo d'archives",
            "photo d’archives",
            "image d'archives",
            "image d’archives",
            "foto de archivo",
            "imagen de archivo",
            "foto d'archivio",
            "foto d’archivio",
            "archieffoto",
            "archiefbeeld",
            "foto de arquivo",
            "imagem de arquivo",
            "arkivfoto",
            "arkivbild",
        }.Select(words => (words, MentionKeys.Max(key => words.IndexOf(key, StringComparison.OrdinalIgnoreCase)))),
    ];

    public static CaptionReading Read(string raw)
    {
        var evidence = new List<Evidence>(8);
        var marks = new List<string>();
        var start = SentenceScanner.SkipSpace(raw, 0, raw.Length);
        var end = SentenceScanner.TrimEnd(raw, start, raw.Length);

        if (
            start < end
            && raw[start] is 'F' or 'f' or 'A' or 'a' or '(' or '['
            && SentenceScanner.FindFirstAt(raw, start, Prefixes) is { } found
        )
        {
            marks.Add($"prefix:{raw.AsSpan(start, found.Length)}");
            evidence.Add(new("filePhoto", start, found.Length));
            start = SentenceScanner.SkipSpace(raw, start + found.Length, end);
        }

        if (
            end > start
            && raw[end - 1] is ')' or ']'
            && BracketedSpans.FindLast(raw, start, end) is { } bracket
            && bracket.Open > start
            && SentenceScanner.FindFirstAt(raw, bracket.Open, Suffixes) is { } last
            && last.Length == end - bracket.Open
        )
        {
            marks.Add($"suffix:{raw.AsSpan(end - last.Length, last.Length)}");
            evidence.Add(new("filePhoto", end - last.Length, last.Length));
            end = SentenceScanner.TrimEnd(raw, start, end - last.Length);
        }

        var span = CreditLocator.Find(raw, start, end);
        var line = span is { } credit ? CreditLine.Read(raw, credit) : null;
        var textEnd = line is null ? end : span!.Value.TextEnd;
        if (line is not null)
        {
            if (line.FilePhotoMark is { } file)
            {
                marks.Add($"suffix:{raw.AsSpan(file.Start, file.Length)}");
                evidence.Add(file);
            }

            // "[File: NAME/AGENCY]"
            if (
                raw.IndexOf(FileLabel, textEnd, Math.Max(0, span!.Value.LineStart - textEnd), StringComparison.Ordinal)
                is >= 0
                    and var label
            )
            {
                marks.Add($"label:{FileLabel}");
                evidence.Add(new("filePhoto", label, FileLabel.Length));
            }

            evidence.AddRange(line.Evidence);
        }

        start = line is null ? start : span!.Value.TextStart ?? start;
        if (marks.Count == 0 && FindMention(raw, start, end) is { } mention)
        {
            marks.Add($"text:{raw.AsSpan(mention.Start, mention.Length)}");
            evidence.Add(mention);
        }

        var text = raw[start..textEnd];
        if (text.Length > 0)
            evidence.Add(new("text", start, text.Length));
        var dateline = DatelineReader.ReadCaption(text);
        if (dateline is not null && text.IndexOf(dateline.Printed.Raw, StringComparison.Ordinal) is >= 0 and var at)
            evidence.Add(new("dateline", start + at, dateline.Printed.Raw.Length));

        return new(
            text,
            raw,
            line?.Credit,
            line?.AgencyAsPrinted,
            line?.Photographers ?? [],
            marks.ToValueList(),
            dateline,
            evidence.ToValueList(),
            Math.Round(Confidence(span, line), 2)
        );
    }

    // Without a credit nothing was parted, which is right for most captions that print none.
    private static double Confidence(CreditSpan? span, CreditLine? line) => line is null ? 0.6 : span!.Value.Confidence;

    // One of few words is looked for first, since almost no caption has them.
    private static Evidence? FindMention(string raw, int start, int end)
    {
        for (var i = start; i < end && raw.AsSpan(i, end - i).IndexOfAny(MentionWords) is >= 0 and var next; i++)
        {
            i += next;
            foreach (var (words, key) in FilePhotoMentions)
            {
                var at = i - key;
                if (
                    at >= start
                    && at + words.Length <= end
                    && SentenceScanner.StartsAt(raw, at, words)
                    && SentenceScanner.IsWordStart(raw, at)
                    && SentenceScanner.IsWordEnd(raw, at + words.Length)
                )
                    return new("filePhoto", at, words.Length);
            }
        }

        return null;
    }
}
