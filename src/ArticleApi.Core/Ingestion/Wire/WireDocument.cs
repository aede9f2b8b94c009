using System.Globalization;
using System.Xml.Linq;
using ArticleApi.Core.Articles;
using ArticleApi.Core.Images;

namespace ArticleApi.Core.Ingestion.Wire;

/// <summary>One document's items as they are read: of several versions of an item the newest is kept.</summary>
internal sealed class WireDocument(string document)
{
    // Nobody reads more of them, and a hostile document could cause millions.
    private const int MaxComplaints = 1_000;

    private readonly List<Complaint> _complaints = [];
    private readonly List<(WireItem Item, ArticleDraft? Draft)> _taken = [];
    private readonly Dictionary<(string Provider, string Id), int> _places = [];
    private int _older;
    private int _errorsLeftOut;
    private int _warningsLeftOut;

    public void Complain(Severity severity, int? line, string message)
    {
        if (_complaints.Count < MaxComplaints)
            _complaints.Add(new(severity, document, line, message));
        else if (severity == Severity.Error)
            _errorsLeftOut++;
        else
            _warningsLeftOut++;
    }

    /// <summary>The root of the document as XML; null where it is none, which is then said.</summary>
    public XElement? Root(byte[] bytes)
    {
        var xml = HostileXml.Load(document, bytes);
        Add(xml.Complaints);
        return xml.Document?.Root;
    }

    public void Add(IEnumerable<Complaint> complaints) => _complaints.AddRange(complaints);

    /// <summary>An instant that the item states; what is none, or has no time zone, is complained about.</summary>
    public DateTimeOffset? Date(string? text, string name, int? line)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        if (WireDate.Of(text) is not { } date || date.At.Year is < Article.MinYear or > Article.MaxYear)
        {
            Complain(Severity.Warning, line, $"{name}: '{Short(text)}' is no date.");
            return null;
        }

        if (!date.HasZone)
            Complain(Severity.Warning, line, $"{name}: '{Short(text)}' has no time zone; it is taken for UTC.");
        return date.At;
    }

    /// <summary>The instants that bound who may have an item.</summary>
    /// <param name="stated">Each as it stands there; empty where it is named and nothing more.</param>
    public TimeBounds Bounds(IEnumerable<string> stated, string name, int? line)
    {
        var (instants, areRead) = (new List<DateTimeOffset>(), true);
        foreach (var text in stated)
        {
            if (text.Length == 0)
                Complain(Severity.Warning, line, $"{name}: stated without a date; what has it is taken as a draft.");
            if (Date(text, name, line) is { } date)
                instants.Add(date);
            // What a template leaves of its pattern, YYYYMMDD000000-HHMM, states nothing.
            else if (!text.StartsWith("YYYY", StringComparison.OrdinalIgnoreCase))
                areRead = false;
        }

        return new(instants, areRead);
    }

    /// <summary>
    /// What may be done with an item: whatever is said of it that is not usable, or that nobody understands, keeps it
    /// from readers, and so does what bounds it by an instant that cannot be read.
    /// </summary>
    /// <param name="codes">
    /// Its publishing status in each way of saying it; empty where it is named and nothing more.
    /// </param>
    public WireStatus Status(IEnumerable<string> codes, int? line, params ReadOnlySpan<TimeBounds> bounds)
    {
        var stated = codes.ToList();
        foreach (var code in stated.Where(code => WireStatuses.Of(code) is null))
            Complain(
                Severity.Warning,
                line,
                $"The publishing status '{Short(code)}' is none of usable, withheld and canceled; what has it is taken as a draft."
            );

        var status = WireStatuses.Of(stated);
        foreach (var bound in bounds)
        {
            if (!bound.AreRead && status != WireStatus.Canceled)
                status = WireStatus.Withheld;
        }

        return status;
    }

    public void Take(WireItem item)
    {
        item = Fitting(item);
        ArticleDraft? draft = null;
        if (item.Status != WireStatus.Canceled)
        {
            draft = MailAddress.RemovedFrom(
                WireDraft.Of(item),
                message => Complain(Severity.Warning, item.FirstLine, message)
            );
            if (DraftLimits.Broken(draft) is { } broken)
            {
                Complain(Severity.Error, item.FirstLine, $"'{Short(item.Name)}': {broken}");
                return;
            }
        }
        else if (item.Id is null)
        {
            Complain(
                Severity.Error,
                item.FirstLine,
                $"'{Short(item.Name)}' is canceled, and has no id by which to find what was sent before."
            );
            return;
        }

        Keep(item, draft);
    }

    public DocumentReading Reading(string format)
    {
        if (_older > 0)
            Complain(
                Severity.Warning,
                null,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Items come in several versions; {_older:N0} older than the newest are left out."
                )
            );
        if (_errorsLeftOut > 0)
            _complaints.Add(
                new(
                    Severity.Error,
                    document,
                    null,
                    string.Create(CultureInfo.InvariantCulture, $"{_errorsLeftOut:N0} more items are not taken.")
                )
            );
        if (_warningsLeftOut > 0)
            _complaints.Add(
                new(
                    Severity.Warning,
                    document,
                    null,
                    string.Create(CultureInfo.InvariantCulture, $"{_warningsLeftOut:N0} more doubts are not listed.")
                )
            );

        return new(
            [
                .. _taken
                    .Where(taken => taken.Draft is not null)
                    .Select(taken => new ReadArticle(taken.Draft!, taken.Item.FirstLine, taken.Item.LastLine, null)
                    {
                        Item = ItemOf(taken.Item, format),
                        Status = taken.Item.Status switch
                        {
                            WireStatus.Usable => ArticleStatus.Published,
                            WireStatus.Withheld => ArticleStatus.Draft,
                            _ => null,
                        },
                        Extras = taken.Item.Extras.ToValueList(),
                    }),
            ],
            _complaints
        )
        {
            Withdrawals =
            [
                .. _taken
                    .Where(taken => taken.Draft is null)
                    .Select(taken => new ReadWithdrawal(
                        ItemOf(taken.Item, format)!,
                        taken.Item.EditorNote is { } note ? Short(note, Article.MaxReasonLength) : null,
                        taken.Item.FirstLine
                    )),
            ],
        };
    }

    private static SourceItem? ItemOf(WireItem item, string format) =>
        item.Id is null
            ? null
            : new(item.Provider ?? format, item.Id, item.Version) { VersionCreated = item.VersionCreated };

    private void Keep(WireItem item, ArticleDraft? draft)
    {
        if (item.Id is null)
        {
            _taken.Add((item, draft));
            return;
        }

        if (_places.TryAdd((item.Provider ?? "", item.Id), _taken.Count))
        {
            _taken.Add((item, draft));
            return;
        }

        _older++;
        var place = _places[(item.Provider ?? "", item.Id)];
        var held = _taken[place].Item;
        // Of two that are equally old, the later in the document was sent later.
        if (SourceItem.IsAfter(held.Version, held.VersionCreated, item.Version, item.VersionCreated) != true)
            _taken[place] = (item, draft);
    }

    // What is longer than its field is kept beside it; only what a reader must see is refused for its length.
    private WireItem Fitting(WireItem item)
    {
        var extras = item.Extras.ToList();
        item = item with
        {
            Abstract = Fits("abstract", item.Abstract, Article.MaxAbstractLength),
            Genre = Fits("genre", item.Genre, Article.MaxGenreLength),
            EditorNote = Fits("editorNote", item.EditorNote, Article.MaxEditorNoteLength),
            Publisher = Fits("publisher", item.Publisher, Source.MaxPublisherLength),
            Provider = Fits("provider", item.Provider, SourceRecord.MaxProviderLength),
            Id = Fits("id", item.Id, Math.Min(SourceRecord.MaxItemIdLength, Article.MaxExternalIdLength)),
            Version = Fits("version", item.Version, SourceRecord.MaxItemIdLength),
            Rights = item.Rights is not { } rights
                ? null
                : new(
                    Fits("rights", rights.Holder, Rights.MaxLength),
                    Fits("rights", rights.Notice, Rights.MaxLength),
                    Fits("rights", rights.UsageTerms, Rights.MaxLength)
                ),
            Language = item.Language is { } tag && IsLanguage(tag) ? tag : null,
            Pictures = [.. item.Pictures.Select(Fitting)],
        };
        if (item.Rights is { Holder: null, Notice: null, UsageTerms: null })
            item = item with { Rights = null };

        return item with
        {
            Extras = extras,
        };

        string? Fits(string name, string? text, int most)
        {
            if (text is null || text.Length <= most)
                return text;

            Complain(
                Severity.Warning,
                item.FirstLine,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{name}: {text.Length:N0} characters, and at most {most:N0} fit; it is kept as a fact of the source."
                )
            );
            extras.Add(new(name, text));
            return null;
        }
    }

    private static WirePicture Fitting(WirePicture picture) =>
        picture with
        {
            Language = picture.Language is { } tag && IsLanguage(tag) ? tag : null,
            AltText = picture.AltText is { Length: <= ImageFacts.MaxAltTextLength } alt ? alt : null,
            By = picture.By is { Length: <= Credit.MaxNameLength } by ? by : null,
            Credit = picture.Credit is { Length: <= Credit.MaxNameLength } credit ? credit : null,
            File = picture.File is { } file
                ? file with
                {
                    MediaType = file.MediaType is { Length: <= ImageFacts.MaxMediaTypeLength } type ? type : null,
                    Width = file.Width is >= 1 and <= ImageFacts.MaxPixels ? file.Width : null,
                    Height = file.Height is >= 1 and <= ImageFacts.MaxPixels ? file.Height : null,
                }
                : null,
        };

    private static bool IsLanguage(string tag) =>
        tag.Length is >= 2 and <= Article.MaxLanguageLength
        && tag.Split('-') is [{ Length: >= 2 and <= 8 } primary, .. var more]
        && primary.All(char.IsAsciiLetter)
        && more.All(part => part.Length is >= 1 and <= 8 && part.All(char.IsAsciiLetterOrDigit));

    private static string Short(string text, int most = 100) =>
        text.Length <= most ? text : string.Concat(text.AsSpan(0, most - 1), "…");
}
