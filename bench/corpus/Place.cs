using System.Text;
using ArticleApi.Core.Datelines;

namespace Corpus;

/// <summary>A town as datelines print it.</summary>
/// <param name="Printed">In a caption, <c>Austin, Texas</c>.</param>
/// <param name="AsDateline">At the head of a text, <c>AUSTIN, Texas</c>.</param>
internal sealed record Place(
    byte[] Locality,
    byte[]? Region,
    byte[] Country,
    byte[] CountryCode,
    byte[] Printed,
    byte[] AsDateline
)
{
    private static readonly Place[][] ByCountry =
    [
        .. Table.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Towns),
    ];
    private static readonly Zipf Ranks = new(ByCountry.Length, 2);

    /// <summary>Any, those of countries in the news more often.</summary>
    public static Place Any(Dice dice)
    {
        var towns = ByCountry[Ranks.Draw(dice)];
        return towns[dice.Below(towns.Length)];
    }

    private static Place[] Towns(string line)
    {
        var code = line[..2];
        return [.. line[3..].Split(',', StringSplitOptions.TrimEntries).Select(town => Of(town.Split('/'), code))];
    }

    private static Place Of(string[] names, string code)
    {
        var (locality, region, country) = (names[0], names.ElementAtOrDefault(1), Countries.NameOf(code)!);
        return new(
            Utf8(locality),
            region is null ? null : Utf8(region),
            Utf8(country),
            Utf8(code),
            Utf8($"{locality}, {region ?? country}"),
            Utf8($"{locality.ToUpperInvariant()}, {region ?? country}")
        );
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    // The countries most in the news first.
    private const string Table = """
        US Washington/D.C., New York/New York, Los Angeles/California, Chicago/Illinois, Houston/Texas, Austin/Texas, Atlanta/Georgia, Boston/Massachusetts, Seattle/Washington, Denver/Colorado, Miami/Florida, Phoenix/Arizona, Detroit/Michigan, Philadelphia/Pennsylvania, Portland/Oregon, Minneapolis/Minnesota
        GB London, Manchester, Birmingham, Glasgow, Edinburgh, Cardiff, Belfast, Liverpool, Leeds
        UA Kyiv, Kharkiv, Odesa, Dnipro, Lviv, Zaporizhzhia, Mykolaiv, Kherson, Chernihiv, Sumy, Poltava, Vinnytsia
        RU Moscow, Saint Petersburg, Novosibirsk, Yekaterinburg, Kazan, Rostov-on-Don, Samara, Vladivostok, Kaliningrad
        CN Beijing, Shanghai, Guangzhou, Shenzhen, Wuhan, Chengdu, Chongqing, Tianjin, Nanjing, Xi’an
        IL Jerusalem, Tel Aviv, Haifa, Ashdod, Beersheba
        DE Berlin, Hamburg, Munich, Cologne, Frankfurt, Stuttgart, Leipzig, Dresden, Bremen
        FR Paris, Marseille, Lyon, Toulouse, Nice, Strasbourg, Bordeaux, Lille
        IN New Delhi, Mumbai, Kolkata, Chennai, Bengaluru, Hyderabad, Ahmedabad, Lucknow, Srinagar
        TR Ankara, Istanbul, Izmir, Antalya, Diyarbakir, Gaziantep
        SA Riyadh, Jeddah, Mecca, Medina, Dammam
        IR Tehran, Isfahan, Mashhad, Shiraz, Tabriz
        SY Damascus, Aleppo, Homs, Idlib, Latakia, Hama
        LB Beirut, Tripoli, Tyre, Sidon
        IQ Baghdad, Basra, Mosul, Erbil, Kirkuk
        EG Cairo, Alexandria, Giza, Suez, Luxor
        IT Rome, Milan, Naples, Turin, Venice, Palermo, Bologna
        ES Madrid, Barcelona, Valencia, Seville, Bilbao, Malaga
        JP Tokyo, Osaka, Kyoto, Hiroshima, Sapporo, Fukuoka
        BR Brasilia, Sao Paulo, Rio de Janeiro, Salvador, Manaus, Recife
        CA Ottawa, Toronto/Ontario, Montreal/Quebec, Vancouver/British Columbia, Calgary/Alberta, Halifax/Nova Scotia
        AU Canberra, Sydney, Melbourne, Brisbane, Perth, Adelaide
        MX Mexico City, Guadalajara, Monterrey, Tijuana, Oaxaca
        PK Islamabad, Karachi, Lahore, Peshawar, Quetta
        AF Kabul, Kandahar, Herat, Mazar-i-Sharif
        KR Seoul, Busan, Incheon, Daegu
        PL Warsaw, Krakow, Gdansk, Wroclaw, Poznan
        BE Brussels, Antwerp, Ghent, Liege
        YE Sanaa, Aden, Taiz, Hodeidah
        SD Khartoum, Omdurman, Port Sudan
        LY Tripoli, Benghazi, Misrata
        ZA Johannesburg, Cape Town, Pretoria, Durban
        NG Abuja, Lagos, Kano, Maiduguri
        AE Abu Dhabi, Dubai, Sharjah
        QA Doha
        JO Amman, Zarqa, Aqaba
        NL Amsterdam, The Hague, Rotterdam, Utrecht
        CH Geneva, Zurich, Bern, Basel, Davos
        AT Vienna, Graz, Salzburg
        GR Athens, Thessaloniki, Patras
        SE Stockholm, Gothenburg, Malmo
        NO Oslo, Bergen, Trondheim
        FI Helsinki, Tampere, Turku
        DK Copenhagen, Aarhus
        HU Budapest, Debrecen
        RO Bucharest, Cluj-Napoca, Timisoara
        RS Belgrade, Novi Sad
        CZ Prague, Brno, Ostrava
        PT Lisbon, Porto
        IE Dublin, Cork, Galway
        BY Minsk, Brest, Gomel
        MD Chisinau
        GE Tbilisi, Batumi
        AM Yerevan, Gyumri
        AZ Baku, Ganja
        KZ Astana, Almaty
        KP Pyongyang, Kaesong
        TW Taipei, Kaohsiung
        PH Manila, Cebu City, Davao City
        ID Jakarta, Surabaya, Bandung, Denpasar
        TH Bangkok, Chiang Mai, Phuket
        VN Hanoi, Ho Chi Minh City, Da Nang
        MY Kuala Lumpur, Penang, Johor Bahru
        SG Singapore
        MM Yangon, Naypyidaw, Mandalay
        BD Dhaka, Chittagong, Cox’s Bazar
        LK Colombo, Kandy
        NP Kathmandu, Pokhara
        AR Buenos Aires, Cordoba, Rosario
        CL Santiago, Valparaiso
        CO Bogota, Medellin, Cali
        PE Lima, Cusco, Arequipa
        VE Caracas, Maracaibo
        EC Quito, Guayaquil
        BO La Paz, Santa Cruz
        CU Havana, Santiago de Cuba
        HT Port-au-Prince, Cap-Haitien
        KE Nairobi, Mombasa, Kisumu
        ET Addis Ababa, Mekelle
        SO Mogadishu, Hargeisa
        CD Kinshasa, Goma, Bukavu
        RW Kigali
        UG Kampala
        TZ Dar es Salaam, Dodoma
        GH Accra, Kumasi
        SN Dakar
        ML Bamako, Gao
        NE Niamey
        BF Ouagadougou
        MA Rabat, Casablanca, Marrakech
        DZ Algiers, Oran
        TN Tunis, Sfax
        ZW Harare, Bulawayo
        MZ Maputo, Beira
        NZ Wellington, Auckland, Christchurch
        """;
}
