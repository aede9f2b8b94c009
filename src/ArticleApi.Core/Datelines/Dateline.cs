namespace ArticleApi.Core.Datelines;

/// <summary>One place of a dateline, as far as it is named.</summary>
/// <param name="Locality">Town or city, in its usual spelling.</param>
/// <param name="Region">State, province or the like.</param>
/// <param name="Country">The country's name as printed or usual.</param>
/// <param name="CountryCode">ISO 3166-1 alpha-2.</param>
public sealed record Place(string? Locality, string? Region, string? Country, string? CountryCode)
{
    public const int MaxLength = 200;
}

/// <summary>The shared row: who uses these facts is asked of the articles and captions.</summary>
public sealed class Dateline
{
    public long Key { get; private set; }

    /// <summary>
    /// Random: the row is shared by whatever has its facts, and one that told a time would tell of the first, be it
    /// hidden.
    /// </summary>
    public Guid Id { get; private set; }

    /// <summary>Raised by every change; the concurrency token and the ETag.</summary>
    public int Revision { get; private set; } = 1;

    public DatelineFacts Facts { get; private set; } = new([], null, null);

    /// <summary>Unique: the facts' identity, hashed.</summary>
    public string Identity { get; private set; } = "";

    private Dateline() { }

    /// <param name="id">The id to have; null for a random one.</param>
    public static Dateline From(DatelineFacts facts, Guid? id = null) =>
        new()
        {
            Id = id ?? Guid.NewGuid(),
            Facts = facts,
            Identity = IdentityOf(facts),
        };

    /// <summary>Mends the facts for everyone who uses them; false where nothing changes.</summary>
    public bool Replace(DatelineFacts facts)
    {
        if (facts == Facts)
            return false;

        Facts = facts;
        Identity = IdentityOf(facts);
        Revision++;
        return true;
    }

    public static string IdentityOf(DatelineFacts facts) =>
        Convert.ToHexStringLower(
            System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(facts.Identity))
        );
}

/// <summary>How one place was qualified where it was printed.</summary>
/// <param name="Qualifier">Such as "outside the town of" or "central".</param>
/// <param name="Near">The better-known place it is said to be near.</param>
public sealed record PrintedPlace(string? Qualifier, string? Near);

/// <summary>How a dateline was printed at one use of it.</summary>
/// <param name="Raw">The printed words.</param>
/// <param name="Places">One for each place of the facts, in order; shorter where nothing qualifies the rest.</param>
/// <param name="Evidence">
/// Where it was read, such as <c>caption</c> or <c>lede</c>; null where a person entered it.
/// </param>
public sealed record PrintedDateline(string Raw, ValueList<PrintedPlace> Places, string? Evidence)
{
    public const int MaxRawLength = 500;
}

/// <summary>A dateline as read or entered: the facts, how they were printed, and how sure the reader is.</summary>
/// <param name="BodyRemainder">
/// The paragraph without the dateline; null where the dateline was no part of the text read.
/// </param>
/// <param name="Confidence">0 to 1; 1 where a person entered it.</param>
public sealed record DatelineReading(
    DatelineFacts Facts,
    PrintedDateline Printed,
    string? BodyRemainder,
    double Confidence
);
