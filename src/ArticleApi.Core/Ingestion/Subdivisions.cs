using System.Collections.Frozen;

namespace ArticleApi.Core.Ingestion;

/// <summary>States, provinces and the like that news prints after a town without the country.</summary>
internal static class Subdivisions
{
    private static readonly FrozenDictionary<string, string> Table = new Dictionary<string, string>
    {
        ["US"] = """
            Alabama|Ala|Alaska|Arizona|Ariz|Arkansas|Ark|California|Calif|Colorado|Colo|Connecticut|Conn|Delaware|Del|Florida|Fla|Ga|Hawaii|Idaho|Illinois|Ill|
            Indiana|Ind|Iowa|Kansas|Kan|Kentucky|Ky|Louisiana|La|Maine|Maryland|Md|Massachusetts|Mass|Michigan|Mich|Minnesota|Minn|Mississippi|Miss|Missouri|Mo|
            Montana|Mont|Nebraska|Neb|Nevada|Nev|New Hampshire|N.H|New Jersey|N.J|New Mexico|N.M|New York|N.Y|North Carolina|N.C|North Dakota|N.D|Ohio|Oklahoma|Okla|
            Oregon|Ore|Pennsylvania|Pa|Rhode Island|R.I|South Carolina|S.C|South Dakota|S.D|Tennessee|Tenn|Texas|Tex|Utah|Vermont|Vt|Virginia|Va|Washington state|Wash|
            West Virginia|W.Va|Wisconsin|Wis|Wyoming|Wyo|D.C
            """,
        ["CA"] = "Alberta|British Columbia|Manitoba|New Brunswick|Newfoundland|Nova Scotia|Ontario|Quebec|Québec|Saskatchewan|Yukon|Nunavut|Prince Edward Island|B.C",
        ["AU"] = "New South Wales|Queensland|South Australia|Tasmania|Western Australia|Northern Territory",
        ["GB"] = "England|Scotland|Wales|Northern Ireland",
        ["PS"] = "Gaza|Gaza Strip|West Bank|the Gaza Strip|the West Bank",
    }
        .SelectMany(pair => pair.Value.Split('|', StringSplitOptions.TrimEntries).Select(name => (name, pair.Key)))
        .ToFrozenDictionary(pair => pair.name, pair => pair.Key, StringComparer.Ordinal);

    /// <summary>The code of the country it lies in; null where it is not in the table.</summary>
    public static string? CountryOf(ReadOnlySpan<char> name) =>
        Table.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name.Trim().TrimEnd('.'), out var code) ? code : null;
}
