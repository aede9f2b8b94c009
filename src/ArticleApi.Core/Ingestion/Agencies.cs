using System.Collections.Frozen;

namespace ArticleApi.Core.Ingestion;

/// <summary>How far a text that names an agency may be taken to cite it.</summary>
internal enum CitationStrength
{
    /// <summary>A picture library: it reports nothing.</summary>
    Never,

    /// <summary>The name is also a person's or a word: only with a noun, as in "the Petra news agency".</summary>
    WithNoun,

    /// <summary>The name alone is clear.</summary>
    ByNameAlone,
}

/// <param name="Name">The usual short name.</param>
/// <param name="Spellings">
/// As printed. One of capitals only, up to five, must be printed so; others match in any case.
/// </param>
internal sealed record NewsAgency(string Name, CitationStrength CitationStrength, params string[] Spellings)
{
    /// <summary>How it asks to be credited, where that differs from what is often printed.</summary>
    public string? PreferredCredit { get; init; }

    /// <summary>Whether it passes on the pictures of others, and stands last for that.</summary>
    public bool IsDistributor { get; init; }
}

/// <summary>The agencies that credits and texts name. A new agency or spelling is one line of this table.</summary>
internal static class Agencies
{
    private static readonly NewsAgency[] Table =
    [
        new(
            "Reuters",
            CitationStrength.ByNameAlone,
            "Reuters",
            "Thomson Reuters",
            "Reuter",
            "رويترز",
            "路透社",
            "ロイター",
            "로이터"
        )
        {
            PreferredCredit = "Reuters",
        },
        new(
            "AP",
            CitationStrength.ByNameAlone,
            "AP",
            "Associated Press",
            "The Associated Press",
            "The AP",
            "AP Images",
            "Invision",
            "Invision/AP",
            "AP/Invision"
        ),
        new(
            "AFP",
            CitationStrength.ByNameAlone,
            "Afp",
            "Agence France-Presse",
            "Agence France Presse",
            "AFP Forum",
            "أ.ف.ب",
            "فرانس برس",
            "法新社"
        ),
        new(
            "Getty Images",
            CitationStrength.Never,
            "Getty Images",
            "Getty",
            "GettyImages",
            "Getty Images North America",
            "Getty Images Europe",
            "GC Images",
            "iStock",
            "iStockphoto",
            "WireImage",
            "FilmMagic",
            "Hulton Archive",
            "Bettmann",
            "E+",
            "Moment RF"
        ),
        new("EPA", CitationStrength.ByNameAlone, "EPA", "EPA-EFE", "European Pressphoto Agency", "Shutterstock/EPA"),
        new("EFE", CitationStrength.ByNameAlone, "EFE", "EFECOM", "ACAN-EFE", "Agencia EFE", "Agência EFE"),
        new(
            "dpa",
            CitationStrength.ByNameAlone,
            "dpa",
            "Deutsche Presse-Agentur",
            "dpa-infocom",
            "dpa-infografik",
            "DPA Images",
            "dpa-Zentralbild",
            "dpa-tmn"
        ),
        new(
            "PA",
            CitationStrength.WithNoun,
            "PA",
            "PA Wire",
            "PA Media",
            "PA Images",
            "PA Archive",
            "Press Association",
            "Press Association Images",
            "Press Association Photos"
        ),
        new(
            "Anadolu",
            CitationStrength.ByNameAlone,
            "Anadolu",
            "Anadolu Agency",
            "Anadolu Ajansi",
            "Anadolu Ajansı",
            "Anadolu Images",
            "AA Photo",
            "Anadolu Agency (AA)"
        ),
        new("SPA", CitationStrength.WithNoun, "SPA", "Saudi Press Agency"),
        new("WAM", CitationStrength.WithNoun, "WAM", "Emirates News Agency"),
        new("KUNA", CitationStrength.ByNameAlone, "KUNA", "Kuwait News Agency"),
        new("QNA", CitationStrength.ByNameAlone, "QNA", "Qatar News Agency"),
        new("BNA", CitationStrength.WithNoun, "BNA", "Bahrain News Agency"),
        new("ONA", CitationStrength.WithNoun, "ONA", "Oman News Agency"),
        new("SANA", CitationStrength.ByNameAlone, "SANA", "Syrian Arab News Agency"),
        new("NNA", CitationStrength.ByNameAlone, "NNA"),
        new("INA", CitationStrength.WithNoun, "INA", "Iraqi News Agency"),
        new("MENA", CitationStrength.WithNoun, "MENA", "Middle East News Agency"),
        new("Petra", CitationStrength.WithNoun, "Petra"),
        new("WAFA", CitationStrength.ByNameAlone, "WAFA"),
        new("IRNA", CitationStrength.ByNameAlone, "IRNA", "Islamic Republic News Agency"),
        new("ISNA", CitationStrength.ByNameAlone, "ISNA"),
        new("Tasnim", CitationStrength.ByNameAlone, "Tasnim"),
        new("Fars", CitationStrength.WithNoun, "Fars"),
        new("Mehr", CitationStrength.WithNoun, "Mehr"),
        new("TASS", CitationStrength.ByNameAlone, "TASS", "ITAR-TASS", "ТАСС"),
        new("RIA Novosti", CitationStrength.ByNameAlone, "RIA Novosti", "RIA", "РИА Новости"),
        new("Interfax", CitationStrength.ByNameAlone, "Interfax", "Interfax-Ukraine"),
        new("Sputnik", CitationStrength.WithNoun, "Sputnik"),
        new("Ukrinform", CitationStrength.ByNameAlone, "Ukrinform"),
        new("Xinhua", CitationStrength.ByNameAlone, "Xinhua", "Xinhua News Agency", "新华社"),
        new("Kyodo", CitationStrength.ByNameAlone, "Kyodo", "Kyodo News", "共同"),
        new("Jiji", CitationStrength.ByNameAlone, "Jiji", "Jiji Press"),
        new("Yonhap", CitationStrength.ByNameAlone, "Yonhap", "Yonhap News", "Yonhap News Agency", "연합뉴스"),
        new("KCNA", CitationStrength.ByNameAlone, "KCNA"),
        new("Newsis", CitationStrength.WithNoun, "Newsis", "뉴시스"),
        new("PTI", CitationStrength.ByNameAlone, "PTI", "Press Trust of India"),
        new("ANI", CitationStrength.WithNoun, "ANI"),
        new("IANS", CitationStrength.ByNameAlone, "IANS"),
        new("Bernama", CitationStrength.ByNameAlone, "Bernama"),
        new("Antara", CitationStrength.WithNoun, "Antara", "Antara Foto"),
        new("AAP", CitationStrength.WithNoun, "AAP", "AAPIMAGE", "AAP Image", "Australian Associated Press")
        {
            PreferredCredit = "AAP",
        },
        new("UPI", CitationStrength.ByNameAlone, "UPI", "United Press International"),
        new(
            "Canadian Press",
            CitationStrength.ByNameAlone,
            "Canadian Press",
            "The Canadian Press",
            "La Presse Canadienne"
        ),
        new("Bloomberg", CitationStrength.WithNoun, "Bloomberg"),
        new("ANSA", CitationStrength.ByNameAlone, "Ansa"),
        new("Adnkronos", CitationStrength.ByNameAlone, "Adnkronos"),
        new("AGI", CitationStrength.WithNoun, "AGI"),
        new("Asharq Al-Awsat", CitationStrength.ByNameAlone, "Asharq Al-Awsat", "Asharq Al Awsat"),
        new("Europa Press", CitationStrength.ByNameAlone, "Europa Press"),
        new("Lusa", CitationStrength.WithNoun, "Lusa"),
        new("ANP", CitationStrength.WithNoun, "ANP"),
        new("Belga", CitationStrength.WithNoun, "Belga"),
        new("Keystone", CitationStrength.Never, "Keystone", "Keystone-SDA", "Keystone/SDA"),
        new("APA", CitationStrength.WithNoun, "APA", "APA-Picturedesk", "APA-Images", "picturedesk.com"),
        new("Ritzau", CitationStrength.ByNameAlone, "Ritzau", "Ritzau Scanpix", "Scanpix"),
        new("NTB", CitationStrength.ByNameAlone, "NTB", "NTB scanpix"),
        new("TT", CitationStrength.WithNoun, "TT", "TT Nyhetsbyrån"),
        new("Lehtikuva", CitationStrength.Never, "Lehtikuva"),
        new("CTK", CitationStrength.ByNameAlone, "CTK", "ČTK"),
        new("PAP", CitationStrength.WithNoun, "PAP"),
        new("MTI", CitationStrength.WithNoun, "MTI"),
        new("Action Images", CitationStrength.Never, "Action Images") { PreferredCredit = "Action Images/Reuters" },
        new("picture alliance", CitationStrength.Never, "picture alliance", "picture-alliance", "dpa picture alliance"),
        new(
            "imago",
            CitationStrength.Never,
            "imago",
            "imago images",
            "imago-images",
            "imago sportfotodienst",
            "imago stock&people"
        ),
        new("Shutterstock", CitationStrength.Never, "Shutterstock", "Shutterstock Editorial"),
        new("Alamy", CitationStrength.Never, "Alamy", "Alamy Stock Photo", "Alamy Live News"),
        new(
            "ZUMA",
            CitationStrength.Never,
            "ZUMA",
            "ZUMA Press",
            "ZUMA Press Wire",
            "ZUMA Wire",
            "ZUMAPRESS",
            "ZUMAPRESS.com"
        ),
        new("NurPhoto", CitationStrength.Never, "NurPhoto"),
        new("Redux", CitationStrength.Never, "Redux", "Redux Pictures"),
        new("Magnum", CitationStrength.Never, "Magnum Photos", "Magnum"),
        new("Cuartoscuro", CitationStrength.Never, "Cuartoscuro"),
        new("Postmedia", CitationStrength.Never, "Postmedia", "Postmedia News"),
        new("Unsplash", CitationStrength.Never, "Unsplash"),
        new("Pexels", CitationStrength.Never, "Pexels"),
        new("Pixabay", CitationStrength.Never, "Pixabay"),
        new("Adobe Stock", CitationStrength.Never, "Adobe Stock", "AdobeStock"),
        new("Telam", CitationStrength.ByNameAlone, "Télam", "Telam"),
        new("Notimex", CitationStrength.ByNameAlone, "Notimex"),
        new("Prensa Latina", CitationStrength.ByNameAlone, "Prensa Latina"),
        new("Andina", CitationStrength.WithNoun, "Andina"),
        new("Agência Brasil", CitationStrength.ByNameAlone, "Agência Brasil"),
        new("UNIAN", CitationStrength.ByNameAlone, "UNIAN", "УНІАН"),
        new("DHA", CitationStrength.WithNoun, "DHA", "Demirören News Agency"),
        new("IHA", CitationStrength.WithNoun, "IHA"),
        new("AZERTAC", CitationStrength.ByNameAlone, "AZERTAC"),
        new("BELTA", CitationStrength.ByNameAlone, "BelTA"),
        new("BTA", CitationStrength.WithNoun, "BTA"),
        new("Agerpres", CitationStrength.ByNameAlone, "Agerpres"),
        new("HINA", CitationStrength.ByNameAlone, "HINA"),
        new("Tanjug", CitationStrength.ByNameAlone, "Tanjug", "Танјуг"),
        new("STA", CitationStrength.WithNoun, "STA"),
        new("SDA", CitationStrength.ByNameAlone, "Keystone-ATS"),
        new("MAP", CitationStrength.WithNoun, "MAP"),
        new("APS", CitationStrength.WithNoun, "APS"),
        new("TAP", CitationStrength.WithNoun, "TAP"),
        new("NAN", CitationStrength.WithNoun, "NAN"),
        new("Ghana News Agency", CitationStrength.ByNameAlone, "Ghana News Agency"),
        new("CNA", CitationStrength.WithNoun, "CNA", "Central News Agency"),
        new("VNA", CitationStrength.WithNoun, "VNA", "TTXVN"),
        new("BSS", CitationStrength.WithNoun, "BSS"),
        new("APP", CitationStrength.WithNoun, "APP", "Associated Press of Pakistan"),
        new("UNB", CitationStrength.WithNoun, "UNB"),
        new("CANA", CitationStrength.WithNoun, "CANA"),
        new("epd", CitationStrength.ByNameAlone, "epd"),
        new("KNA", CitationStrength.ByNameAlone, "KNA"),
        new("SID", CitationStrength.WithNoun, "SID"),
        new("News1", CitationStrength.ByNameAlone, "뉴스1"),
        new("ADN", CitationStrength.WithNoun, "ADN"),
        new("ACAN", CitationStrength.ByNameAlone, "ACAN"),
        new("LaPresse", CitationStrength.WithNoun, "LaPresse"),
        new("PNA", CitationStrength.WithNoun, "PNA", "Philippine News Agency"),
        new("Rex Features", CitationStrength.Never, "Rex Features", "REX"),
        new("Corbis", CitationStrength.Never, "Corbis"),
        new("Allstar", CitationStrength.Never, "Allstar", "Allstar Picture Library") { IsDistributor = true },
        new("Sportsphoto", CitationStrength.Never, "Sportsphoto", "Sportsphoto Ltd", "Sportsphoto Ltd.")
        {
            IsDistributor = true,
        },
        new("Barcroft Media", CitationStrength.Never, "Barcroft Media", "Barcroft Images", "Barcroft"),
        new("Costfoto", CitationStrength.Never, "Costfoto", "CFOTO"),
        new(
            "USA TODAY Sports",
            CitationStrength.Never,
            "USA TODAY Sports",
            "USA TODAY Sports Images",
            "USA TODAY Network",
            "Imagn",
            "Imagn Images"
        ),
        new("NCA NewsWire", CitationStrength.Never, "NCA NewsWire", "NewsWire"),
        new("LAT Images", CitationStrength.Never, "LAT Images", "LAT"),
        new("SOPA Images", CitationStrength.Never, "SOPA Images", "SOPA"),
        new("LightRocket", CitationStrength.Never, "LightRocket"),
        new("Newscom", CitationStrength.Never, "Newscom"),
        new("SIPA", CitationStrength.Never, "Sipa", "SIPA USA", "Sipa Press"),
        new("ABACA", CitationStrength.Never, "ABACA", "ABACAPRESS", "Abaca Press", "ABACAPRESS.COM"),
        new("MAXPPP", CitationStrength.Never, "MAXPPP"),
        new("Hans Lucas", CitationStrength.Never, "Hans Lucas"),
        new("Bestimage", CitationStrength.Never, "Bestimage"),
        new("Icon Sport", CitationStrength.Never, "Icon Sport"),
        new("Icon Sportswire", CitationStrength.Never, "Icon Sportswire"),
        new("Gamma-Rapho", CitationStrength.Never, "Gamma-Rapho"),
        new("SWNS", CitationStrength.Never, "SWNS", "SWNS.com"),
        new("Avalon", CitationStrength.Never, "Avalon.red"),
        new("Backgrid", CitationStrength.Never, "Backgrid"),
        new("Splash News", CitationStrength.Never, "Splash News", "SplashNews.com", "Splash"),
        new("Newspix", CitationStrength.Never, "Newspix"),
        new("Mirrorpix", CitationStrength.Never, "Mirrorpix"),
        new("INPHO", CitationStrength.Never, "Inpho"),
        new("Press Eye", CitationStrength.Never, "Press Eye", "Presseye"),
        new("Sportsfile", CitationStrength.Never, "Sportsfile"),
        new("Ronald Grant Archive", CitationStrength.Never, "Ronald Grant Archive", "www.ronaldgrantarchive.com"),
        new("Bridgeman Images", CitationStrength.Never, "Bridgeman Images"),
        new("Science Photo Library", CitationStrength.Never, "Science Photo Library"),
        new("Everett Collection", CitationStrength.Never, "Everett Collection"),
        new("Camera Press", CitationStrength.Never, "Camera Press"),
        new("Eyevine", CitationStrength.Never, "eyevine"),
        new("Panos", CitationStrength.Never, "Panos", "Panos Pictures"),
        new("Polaris", CitationStrength.Never, "Polaris Images"),
        new("VII", CitationStrength.Never, "VII", "VII Photo"),
        new("Agence VU", CitationStrength.Never, "Agence VU", "VU'"),
        new("Contour", CitationStrength.Never, "Contour RA"),
        new("CQ Roll Call", CitationStrength.Never, "CQ Roll Call", "CQ-Roll Call"),
        new("TNS", CitationStrength.Never, "TNS", "Tribune News Service", "MCT"),
        new("Gallo Images", CitationStrength.Never, "Gallo Images"),
        new("VCG", CitationStrength.Never, "VCG", "Visual China Group"),
        new("Imaginechina", CitationStrength.Never, "Imaginechina"),
        new("AFLO", CitationStrength.Never, "Aflo"),
        new("Flash90", CitationStrength.Never, "Flash90"),
        new("Hollandse Hoogte", CitationStrength.Never, "Hollandse Hoogte", "HH"),
        new("Photo News", CitationStrength.Never, "Photo News", "PhotoNews"),
        new("Pro Shots", CitationStrength.Never, "Pro Shots"),
        new("Bildbyrån", CitationStrength.Never, "Bildbyrån"),
        new("Scanpix Baltics", CitationStrength.Never, "Scanpix Baltics"),
        new("ddp", CitationStrength.Never, "ddp", "ddp images"),
        new("Eibner", CitationStrength.Never, "Eibner", "Eibner-Pressefoto"),
        new("Witters", CitationStrength.Never, "Witters"),
        new("GES", CitationStrength.Never, "GES Sportfoto"),
        new("Funke Foto Services", CitationStrength.Never, "FUNKE Foto Services"),
        new("Cordon Press", CitationStrength.Never, "Cordon Press"),
        new("GTRES", CitationStrength.Never, "GTRES"),
        new("Contacto", CitationStrength.Never, "Contacto"),
        new("Folhapress", CitationStrength.Never, "Folhapress"),
        new("Estadão Conteúdo", CitationStrength.Never, "Estadão Conteúdo"),
        new("Agência O Globo", CitationStrength.Never, "Agência O Globo"),
        new("Agencia Uno", CitationStrength.Never, "Agencia Uno", "Agenciauno"),
        new("Photosport", CitationStrength.Never, "Photosport"),
        new("Imagoeconomica", CitationStrength.Never, "Imagoeconomica"),
        new("Fotogramma", CitationStrength.Never, "Fotogramma"),
        new("IPA", CitationStrength.Never, "IPA Agency"),
        new("AGF", CitationStrength.Never, "AGF"),
        new("MediaPunch", CitationStrength.Never, "MediaPunch"),
        new("Starmax", CitationStrength.Never, "Star Max"),
        new("CNP", CitationStrength.Never, "CNP", "Consolidated News Photos"),
        new("UPPA", CitationStrength.Never, "UPPA"),
        new("Cover Images", CitationStrength.Never, "Cover Images"),
        new("WENN", CitationStrength.Never, "WENN"),
        new("Depositphotos", CitationStrength.Never, "Depositphotos"),
        new("Dreamstime", CitationStrength.Never, "Dreamstime"),
        new("123RF", CitationStrength.Never, "123RF"),
        new("Fotolia", CitationStrength.Never, "Fotolia"),
        new("Freepik", CitationStrength.Never, "Freepik"),
        new("Stocksy", CitationStrength.Never, "Stocksy"),
        new("Mary Evans", CitationStrength.Never, "Mary Evans", "Mary Evans Picture Library"),
        new("ullstein bild", CitationStrength.Never, "ullstein bild", "ullstein"),
        new("akg-images", CitationStrength.Never, "akg-images"),
        new("laif", CitationStrength.Never, "laif"),
        new("Ostkreuz", CitationStrength.Never, "Ostkreuz"),
        new("Agentur Focus", CitationStrength.Never, "Agentur Focus"),
    ];

    // What a credit adds to an agency's name: "AP Photo", "Reuters pic".
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> CreditSuffixes = FrozenSet
        .Create(
            StringComparer.OrdinalIgnoreCase,
            "photo",
            "photos",
            "pic",
            "pics",
            "picture",
            "pictures",
            "image",
            "images",
            "wire",
            "foto",
            "archive",
            "file"
        )
        .GetAlternateLookup<ReadOnlySpan<char>>();

    // What an agency that we have not heard of calls itself.
    private static readonly string[] UnknownAgencySuffixes =
    [
        " Images",
        " News Agency",
        " Press Agency",
        " Photo Agency",
        " Picture Agency",
        " Press Photo",
    ];

    private static readonly KnownSpelling[] Spellings =
    [
        .. Table.SelectMany(agency => agency.Spellings.Select(spelling => new KnownSpelling(spelling, agency))),
    ];

    private static readonly WordMap<KnownSpelling> BySpelling = new(
        Spellings.Select(known => KeyValuePair.Create(known.Spelling, known))
    );

    /// <summary>By a first word, the spellings that begin with it, longest first.</summary>
    private static readonly WordMap<KnownSpelling[]> ByFirstWord = new(
        Spellings
            .GroupBy(known => known.Spelling[..WordEnd(known.Spelling, 0)], StringComparer.OrdinalIgnoreCase)
            .Select(group =>
                KeyValuePair.Create(group.Key, group.OrderByDescending(known => known.Spelling.Length).ToArray())
            )
    );

    /// <summary>The agency that these words, and nothing else, name; "AP Photo" and "via REUTERS" too.</summary>
    public static NewsAgency? Find(ReadOnlySpan<char> words)
    {
        words = words.Trim();
        if (words.IsEmpty)
            return null;
        if (words[0] is 'v' or 'V' && words.StartsWith("via ", StringComparison.OrdinalIgnoreCase))
            words = words[4..].TrimStart();
        else if (words[0] is 'C' or 'c' && words.StartsWith("Copyright ", StringComparison.OrdinalIgnoreCase))
            words = words["Copyright ".Length..].TrimStart("0123456789 ").TrimEnd('.');
        if (FindExact(words) is { } agency)
            return agency;

        var space = words.LastIndexOf(' ');
        if (space < 0 || !CreditSuffixes.Contains(words[(space + 1)..]))
            return null;

        var rest = words[..space].TrimEnd();
        return FindExact(rest)
            ?? (rest.EndsWith(" file", StringComparison.OrdinalIgnoreCase) ? FindExact(rest[..^" file".Length]) : null);
    }

    /// <summary>
    /// The same, and an agency that we have not heard of but that calls itself one, such as "Dunes Images".
    /// </summary>
    public static string? FindName(ReadOnlySpan<char> words)
    {
        if (Find(words) is { } agency)
            return agency.Name;

        words = words.Trim();
        if (words.IsEmpty || words[^1] is not ('s' or 'y' or 'o'))
            return null;
        foreach (var kind in UnknownAgencySuffixes)
        {
            if (
                words.EndsWith(kind, StringComparison.Ordinal)
                && words.Length > kind.Length + 1
                && words.Length <= 40
                && words.Count(' ') <= 4
                && char.IsUpper(words[0])
            )
                return words.ToString();
        }

        return null;
    }

    /// <summary>The agency whose spelling starts here and ends at a word's end; null where none does.</summary>
    public static (NewsAgency Agency, int Length)? FindAt(string text, int start)
    {
        var end = WordEnd(text, start);
        if (end == start || !ByFirstWord.TryGetValue(text.AsSpan(start, end - start), out var spellings))
            return null;

        foreach (var known in spellings)
        {
            var stop = start + known.Spelling.Length;
            if (
                stop <= text.Length
                && (stop == text.Length || !char.IsLetterOrDigit(text[stop]))
                && known.Matches(text.AsSpan(start, known.Spelling.Length))
            )
                return (known.Agency, known.Spelling.Length);
        }

        return null;
    }

    private static NewsAgency? FindExact(ReadOnlySpan<char> words) =>
        BySpelling.TryGetValue(words, out var known) && known.Matches(words) ? known.Agency : null;

    private static int WordEnd(string text, int start)
    {
        var end = start;
        while (end < text.Length && end - start < 40 && char.IsLetterOrDigit(text[end]))
            end++;

        return end;
    }

    private sealed record KnownSpelling(string Spelling, NewsAgency Agency)
    {
        // "tt", "pa" and "Ap" are words or parts of names; only the capitals stand for the agency.
        private readonly bool _capitals = Spelling.Length <= 5 && Spelling.All(char.IsUpper);

        public bool Matches(ReadOnlySpan<char> words) =>
            words.Equals(Spelling, _capitals ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase);
    }
}
