using System.Collections.Frozen;

namespace ArticleApi.Core.Ingestion;

/// <summary>How far a text that names an agency may be taken to cite it.</summary>
internal enum Citing
{
    /// <summary>A picture library: it reports nothing.</summary>
    Never,

    /// <summary>The name is also a person's or a word: only with a noun, as in "the Petra news agency".</summary>
    WithNoun,

    /// <summary>The name alone is clear.</summary>
    Freely,
}

/// <param name="Name">The usual short name.</param>
/// <param name="Spellings">As printed. One of capitals only, up to five, must be printed so; others match in any case.</param>
internal sealed record Agency(string Name, Citing Citing, params string[] Spellings);

/// <summary>The agencies that credits and texts name. A new agency or spelling is one line of this table.</summary>
internal static class Agencies
{
    private static readonly Agency[] Table =
    [
        new("Reuters", Citing.Freely, "Reuters", "Thomson Reuters", "Reuter"),
        new("AP", Citing.Freely, "AP", "Associated Press", "The Associated Press", "The AP"),
        new("AFP", Citing.Freely, "AFP", "Agence France-Presse", "Agence France Presse"),
        new("Getty Images", Citing.Never, "Getty Images", "Getty", "GettyImages", "Getty Images North America", "Getty Images Europe", "GC Images", "iStock", "iStockphoto", "WireImage", "FilmMagic"),
        new("EPA", Citing.Freely, "EPA", "EPA-EFE", "European Pressphoto Agency", "Shutterstock/EPA"),
        new("EFE", Citing.Freely, "EFE", "Agencia EFE"),
        new("dpa", Citing.Freely, "dpa", "Deutsche Presse-Agentur", "dpa-infocom", "DPA Images"),
        new("PA", Citing.WithNoun, "PA", "PA Wire", "PA Media", "PA Images", "Press Association", "Press Association Images"),
        new("Anadolu", Citing.Freely, "Anadolu", "Anadolu Agency", "Anadolu Ajansi", "Anadolu Images"),
        new("SPA", Citing.WithNoun, "SPA", "Saudi Press Agency"),
        new("WAM", Citing.WithNoun, "WAM", "Emirates News Agency"),
        new("KUNA", Citing.Freely, "KUNA", "Kuwait News Agency"),
        new("QNA", Citing.Freely, "QNA", "Qatar News Agency"),
        new("BNA", Citing.WithNoun, "BNA", "Bahrain News Agency"),
        new("ONA", Citing.WithNoun, "ONA", "Oman News Agency"),
        new("SANA", Citing.Freely, "SANA", "Syrian Arab News Agency"),
        new("NNA", Citing.Freely, "NNA"),
        new("INA", Citing.WithNoun, "INA", "Iraqi News Agency"),
        new("MENA", Citing.WithNoun, "MENA", "Middle East News Agency"),
        new("Petra", Citing.WithNoun, "Petra"),
        new("WAFA", Citing.Freely, "WAFA"),
        new("IRNA", Citing.Freely, "IRNA", "Islamic Republic News Agency"),
        new("ISNA", Citing.Freely, "ISNA"),
        new("Tasnim", Citing.Freely, "Tasnim"),
        new("Fars", Citing.WithNoun, "Fars"),
        new("Mehr", Citing.WithNoun, "Mehr"),
        new("TASS", Citing.Freely, "TASS", "ITAR-TASS"),
        new("RIA Novosti", Citing.Freely, "RIA Novosti", "RIA"),
        new("Interfax", Citing.Freely, "Interfax", "Interfax-Ukraine"),
        new("Sputnik", Citing.WithNoun, "Sputnik"),
        new("Ukrinform", Citing.Freely, "Ukrinform"),
        new("Xinhua", Citing.Freely, "Xinhua"),
        new("Kyodo", Citing.Freely, "Kyodo", "Kyodo News"),
        new("Jiji", Citing.Freely, "Jiji", "Jiji Press"),
        new("Yonhap", Citing.Freely, "Yonhap", "연합뉴스"),
        new("KCNA", Citing.Freely, "KCNA"),
        new("Newsis", Citing.WithNoun, "Newsis", "뉴시스"),
        new("PTI", Citing.Freely, "PTI", "Press Trust of India"),
        new("ANI", Citing.WithNoun, "ANI"),
        new("IANS", Citing.Freely, "IANS"),
        new("Bernama", Citing.Freely, "Bernama"),
        new("Antara", Citing.WithNoun, "Antara", "Antara Foto"),
        new("AAP", Citing.WithNoun, "AAP", "AAPIMAGE", "Australian Associated Press"),
        new("UPI", Citing.Freely, "UPI", "United Press International"),
        new("Canadian Press", Citing.Freely, "Canadian Press", "The Canadian Press"),
        new("Bloomberg", Citing.WithNoun, "Bloomberg"),
        new("ANSA", Citing.Freely, "ANSA"),
        new("Adnkronos", Citing.Freely, "Adnkronos"),
        new("AGI", Citing.WithNoun, "AGI"),
        new("Asharq Al-Awsat", Citing.Freely, "Asharq Al-Awsat", "Asharq Al Awsat"),
        new("Europa Press", Citing.Freely, "Europa Press"),
        new("Lusa", Citing.WithNoun, "Lusa"),
        new("ANP", Citing.WithNoun, "ANP"),
        new("Belga", Citing.WithNoun, "Belga"),
        new("Keystone", Citing.Never, "Keystone", "Keystone-SDA"),
        new("APA", Citing.WithNoun, "APA", "APA-Picturedesk"),
        new("Ritzau", Citing.Freely, "Ritzau", "Ritzau Scanpix", "Scanpix"),
        new("NTB", Citing.Freely, "NTB"),
        new("TT", Citing.WithNoun, "TT", "TT Nyhetsbyrån"),
        new("Lehtikuva", Citing.Never, "Lehtikuva"),
        new("CTK", Citing.Freely, "CTK", "ČTK"),
        new("PAP", Citing.WithNoun, "PAP"),
        new("MTI", Citing.WithNoun, "MTI"),
        new("Action Images", Citing.Never, "Action Images"),
        new("picture alliance", Citing.Never, "picture alliance", "picture-alliance"),
        new("imago", Citing.Never, "imago", "imago images"),
        new("Shutterstock", Citing.Never, "Shutterstock", "Rex Features", "REX", "REX/Shutterstock"),
        new("Alamy", Citing.Never, "Alamy", "Alamy Stock Photo", "Alamy Live News"),
        new("ZUMA", Citing.Never, "ZUMA", "ZUMA Press", "ZUMA Wire"),
        new("NurPhoto", Citing.Never, "NurPhoto"),
        new("Redux", Citing.Never, "Redux", "Redux Pictures"),
        new("Magnum", Citing.Never, "Magnum Photos"),
        new("Cuartoscuro", Citing.Never, "Cuartoscuro"),
        new("Postmedia", Citing.Never, "Postmedia", "Postmedia News"),
        new("Unsplash", Citing.Never, "Unsplash"),
        new("Pexels", Citing.Never, "Pexels"),
        new("Pixabay", Citing.Never, "Pixabay"),
        new("Adobe Stock", Citing.Never, "Adobe Stock", "AdobeStock"),
    ];

    // What a credit adds to an agency's name: "AP Photo", "Reuters pic".
    private static readonly string[] Suffixes = [" photo", " photos", " pic", " pics", " picture", " pictures", " image", " images", " wire", " file photo"];

    private static readonly FrozenDictionary<string, (string Spelling, Agency Agency)> BySpelling = Table
        .SelectMany(agency => agency.Spellings.Select(spelling => (spelling, agency)))
        .ToFrozenDictionary(pair => pair.spelling, pair => (pair.spelling, pair.agency), StringComparer.OrdinalIgnoreCase);

    /// <summary>By a first word, the spellings that begin with it, longest first.</summary>
    private static readonly FrozenDictionary<string, string[]> ByFirstWord = BySpelling.Keys
        .GroupBy(spelling => spelling.Split(' ', '-', '/')[0], StringComparer.OrdinalIgnoreCase)
        .ToFrozenDictionary(group => group.Key, group => group.OrderByDescending(spelling => spelling.Length).ToArray(), StringComparer.OrdinalIgnoreCase);

    /// <summary>The agency that these words, and nothing else, name; "AP Photo" and "via REUTERS" too.</summary>
    public static Agency? Of(ReadOnlySpan<char> words)
    {
        words = words.Trim();
        if (words.StartsWith("via ", StringComparison.OrdinalIgnoreCase))
            words = words[4..].TrimStart();
        if (words.StartsWith("Copyright ", StringComparison.OrdinalIgnoreCase))
            words = words["Copyright ".Length..].TrimStart("0123456789 ").TrimEnd('.');
        if (Exactly(words) is { } agency)
            return agency;

        foreach (var suffix in Suffixes)
        {
            if (words.EndsWith(suffix, StringComparison.OrdinalIgnoreCase) && Exactly(words[..^suffix.Length]) is { } named)
                return named;
        }

        return null;
    }

    /// <summary>The agency whose spelling starts here and ends at a word's end; null where none does.</summary>
    public static (Agency Agency, int Length)? At(string text, int start)
    {
        var end = start;
        while (end < text.Length && end - start < 40 && char.IsLetter(text[end]))
            end++;
        if (end == start || !ByFirstWord.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text.AsSpan(start, end - start), out var spellings))
            return null;

        foreach (var spelling in spellings)
        {
            var stop = start + spelling.Length;
            if (stop <= text.Length && (stop == text.Length || !char.IsLetterOrDigit(text[stop])) && Exactly(text.AsSpan(start, spelling.Length)) is { } agency)
                return (agency, spelling.Length);
        }

        return null;
    }

    private static Agency? Exactly(ReadOnlySpan<char> words) =>
        BySpelling.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(words, out var known) &&
        (!MustBeAsSpelled(known.Spelling) || words.SequenceEqual(known.Spelling))
            ? known.Agency
            : null;

    // "tt", "pa" and "Ap" are words or parts of names; only the capitals stand for the agency.
    private static bool MustBeAsSpelled(string spelling) => spelling.Length <= 5 && spelling.All(char.IsUpper);
}
