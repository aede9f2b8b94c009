using System.Collections.Frozen;

namespace ArticleApi.Core.Datelines;

/// <summary>The countries and territories of ISO 3166-1, by their usual English names in news.</summary>
/// <remarks>A table of its own: the region data of a machine differs from release to release, and what was read must not.</remarks>
public static class Countries
{
    private static readonly FrozenDictionary<string, string> Names = Rows().ToFrozenDictionary(row => row[0], row => row[1], StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> Codes = Rows()
        .SelectMany(row => row.Skip(1).Select(name => (Name: name, Code: row[0])))
        .ToFrozenDictionary(pair => pair.Name, pair => pair.Code, StringComparer.OrdinalIgnoreCase);

    /// <summary>All assigned codes, in alphabetical order.</summary>
    public static IEnumerable<string> All => Names.Keys.Order(StringComparer.Ordinal);

    /// <summary>The alpha-2 code of a country's English name or a usual alias; null where it is none.</summary>
    public static string? CodeOf(string name)
    {
        var trimmed = name.AsSpan().Trim();
        if (trimmed.StartsWith("the ", StringComparison.OrdinalIgnoreCase))
            trimmed = trimmed[4..].TrimStart();
        return Codes.GetValueOrDefault(trimmed.ToString());
    }

    /// <summary>The usual English name of a code; null where it is not assigned.</summary>
    public static string? NameOf(string code) => Names.GetValueOrDefault(code);

    /// <summary>Whether it is an assigned alpha-2 code, in capitals.</summary>
    public static bool IsCode(string code) => Names.ContainsKey(code);

    private static IEnumerable<string[]> Rows() => Table.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .Select(line => line.Split('|'));

    // Code, usual name, aliases.
    private const string Table = """
        AD|Andorra
        AE|United Arab Emirates|UAE|U.A.E.|Emirates
        AF|Afghanistan
        AG|Antigua and Barbuda|Antigua
        AI|Anguilla
        AL|Albania
        AM|Armenia
        AO|Angola
        AQ|Antarctica
        AR|Argentina
        AS|American Samoa
        AT|Austria
        AU|Australia
        AW|Aruba
        AX|Åland Islands|Aland Islands
        AZ|Azerbaijan
        BA|Bosnia and Herzegovina|Bosnia|Bosnia-Herzegovina
        BB|Barbados
        BD|Bangladesh
        BE|Belgium
        BF|Burkina Faso
        BG|Bulgaria
        BH|Bahrain
        BI|Burundi
        BJ|Benin
        BL|Saint Barthélemy|St. Barthelemy|St. Barts
        BM|Bermuda
        BN|Brunei|Brunei Darussalam
        BO|Bolivia
        BQ|Bonaire, Sint Eustatius and Saba|Caribbean Netherlands|Bonaire
        BR|Brazil
        BS|Bahamas
        BT|Bhutan
        BV|Bouvet Island
        BW|Botswana
        BY|Belarus
        BZ|Belize
        CA|Canada
        CC|Cocos (Keeling) Islands|Cocos Islands
        CD|Democratic Republic of the Congo|Democratic Republic of Congo|DR Congo|DRC|D.R. Congo|Congo-Kinshasa
        CF|Central African Republic|CAR
        CG|Republic of the Congo|Congo Republic|Congo|Congo-Brazzaville
        CH|Switzerland
        CI|Ivory Coast|Côte d’Ivoire|Côte d'Ivoire|Cote d'Ivoire
        CK|Cook Islands
        CL|Chile
        CM|Cameroon
        CN|China|People's Republic of China|PRC
        CO|Colombia
        CR|Costa Rica
        CU|Cuba
        CV|Cape Verde|Cabo Verde
        CW|Curaçao|Curacao
        CX|Christmas Island
        CY|Cyprus
        CZ|Czech Republic|Czechia
        DE|Germany
        DJ|Djibouti
        DK|Denmark
        DM|Dominica
        DO|Dominican Republic
        DZ|Algeria
        EC|Ecuador
        EE|Estonia
        EG|Egypt
        EH|Western Sahara
        ER|Eritrea
        ES|Spain
        ET|Ethiopia
        FI|Finland
        FJ|Fiji
        FK|Falkland Islands|Falklands
        FM|Micronesia|Federated States of Micronesia
        FO|Faroe Islands|Faeroe Islands
        FR|France
        GA|Gabon
        GB|United Kingdom|UK|U.K.|Britain|Great Britain|England|Scotland|Wales|Northern Ireland
        GD|Grenada
        GE|Georgia
        GF|French Guiana
        GG|Guernsey
        GH|Ghana
        GI|Gibraltar
        GL|Greenland
        GM|Gambia
        GN|Guinea
        GP|Guadeloupe
        GQ|Equatorial Guinea
        GR|Greece
        GS|South Georgia and the South Sandwich Islands|South Georgia
        GT|Guatemala
        GU|Guam
        GW|Guinea-Bissau
        GY|Guyana
        HK|Hong Kong
        HM|Heard Island and McDonald Islands
        HN|Honduras
        HR|Croatia
        HT|Haiti
        HU|Hungary
        ID|Indonesia
        IE|Ireland|Republic of Ireland
        IL|Israel
        IM|Isle of Man
        IN|India
        IO|British Indian Ocean Territory
        IQ|Iraq
        IR|Iran
        IS|Iceland
        IT|Italy
        JE|Jersey
        JM|Jamaica
        JO|Jordan
        JP|Japan
        KE|Kenya
        KG|Kyrgyzstan
        KH|Cambodia
        KI|Kiribati
        KM|Comoros
        KN|Saint Kitts and Nevis|St. Kitts and Nevis
        KP|North Korea|Democratic People's Republic of Korea|DPRK
        KR|South Korea|Republic of Korea|S. Korea
        KW|Kuwait
        KY|Cayman Islands
        KZ|Kazakhstan
        LA|Laos
        LB|Lebanon
        LC|Saint Lucia|St. Lucia
        LI|Liechtenstein
        LK|Sri Lanka
        LR|Liberia
        LS|Lesotho
        LT|Lithuania
        LU|Luxembourg
        LV|Latvia
        LY|Libya
        MA|Morocco
        MC|Monaco
        MD|Moldova
        ME|Montenegro
        MF|Saint Martin|St. Martin
        MG|Madagascar
        MH|Marshall Islands
        MK|North Macedonia|Macedonia
        ML|Mali
        MM|Myanmar|Burma
        MN|Mongolia
        MO|Macau|Macao
        MP|Northern Mariana Islands
        MQ|Martinique
        MR|Mauritania
        MS|Montserrat
        MT|Malta
        MU|Mauritius
        MV|Maldives
        MW|Malawi
        MX|Mexico
        MY|Malaysia
        MZ|Mozambique
        NA|Namibia
        NC|New Caledonia
        NE|Niger
        NF|Norfolk Island
        NG|Nigeria
        NI|Nicaragua
        NL|Netherlands|Holland
        NO|Norway
        NP|Nepal
        NR|Nauru
        NU|Niue
        NZ|New Zealand
        OM|Oman
        PA|Panama
        PE|Peru
        PF|French Polynesia|Tahiti
        PG|Papua New Guinea
        PH|Philippines
        PK|Pakistan
        PL|Poland
        PM|Saint Pierre and Miquelon|St. Pierre and Miquelon
        PN|Pitcairn|Pitcairn Islands
        PR|Puerto Rico
        PS|Palestinian Territories|Palestine|Palestinian Territory|State of Palestine|Gaza|Gaza Strip|West Bank
        PT|Portugal
        PW|Palau
        PY|Paraguay
        QA|Qatar
        RE|Réunion|Reunion
        RO|Romania
        RS|Serbia
        RU|Russia|Russian Federation
        RW|Rwanda
        SA|Saudi Arabia|KSA
        SB|Solomon Islands
        SC|Seychelles
        SD|Sudan
        SE|Sweden
        SG|Singapore
        SH|Saint Helena, Ascension and Tristan da Cunha|Saint Helena|St. Helena
        SI|Slovenia
        SJ|Svalbard and Jan Mayen|Svalbard
        SK|Slovakia
        SL|Sierra Leone
        SM|San Marino
        SN|Senegal
        SO|Somalia
        SR|Suriname
        SS|South Sudan
        ST|São Tomé and Príncipe|Sao Tome and Principe
        SV|El Salvador
        SX|Sint Maarten
        SY|Syria
        SZ|Eswatini|Swaziland
        TC|Turks and Caicos Islands
        TD|Chad
        TF|French Southern Territories
        TG|Togo
        TH|Thailand
        TJ|Tajikistan
        TK|Tokelau
        TL|East Timor|Timor-Leste
        TM|Turkmenistan
        TN|Tunisia
        TO|Tonga
        TR|Turkey|Türkiye|Turkiye
        TT|Trinidad and Tobago|Trinidad
        TV|Tuvalu
        TW|Taiwan
        TZ|Tanzania
        UA|Ukraine
        UG|Uganda
        UM|United States Minor Outlying Islands
        US|United States|US|U.S.|USA|U.S.A.|United States of America
        UY|Uruguay
        UZ|Uzbekistan
        VA|Vatican City|Vatican|Holy See
        VC|Saint Vincent and the Grenadines|St. Vincent and the Grenadines|St. Vincent
        VE|Venezuela
        VG|British Virgin Islands
        VI|U.S. Virgin Islands|US Virgin Islands
        VN|Vietnam|Viet Nam
        VU|Vanuatu
        WF|Wallis and Futuna
        WS|Samoa
        YE|Yemen
        YT|Mayotte
        ZA|South Africa
        ZM|Zambia
        ZW|Zimbabwe
        """;
}
