namespace ArticleApi.Core.Images;

/// <summary>Who is credited with a picture.</summary>
/// <param name="Line">The credit line as printed (IPTC Credit Line).</param>
/// <param name="Agency">The agency's usual short name, such as <c>Reuters</c>.</param>
/// <param name="Photographer">The person or persons named; several are joined by <c>, </c>.</param>
/// <param name="Handout">True where the picture was handed out by somebody in it or behind it.</param>
public sealed record Credit(string Line, string? Agency, string? Photographer, bool Handout)
{
    public const int MaxLineLength = 500;
    public const int MaxNameLength = 200;

    /// <summary>Where what is told beside the line comes from.</summary>
    public CreditOrigin Origin { get; init; }
}

/// <summary>Who told apart who is credited.</summary>
public enum CreditOrigin
{
    /// <summary>It is read from the line, or from the fields of the document that has it.</summary>
    Line,

    /// <summary>An editor said otherwise than the line reads.</summary>
    Editor,
}

/// <summary>A picture. It knows nothing of the articles that show it.</summary>
public sealed class Image
{
    public long Key { get; private set; }
    public Guid Id { get; private set; }

    /// <summary>Raised by every change; the concurrency token and the ETag.</summary>
    public int Revision { get; private set; } = 1;

    public DateTimeOffset UpdatedAt { get; private set; }
    public ImageFacts Facts { get; private set; } = new();

    private Image() { }

    public static Image From(ImageFacts facts, Guid id, DateTimeOffset now) =>
        new()
        {
            Id = id,
            Facts = facts,
            UpdatedAt = now,
        };

    /// <summary>Replaces what it is; false where nothing changes.</summary>
    public bool Replace(ImageFacts facts, DateTimeOffset now)
    {
        // A credit that is as it was comes from where it came from, however its line reads by itself.
        if (Facts.Credit is { } credit && facts.Credit == credit with { Origin = facts.Credit?.Origin ?? default })
            facts = facts with { Credit = credit };
        if (facts == Facts)
            return false;

        Facts = facts;
        UpdatedAt = now;
        Revision++;
        return true;
    }
}
