using System.Buffers;

namespace ArticleApi.Core.Ingestion;

/// <summary>What follows a label of a credit.</summary>
internal enum CreditLabelKind
{
    /// <summary>A colon, and then anybody: "Photo:", "Bild:".</summary>
    Colon,

    /// <summary>A person: "Photo by".</summary>
    Person,

    /// <summary>The label is part of the credit: "Courtesy of", "©".</summary>
    Bare,

    /// <summary>No colon: "Foto ANP", "Credit Ann Lee". Only names may follow.</summary>
    Noun,
}

/// <summary>The words that say a credit follows. A new one is one word more in these lists.</summary>
internal static class CreditLabels
{
    private static readonly string[] Colons =
    [
        "Photo credit",
        "Photo Credits",
        "Mandatory credit",
        "File",
        "Picture credit",
        "Image credit",
        "Image source",
        "Photo source",
        "Image copyright",
        "Photographs",
        "Photograph",
        "Photographer",
        "Photos",
        "Photo",
        "Pictures",
        "Picture",
        "Pics",
        "Pic",
        "Images",
        "Image",
        "Credit",
        "Credits",
        "Source",
        "File photo",
        "File pic",
        "Video",
        "Graphic",
        "Illustration",
        "Artwork",
        "Composite",
        "Supplied",
        "Fotografie",
        "Fotograf",
        "Fotos",
        "Foto",
        "Bilder",
        "Bild",
        "Bildquelle",
        "Bildnachweis",
        "Archivbild",
        "Archivfoto",
        "Symbolbild",
        "Symbolfoto",
        "Quelle",
        "Grafik",
        "Illustration",
        "Beeld",
        "Foto's",
        "Bron",
        "Crédit photo",
        "Crédits photo",
        "Crédit",
        "Crédits",
        "Photographe",
        "Dessin",
        "Fotografía",
        "Fotos",
        "Fuente",
        "Imagen",
        "Crédito",
        "Créditos",
        "Fotografia",
        "Fonte",
        "Imagem",
        "Reprodução",
        "Divulgação",
        "Immagine",
        "Kuva",
        "Mynd",
        "Zdjęcie",
        "Fot",
        "Foto",
        "Zdroj",
        "Fotó",
        "Kép",
        "Fotka",
        "Nuotr",
        "Fotoğraf",
        "Dok",
        "Gambar",
        "Ảnh",
        "Hình",
        "Isithombe",
        "Izithombe",
        "Picha",
        "Larawan",
        "Фото",
        "Снимка",
        "ΦΩΤΟ",
        "Φωτογραφία",
        "Φωτο",
        "사진 출처",
        "사진 제공",
        "사진",
        "사진제공",
        "写真",
        "画像",
        "撮影",
        "图",
        "圖",
        "图片来源",
        "图源",
        "圖片來源",
        "צילום",
        "תמונה",
        "تصوير",
        "صورة",
        "عکس",
        "फोटो",
        "ছবি",
        "ภาพ",
    ];

    private static readonly string[] Persons =
    [
        "Photo credit should read",
        "Photograph by",
        "Photographs by",
        "Photography by",
        "Photographed by",
        "Photo by",
        "Photos by",
        "Picture by",
        "Pictures by",
        "Image by",
        "Images by",
        "Pic by",
        "Pix by",
        "Video by",
        "Illustration by",
        "Taken by",
        "Photo de",
        "Photo par",
        "Foto von",
        "Foto de",
        "Foto di",
        "Foto door",
        "Foto av",
        "Foto av",
        "Foto oleh",
        "Bild von",
    ];

    private static readonly string[] Bare =
    [
        "Courtesy of",
        "Courtesy",
        "Photograph courtesy of",
        "Photo courtesy of",
        "Picture courtesy of",
        "Image courtesy of",
        "Images courtesy of",
        "Photo courtesy",
        "Image courtesy",
        "Copyright",
        "Capture d'écran",
        "Capture d’écran",
        "Screenshot",
        "Screengrab",
        "Screen grab",
        "Captura de pantalla",
        "Handout",
        "Handout photo",
    ];

    private static readonly string[] Nouns =
    [
        "Photo",
        "Photos",
        "Foto",
        "Beeld",
        "Bild",
        "Credit",
        "Picture",
        "Pictures",
        "Image copyright",
        "Image via",
        "Photo via",
        "Fot",
        "Kuva",
        "Фото",
        "Fotos",
        "Dok",
    ];

    private static readonly WordMap<CreditLabel[]> ByFirstWord = new(
        Colons
            .Select(label => (label, kind: CreditLabelKind.Colon))
            .Concat(Persons.Select(label => (label, kind: CreditLabelKind.Person)))
            .Concat(Bare.Select(label => (label, kind: CreditLabelKind.Bare)))
            .Concat(Nouns.Select(label => (label, kind: CreditLabelKind.Noun)))
            .Distinct()
            .GroupBy(
                pair => pair.label[..SentenceScanner.FindLettersEnd(pair.label, 0)],
                StringComparer.OrdinalIgnoreCase
            )
            // The longest first, and where a colon may follow, that is looked for before names.
            .Select(group =>
                KeyValuePair.Create(
                    group.Key,
                    group
                        .OrderByDescending(pair => pair.label.Length)
                        .ThenBy(pair => pair.kind)
                        .Select(pair => new CreditLabel(pair.label, pair.kind, group.Key.Length))
                        .ToArray()
                )
            )
    );

    private static readonly SearchValues<char> StartCharacters = SearchValues.Create([
        .. ByFirstWord.Words.Select(word => char.ToUpperInvariant(word[0])).Concat("©([（［【|.,!?…—–-\"”»").Distinct(),
    ]);

    /// <summary>
    /// Where the next label may start: with a capital, or in small letters behind a bracket or a mark. Most of a
    /// caption is passed over at a glance. Negative where none may.
    /// </summary>
    public static int FindNext(string raw, int at, int end)
    {
        while (at < end && raw.AsSpan(at, end - at).IndexOfAny(StartCharacters) is >= 0 and var next)
        {
            at += next;
            if (char.IsLetter(raw[at]))
            {
                // "NadeschdinBild:" has lost the space before it.
                if (
                    at == 0
                    || !char.IsLetterOrDigit(raw[at - 1])
                    || (char.IsUpper(raw[at]) && char.IsLower(raw[at - 1]))
                )
                    return at;
                at++;
                continue;
            }

            if (raw[at] == '©' || (raw[at] == '(' && at + 2 < end && raw[at + 2] == ')'))
                return at;

            var word = SentenceScanner.SkipSpace(raw, at + 1, end);
            if (word < end && char.IsLower(raw[word]))
                return word;
            at++;
        }

        return -1;
    }

    /// <summary>The label that starts here, with the space after it.</summary>
    /// <remarks>"Keeps": the credit line holds the label itself.</remarks>
    public static (int Length, CreditLabelKind Kind, bool Keeps)? FindAt(string raw, int at, int end)
    {
        var i = SentenceScanner.SkipSpace(raw, at, end);
        if (i >= end)
            return null;
        if (raw[i] == '©' || (raw[i] == '(' && i + 2 < end && raw[i + 1] is 'c' or 'C' && raw[i + 2] == ')'))
            return (SentenceScanner.SkipSpace(raw, i + (raw[i] == '©' ? 1 : 3), end) - at, CreditLabelKind.Bare, false);
        if (
            !char.IsLetter(raw[i])
            || !ByFirstWord.TryGetValue(raw.AsSpan(i, SentenceScanner.FindLettersEnd(raw, i) - i), out var labels)
        )
            return null;

        foreach (var known in labels)
        {
            var (label, kind) = (known.Text, known.Kind);
            var next = i + label.Length;
            if (next >= end || !known.Matches(raw, i) || !SentenceScanner.IsWordEnd(raw, next))
                continue;

            var mark = SentenceScanner.SkipSpace(raw, next, end);
            var colon = mark < end && IsColon(raw, mark, label);
            if (kind == CreditLabelKind.Colon && colon)
                return (SentenceScanner.SkipSpace(raw, mark + 1, end) - at, kind, false);
            if (kind == CreditLabelKind.Person && (char.IsWhiteSpace(raw[next]) || colon))
                return (SentenceScanner.SkipSpace(raw, colon ? mark + 1 : next, end) - at, kind, false);
            if (kind == CreditLabelKind.Bare && (char.IsWhiteSpace(raw[next]) || colon) && char.IsUpper(raw[i]))
                return (SentenceScanner.SkipSpace(raw, colon ? mark + 1 : next, end) - at, kind, !colon);
            if (kind == CreditLabelKind.Noun && char.IsUpper(raw[i]) && mark < end)
                return (SkipDots(raw, mark, end) - at, kind, label == "Dok");
        }

        return null;
    }

    // A label with a colon may follow anything; the others follow a sentence, a dash or a bracket, or they are words of
    // the caption.
    public static bool MayStart(string raw, int from, int at, CreditLabelKind kind)
    {
        var before = SentenceScanner.TrimEnd(raw, from, at);
        return before == from
            || raw[before - 1] is '(' or '[' or '|' or '（' or '［' or '【'
            || SentenceScanner.IsDash(raw[before - 1])
            || SentenceScanner.EndsSentence(raw, from, before)
            || (kind != CreditLabelKind.Noun && raw[before - 1] is ',' or '"' or '”' or '»')
            || (kind == CreditLabelKind.Colon && !char.IsLower(raw[SentenceScanner.SkipSpace(raw, at, raw.Length)]))
            || raw[at] == '©';
    }

    // "Photo:", "사진 =", "Fot. Jan Kos", "Image source, Reuters"
    private static bool IsColon(string raw, int mark, string label) =>
        raw[mark] is ':' or '：' or '='
        || (raw[mark] == '.' && label is "Fot" or "Nuotr")
        || (raw[mark] == ',' && label == "Image source")
        || (raw[mark] is '/' or '／' && label is "图" or "圖");

    // "Credit Credit... Ann Lee"
    private static int SkipDots(string raw, int at, int end)
    {
        while (at < end && raw[at] is '.' or '…')
            at++;

        return SentenceScanner.SkipSpace(raw, at, end);
    }

    private sealed record CreditLabel(string Text, CreditLabelKind Kind, int FirstWordLength)
    {
        // The first word stands here, or it would not have been found; most labels differ in the first letter of the
        // second.
        public bool Matches(string raw, int at) =>
            Text.Length == FirstWordLength
            || (
                (raw[at + FirstWordLength + 1] | 0x20) == (Text[FirstWordLength + 1] | 0x20)
                && SentenceScanner.StartsAt(raw, at, Text)
            );
    }
}
