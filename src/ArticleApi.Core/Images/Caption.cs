using ArticleApi.Core.Datelines;

namespace ArticleApi.Core.Images;

/// <summary>What a caption says, before it is one.</summary>
/// <param name="Language">BCP 47.</param>
/// <param name="Text">Without the credit.</param>
/// <param name="Raw">As printed, credit and all; null where it was entered in parts.</param>
/// <param name="Dateline">Where and when the picture was taken, as far as the caption says.</param>
public sealed record CaptionDraft(string Language, string Text, string? Raw, DatelineReading? Dateline)
{
    public const int MaxTextLength = 5_000;
}

/// <summary>A caption of one image, in one language. It keeps what was printed beside what was read from it.</summary>
public sealed class Caption
{
    public long Key { get; private set; }
    public Guid Id { get; private set; }
    public long ImageKey { get; private set; }

    /// <summary>Raised by every change; the concurrency token and the ETag.</summary>
    public int Revision { get; private set; } = 1;

    public DateTimeOffset UpdatedAt { get; private set; }
    public string Language { get; private set; } = "und";
    public string Text { get; private set; } = "";
    public string? Raw { get; private set; }

    public long? DatelineKey { get; private set; }
    public Dateline? Dateline { get; private set; }
    public PrintedDateline? DatelinePrint { get; private set; }

    public Image? Image { get; private set; }

    private Caption() { }

    /// <param name="dateline">The shared row of the draft's dateline; null where it has none.</param>
    public static Caption From(CaptionDraft draft, Image image, Dateline? dateline, Guid id, DateTimeOffset now)
    {
        var caption = new Caption
        {
            Id = id,
            Image = image,
            UpdatedAt = now,
        };
        caption.Apply(draft, dateline);
        return caption;
    }

    /// <summary>Replaces what it says; false where nothing changes.</summary>
    public bool Replace(CaptionDraft draft, Dateline? dateline, DateTimeOffset now)
    {
        draft = WithEvidence(draft);
        if (
            draft.Language == Language
            && draft.Text == Text
            && draft.Raw == Raw
            && draft.Dateline?.Printed == DatelinePrint
            && ReferenceEquals(dateline, Dateline)
        )
            return false;

        Apply(draft, dateline);
        (UpdatedAt, Revision) = (now, Revision + 1);
        return true;
    }

    // What was read and is sent back was read as before.
    private CaptionDraft WithEvidence(CaptionDraft draft) =>
        draft.Dateline is { Printed: { Evidence: null } sent } dateline
        && DatelinePrint is { } known
        && sent.Raw == known.Raw
        && PlacesOf(sent).SequenceEqual(PlacesOf(known))
            ? draft with
            {
                Dateline = dateline with { Printed = known },
            }
            : draft;

    // Nothing stands for the places behind the last that something qualifies.
    private static IEnumerable<PrintedPlace> PlacesOf(PrintedDateline print) =>
        print.Places.Reverse().SkipWhile(place => place == new PrintedPlace(null, null));

    private void Apply(CaptionDraft draft, Dateline? dateline)
    {
        Language = draft.Language;
        Text = draft.Text;
        Raw = draft.Raw;
        Dateline = dateline;
        DatelineKey = dateline?.Key;
        DatelinePrint = draft.Dateline?.Printed;
    }
}
