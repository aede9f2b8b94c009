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
/// <param name="Spellings">
/// As printed. One of capitals only, up to five, must be printed so; others match in any case.
/// </param>
internal sealed record Agency(string Name, Citing Citing, params string[] Spellings)
{
    /// <summary>How it asks to be credited, where that differs from what is often printed.</summary>
    public string? Credited { get; init; }

    /// <summary>Whether it passes on the pictures of others, and stands last for that.</summary>
    public bool Distributes { get; init; }
}

/// <summary>The agencies that credits and texts name. A new agency or spelling is one line of this table.</summary>
internal static class Agencies
{
    private static readonly Agency[] Table =
    [
        new("Reuters", Citing.Freely, "Reuters", "Thomson Reuters", "Reuter", "رويترز", "路透社", "ロイター", "로이터")
        {
            Credited = "Reuters",
        },
        new(
            "AP",
            Citing.Freely,
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
            Citing.Freely,
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
            Citing.Never,
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
        new("EPA", Citing.Freely, "EPA", "EPA-EFE", "European Pressphoto Agency", "Shutterstock/EPA"),
        new("EFE", Citing.Freely, "EFE", "EFECOM", "ACAN-EFE", "Agencia EFE", "Agência EFE"),
        new(
            "dpa",
            Citing.Freely,
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
            Citing.WithNoun,
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
            Citing.Freely,
            "Anadolu",
            "Anadolu Agency",
            "Anadolu Ajansi",
            "Anadolu Ajansı",
            "Anadolu Images",
            "AA Photo",
            "Anadolu Agency (AA)"
        ),
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
        new("TASS", Citing.Freely, "TASS", "ITAR-TASS", "ТАСС"),
        new("RIA Novosti", Citing.Freely, "RIA Novosti", "RIA", "РИА Новости"),
        new("Interfax", Citing.Freely, "Interfax", "Interfax-Ukraine"),
        new("Sputnik", Citing.WithNoun, "Sputnik"),
        new("Ukrinform", Citing.Freely, "Ukrinform"),
        new("Xinhua", Citing.Freely, "Xinhua", "Xinhua News Agency", "新华社"),
        new("Kyodo", Citing.Freely, "Kyodo", "Kyodo News", "共同"),
        new("Jiji", Citing.Freely, "Jiji", "Jiji Press"),
        new("Yonhap", Citing.Freely, "Yonhap", "Yonhap News", "Yonhap News Agency", "연합뉴스"),
        new("KCNA", Citing.Freely, "KCNA"),
        new("Newsis", Citing.WithNoun, "Newsis", "뉴시스"),
        new("PTI", Citing.Freely, "PTI", "Press Trust of India"),
        new("ANI", Citing.WithNoun, "ANI"),
        new("IANS", Citing.Freely, "IANS"),
        new("Bernama", Citing.Freely, "Bernama"),
        new("Antara", Citing.WithNoun, "Antara", "Antara Foto"),
        new("AAP", Citing.WithNoun, "AAP", "AAPIMAGE", "AAP Image", "Australian Associated Press") { Credited = "AAP" },
        new("UPI", Citing.Freely, "UPI", "United Press International"),
        new("Canadian Press", Citing.Freely, "Canadian Press", "The Canadian Press", "La Presse Canadienne"),
        new("Bloomberg", Citing.WithNoun, "Bloomberg"),
        new("ANSA", Citing.Freely, "Ansa"),
        new("Adnkronos", Citing.Freely, "Adnkronos"),
        new("AGI", Citing.WithNoun, "AGI"),
        new("Asharq Al-Awsat", Citing.Freely, "Asharq Al-Awsat", "Asharq Al Awsat"),
        new("Europa Press", Citing.Freely, "Europa Press"),
        new("Lusa", Citing.WithNoun, "Lusa"),
        new("ANP", Citing.WithNoun, "ANP"),
        new("Belga", Citing.WithNoun, "Belga"),
        new("Keystone", Citing.Never, "Keystone", "Keystone-SDA", "Keystone/SDA"),
        new("APA", Citing.WithNoun, "APA", "APA-Picturedesk", "APA-Images", "picturedesk.com"),
        new("Ritzau", Citing.Freely, "Ritzau", "Ritzau Scanpix", "Scanpix"),
        new("NTB", Citing.Freely, "NTB", "NTB scanpix"),
        new("TT", Citing.WithNoun, "TT", "TT Nyhetsbyrån"),
        new("Lehtikuva", Citing.Never, "Lehtikuva"),
        new("CTK", Citing.Freely, "CTK", "ČTK"),
        new("PAP", Citing.WithNoun, "PAP"),
        new("MTI", Citing.WithNoun, "MTI"),
        new("Action Images", Citing.Never, "Action Images") { Credited = "Action Images/Reuters" },
        new("picture alliance", Citing.Never, "picture alliance", "picture-alliance", "dpa picture alliance"),
        new(
            "imago",
            Citing.Never,
            "imago",
            "imago images",
            "imago-images",
            "imago sportfotodienst",
            "imago stock&people"
        ),
        new("Shutterstock", Citing.Never, "Shutterstock", "Shutterstock Editorial"),
        new("Alamy", Citing.Never, "Alamy", "Alamy Stock Photo", "Alamy Live News"),
        new("ZUMA", Citing.Never, "ZUMA", "ZUMA Press", "ZUMA Press Wire", "ZUMA Wire", "ZUMAPRESS", "ZUMAPRESS.com"),
        new("NurPhoto", Citing.Never, "NurPhoto"),
        new("Redux", Citing.Never, "Redux", "Redux Pictures"),
        new("Magnum", Citing.Never, "Magnum Photos", "Magnum"),
        new("Cuartoscuro", Citing.Never, "Cuartoscuro"),
        new("Postmedia", Citing.Never, "Postmedia", "Postmedia News"),
        new("Unsplash", Citing.Never, "Unsplash"),
        new("Pexels", Citing.Never, "Pexels"),
        new("Pixabay", Citing.Never, "Pixabay"),
        new("Adobe Stock", Citing.Never, "Adobe Stock", "AdobeStock"),
        new("Telam", Citing.Freely, "Télam", "Telam"),
        new("Notimex", Citing.Freely, "Notimex"),
        new("Prensa Latina", Citing.Freely, "Prensa Latina"),
        new("Andina", Citing.WithNoun, "Andina"),
        new("Agência Brasil", Citing.Freely, "Agência Brasil"),
        new("UNIAN", Citing.Freely, "UNIAN", "УНІАН"),
        new("DHA", Citing.WithNoun, "DHA", "Demirören News Agency"),
        new("IHA", Citing.WithNoun, "IHA"),
        new("AZERTAC", Citing.Freely, "AZERTAC"),
        new("BELTA", Citing.Freely, "BelTA"),
        new("BTA", Citing.WithNoun, "BTA"),
        new("Agerpres", Citing.Freely, "Agerpres"),
        new("HINA", Citing.Freely, "HINA"),
        new("Tanjug", Citing.Freely, "Tanjug", "Танјуг"),
        new("STA", Citing.WithNoun, "STA"),
        new("SDA", Citing.Freely, "Keystone-ATS"),
        new("MAP", Citing.WithNoun, "MAP"),
        new("APS", Citing.WithNoun, "APS"),
        new("TAP", Citing.WithNoun, "TAP"),
        new("NAN", Citing.WithNoun, "NAN"),
        new("Ghana News Agency", Citing.Freely, "Ghana News Agency"),
        new("CNA", Citing.WithNoun, "CNA", "Central News Agency"),
        new("VNA", Citing.WithNoun, "VNA", "TTXVN"),
        new("BSS", Citing.WithNoun, "BSS"),
        new("APP", Citing.WithNoun, "APP", "Associated Press of Pakistan"),
        new("UNB", Citing.WithNoun, "UNB"),
        new("CANA", Citing.WithNoun, "CANA"),
        new("epd", Citing.Freely, "epd"),
        new("KNA", Citing.Freely, "KNA"),
        new("SID", Citing.WithNoun, "SID"),
        new("News1", Citing.Freely, "뉴스1"),
        new("ADN", Citing.WithNoun, "ADN"),
        new("ACAN", Citing.Freely, "ACAN"),
        new("LaPresse", Citing.WithNoun, "LaPresse"),
        new("PNA", Citing.WithNoun, "PNA", "Philippine News Agency"),
        new("Rex Features", Citing.Never, "Rex Features", "REX"),
        new("Corbis", Citing.Never, "Corbis"),
        new("Allstar", Citing.Never, "Allstar", "Allstar Picture Library") { Distributes = true },
        new("Sportsphoto", Citing.Never, "Sportsphoto", "Sportsphoto Ltd", "Sportsphoto Ltd.") { Distributes = true },
        new("Barcroft Media", Citing.Never, "Barcroft Media", "Barcroft Images", "Barcroft"),
        new("Costfoto", Citing.Never, "Costfoto", "CFOTO"),
        new(
            "USA TODAY Sports",
            Citing.Never,
            "USA TODAY Sports",
            "USA TODAY Sports Images",
            "USA TODAY Network",
            "Imagn",
            "Imagn Images"
        ),
        new("NCA NewsWire", Citing.Never, "NCA NewsWire", "NewsWire"),
        new("LAT Images", Citing.Never, "LAT Images", "LAT"),
        new("SOPA Images", Citing.Never, "SOPA Images", "SOPA"),
        new("LightRocket", Citing.Never, "LightRocket"),
        new("Newscom", Citing.Never, "Newscom"),
        new("SIPA", Citing.Never, "Sipa", "SIPA USA", "Sipa Press"),
        new("ABACA", Citing.Never, "ABACA", "ABACAPRESS", "Abaca Press", "ABACAPRESS.COM"),
        new("MAXPPP", Citing.Never, "MAXPPP"),
        new("Hans Lucas", Citing.Never, "Hans Lucas"),
        new("Bestimage", Citing.Never, "Bestimage"),
        new("Icon Sport", Citing.Never, "Icon Sport"),
        new("Icon Sportswire", Citing.Never, "Icon Sportswire"),
        new("Gamma-Rapho", Citing.Never, "Gamma-Rapho"),
        new("SWNS", Citing.Never, "SWNS", "SWNS.com"),
        new("Avalon", Citing.Never, "Avalon.red"),
        new("Backgrid", Citing.Never, "Backgrid"),
        new("Splash News", Citing.Never, "Splash News", "SplashNews.com", "Splash"),
        new("Newspix", Citing.Never, "Newspix"),
        new("Mirrorpix", Citing.Never, "Mirrorpix"),
        new("INPHO", Citing.Never, "Inpho"),
        new("Press Eye", Citing.Never, "Press Eye", "Presseye"),
        new("Sportsfile", Citing.Never, "Sportsfile"),
        new("Ronald Grant Archive", Citing.Never, "Ronald Grant Archive", "www.ronaldgrantarchive.com"),
        new("Bridgeman Images", Citing.Never, "Bridgeman Images"),
        new("Science Photo Library", Citing.Never, "Science Photo Library"),
        new("Everett Collection", Citing.Never, "Everett Collection"),
        new("Camera Press", Citing.Never, "Camera Press"),
        new("Eyevine", Citing.Never, "eyevine"),
        new("Panos", Citing.Never, "Panos", "Panos Pictures"),
        new("Polaris", Citing.Never, "Polaris Images"),
        new("VII", Citing.Never, "VII", "VII Photo"),
        new("Agence VU", Citing.Never, "Agence VU", "VU'"),
        new("Contour", Citing.Never, "Contour RA"),
        new("CQ Roll Call", Citing.Never, "CQ Roll Call", "CQ-Roll Call"),
        new("TNS", Citing.Never, "TNS", "Tribune News Service", "MCT"),
        new("Gallo Images", Citing.Never, "Gallo Images"),
        new("VCG", Citing.Never, "VCG", "Visual China Group"),
        new("Imaginechina", Citing.Never, "Imaginechina"),
        new("AFLO", Citing.Never, "Aflo"),
        new("Flash90", Citing.Never, "Flash90"),
        new("Hollandse Hoogte", Citing.Never, "Hollandse Hoogte", "HH"),
        new("Photo News", Citing.Never, "Photo News", "PhotoNews"),
        new("Pro Shots", Citing.Never, "Pro Shots"),
        new("Bildbyrån", Citing.Never, "Bildbyrån"),
        new("Scanpix Baltics", Citing.Never, "Scanpix Baltics"),
        new("ddp", Citing.Never, "ddp", "ddp images"),
        new("Eibner", Citing.Never, "Eibner", "Eibner-Pressefoto"),
        new("Witters", Citing.Never, "Witters"),
        new("GES", Citing.Never, "GES Sportfoto"),
        new("Funke Foto Services", Citing.Never, "FUNKE Foto Services"),
        new("Cordon Press", Citing.Never, "Cordon Press"),
        new("GTRES", Citing.Never, "GTRES"),
        new("Contacto", Citing.Never, "Contacto"),
        new("Folhapress", Citing.Never, "Folhapress"),
        new("Estadão Conteúdo", Citing.Never, "Estadão Conteúdo"),
        new("Agência O Globo", Citing.Never, "Agência O Globo"),
        new("Agencia Uno", Citing.Never, "Agencia Uno", "Agenciauno"),
        new("Photosport", Citing.Never, "Photosport"),
        new("Imagoeconomica", Citing.Never, "Imagoeconomica"),
        new("Fotogramma", Citing.Never, "Fotogramma"),
        new("IPA", Citing.Never, "IPA Agency"),
        new("AGF", Citing.Never, "AGF"),
        new("MediaPunch", Citing.Never, "MediaPunch"),
        new("Starmax", Citing.Never, "Star Max"),
        new("CNP", Citing.Never, "CNP", "Consolidated News Photos"),
        new("UPPA", Citing.Never, "UPPA"),
        new("Cover Images", Citing.Never, "Cover Images"),
        new("WENN", Citing.Never, "WENN"),
        new("Depositphotos", Citing.Never, "Depositphotos"),
        new("Dreamstime", Citing.Never, "Dreamstime"),
        new("123RF", Citing.Never, "123RF"),
        new("Fotolia", Citing.Never, "Fotolia"),
        new("Freepik", Citing.Never, "Freepik"),
        new("Stocksy", Citing.Never, "Stocksy"),
        new("Mary Evans", Citing.Never, "Mary Evans", "Mary Evans Picture Library"),
        new("ullstein bild", Citing.Never, "ullstein bild", "ullstein"),
        new("akg-images", Citing.Never, "akg-images"),
        new("laif", Citing.Never, "laif"),
        new("Ostkreuz", Citing.Never, "Ostkreuz"),
        new("Agentur Focus", Citing.Never, "Agentur Focus"),
    ];

    // What a credit adds to an agency's name: "AP Photo", "Reuters pic".
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Suffixes = FrozenSet
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
    private static readonly string[] Kinds =
    [
        " Images",
        " News Agency",
        " Press Agency",
        " Photo Agency",
        " Picture Agency",
        " Press Photo",
    ];

    private static readonly Known[] Spellings =
    [
        .. Table.SelectMany(agency => agency.Spellings.Select(spelling => new Known(spelling, agency))),
    ];

    private static readonly WordTable<Known> BySpelling = new(
        Spellings.Select(known => KeyValuePair.Create(known.Spelling, known))
    );

    /// <summary>By a first word, the spellings that begin with it, longest first.</summary>
    private static readonly WordTable<Known[]> ByFirstWord = new(
        Spellings
            .GroupBy(known => known.Spelling[..WordEnd(known.Spelling, 0)], StringComparer.OrdinalIgnoreCase)
            .Select(group =>
                KeyValuePair.Create(group.Key, group.OrderByDescending(known => known.Spelling.Length).ToArray())
            )
    );

    /// <summary>The agency that these words, and nothing else, name; "AP Photo" and "via REUTERS" too.</summary>
    public static Agency? Of(ReadOnlySpan<char> words)
    {
        words = words.Trim();
        if (words.IsEmpty)
            return null;
        if (words[0] is 'v' or 'V' && words.StartsWith("via ", StringComparison.OrdinalIgnoreCase))
            words = words[4..].TrimStart();
        else if (words[0] is 'C' or 'c' && words.StartsWith("Copyright ", StringComparison.OrdinalIgnoreCase))
            words = words["Copyright ".Length..].TrimStart("0123456789 ").TrimEnd('.');
        if (Exactly(words) is { } agency)
            return agency;

        var space = words.LastIndexOf(' ');
        if (space < 0 || !Suffixes.Contains(words[(space + 1)..]))
            return null;

        var rest = words[..space].TrimEnd();
        return Exactly(rest)
            ?? (rest.EndsWith(" file", StringComparison.OrdinalIgnoreCase) ? Exactly(rest[..^" file".Length]) : null);
    }

    /// <summary>
    /// The same, and an agency that we have not heard of but that calls itself one, such as "Dunes Images".
    /// </summary>
    public static string? NameOf(ReadOnlySpan<char> words)
    {
        if (Of(words) is { } agency)
            return agency.Name;

        words = words.Trim();
        if (words.IsEmpty || words[^1] is not ('s' or 'y' or 'o'))
            return null;
        foreach (var kind in Kinds)
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
    public static (Agency Agency, int Length)? At(string text, int start)
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
                && known.IsSpelled(text.AsSpan(start, known.Spelling.Length))
            )
                return (known.Agency, known.Spelling.Length);
        }

        return null;
    }

    private static Agency? Exactly(ReadOnlySpan<char> words) =>
        BySpelling.TryGetValue(words, out var known) && known.IsSpelled(words) ? known.Agency : null;

    private static int WordEnd(string text, int start)
    {
        var end = start;
        while (end < text.Length && end - start < 40 && char.IsLetterOrDigit(text[end]))
            end++;

        return end;
    }

    private sealed record Known(string Spelling, Agency Agency)
    {
        // "tt", "pa" and "Ap" are words or parts of names; only the capitals stand for the agency.
        private readonly bool _capitals = Spelling.Length <= 5 && Spelling.All(char.IsUpper);

        public bool IsSpelled(ReadOnlySpan<char> words) =>
            words.Equals(Spelling, _capitals ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase);
    }
}
