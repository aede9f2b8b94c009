namespace Corpus;

/// <summary>A news agency as readers know it.</summary>
/// <param name="AsPrinted">Where a text cites it.</param>
/// <param name="Credit">Where a picture credits it.</param>
internal sealed record Agency(byte[] Name, byte[] AsPrinted, byte[] Credit)
{
    private static readonly Agency[] Table =
    [
        Of("Reuters"),
        Of("AP", "The Associated Press"),
        Of("AFP", "Agence France-Presse"),
        Of("EPA"),
        Of("dpa"),
        Of("Anadolu", "the Anadolu news agency"),
        Of("EFE"),
        Of("ANSA"),
        Of("TASS", "the TASS news agency"),
        Of("Xinhua", "the Xinhua news agency"),
        Of("Kyodo", "the Kyodo news agency"),
        Of("Yonhap", "the Yonhap news agency"),
        Of("PTI"),
        Of("Interfax"),
        Of("Ukrinform"),
        Of("APA"),
        Of("Belga"),
        Of("PAP"),
    ];

    private static readonly Zipf Ranks = new(Table.Length);

    public static Agency Any(Dice dice) => Table[Ranks.Draw(dice)];

    private static Agency Of(string name, string? asPrinted = null) =>
        new(Utf8(name), Utf8(asPrinted ?? name), Utf8(name == "Reuters" ? "REUTERS" : name));

    private static byte[] Utf8(string text) => System.Text.Encoding.UTF8.GetBytes(text);
}
