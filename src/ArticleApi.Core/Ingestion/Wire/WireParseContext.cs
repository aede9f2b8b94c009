using System.Globalization;
using System.Xml.Linq;
using ArticleApi.Core.Articles;
using ArticleApi.Core.Images;

namespace ArticleApi.Core.Ingestion.Wire;

/// <summary>One document's items as they are read: of several versions of an item the newest is kept.</summary>
internal sealed class WireParseContext(string document)
{
    // Nobody reads more of them, and a hostile document could cause millions.
    private const int MaxDiagnostics = 1_000;

    private readonly List<Diagnostic> _diagnostics = [];
    private readonly List<(WireItem Item, ArticleDraft? Draft)> _items = [];
    private readonly Dictionary<(string Provider, string Id), int> _indexByItem = [];
    private int _olderVersionCount;
    private int _suppressedErrors;
    private int _suppressedWarnings;

    public void AddDiagnostic(DiagnosticSeverity severity, int? line, string message)
    {
        if (_diagnostics.Count < MaxDiagnostics)
            _diagnostics.Add(new(severity, document, line, message));
        else if (severity == DiagnosticSeverity.Error)
            _suppressedErrors++;
        else
            _suppressedWarnings++;
    }

    /// <summary>The root of the document as XML; null where it is none, which is then said.</summary>
    public XElement? LoadXmlRoot(byte[] bytes)
    {
        var xml = UntrustedXml.Load(document, bytes);
        AddDiagnostics(xml.Diagnostics);
        return xml.Document?.Root;
    }

    public void AddDiagnostics(IEnumerable<Diagnostic> complaints) => _diagnostics.AddRange(complaints);

    /// <summary>An instant that the item states; what is none, or has no time zone, is complained about.</summary>
    public DateTimeOffset? ParseDate(string? text, string name, int? line)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        if (WireDate.Parse(text) is not { } date || date.Instant.Year is < Article.MinYear or > Article.MaxYear)
        {
            AddDiagnostic(DiagnosticSeverity.Warning, line, $"{name}: '{Shorten(text)}' is no date.");
            return null;
        }

        if (!date.HasZone)
            AddDiagnostic(
                DiagnosticSeverity.Warning,
                line,
                $"{name}: '{Shorten(text)}' has no time zone; it is taken for UTC."
            );
        return date.Instant;
    }

    /// <summary>The instants that bound who may have an item.</summary>
    /// <param name="stated">Each as it stands there; empty where it is named and nothing more.</param>
    public TimeBounds ParseBounds(IEnumerable<string> stated, string name, int? line)
    {
        var (instants, areRead) = (new List<DateTimeOffset>(), true);
        foreach (var text in stated)
        {
            if (text.Length == 0)
                AddDiagnostic(
                    DiagnosticSeverity.Warning,
                    line,
                    $"{name}: stated without a date; what has it is taken as a draft."
                );
            if (ParseDate(text, name, line) is { } date)
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
    public WireStatus ParseStatus(IEnumerable<string> codes, int? line, params ReadOnlySpan<TimeBounds> bounds)
    {
        var stated = codes.ToList();
        foreach (var code in stated.Where(code => WireStatusParser.Parse(code) is null))
            AddDiagnostic(
                DiagnosticSeverity.Warning,
                line,
                $"The publishing status '{Shorten(code)}' is none of usable, withheld and canceled; what has it is taken as a draft."
            );

        var status = WireStatusParser.Parse(stated);
        foreach (var bound in bounds)
        {
            if (!bound.AllReadable && status != WireStatus.Canceled)
                status = WireStatus.Withheld;
        }

        return status;
    }

    public void AddItem(WireItem item)
    {
        item = FitToLimits(item);
        ArticleDraft? draft = null;
        if (item.Status != WireStatus.Canceled)
        {
            draft = MailAddressRemover.RemoveFrom(
                WireDraftFactory.Create(item),
                message => AddDiagnostic(DiagnosticSeverity.Warning, item.FirstLine, message)
            );
            if (DraftLimits.FindViolation(draft) is { } broken)
            {
                AddDiagnostic(DiagnosticSeverity.Error, item.FirstLine, $"'{Shorten(item.DisplayName)}': {broken}");
                return;
            }
        }
        else if (item.Id is null)
        {
            AddDiagnostic(
                DiagnosticSeverity.Error,
                item.FirstLine,
                $"'{Shorten(item.DisplayName)}' is canceled, and has no id by which to find what was sent before."
            );
            return;
        }

        KeepNewest(item, draft);
    }

    public DocumentParseResult ToResult(string format)
    {
        if (_olderVersionCount > 0)
            AddDiagnostic(
                DiagnosticSeverity.Warning,
                null,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Items come in several versions; {_olderVersionCount:N0} older than the newest are left out."
                )
            );
        if (_suppressedErrors > 0)
            _diagnostics.Add(
                new(
                    DiagnosticSeverity.Error,
                    document,
                    null,
                    string.Create(CultureInfo.InvariantCulture, $"{_suppressedErrors:N0} more items are not taken.")
                )
            );
        if (_suppressedWarnings > 0)
            _diagnostics.Add(
                new(
                    DiagnosticSeverity.Warning,
                    document,
                    null,
                    string.Create(CultureInfo.InvariantCulture, $"{_suppressedWarnings:N0} more doubts are not listed.")
                )
            );

        return new(
            [
                .. _items
                    .Where(taken => taken.Draft is not null)
                    .Select(taken => new ParsedArticle(taken.Draft!, taken.Item.FirstLine, taken.Item.LastLine, null)
                    {
                        Item = CreateItem(taken.Item, format),
                        Status = taken.Item.Status switch
                        {
                            WireStatus.Usable => ArticleStatus.Published,
                            WireStatus.Withheld => ArticleStatus.Draft,
                            _ => null,
                        },
                        Extras = taken.Item.Extras.ToValueList(),
                    }),
            ],
            _diagnostics
        )
        {
            Withdrawals =
            [
                .. _items
                    .Where(taken => taken.Draft is null)
                    .Select(taken => new ParsedWithdrawal(
                        CreateItem(taken.Item, format)!,
                        taken.Item.EditorNote is { } note ? Shorten(note, Article.MaxReasonLength) : null,
                        taken.Item.FirstLine
                    )),
            ],
        };
    }

    private static SourceItem? CreateItem(WireItem item, string format) =>
        item.Id is null
            ? null
            : new(item.Provider ?? format, item.Id, item.Version) { VersionCreated = item.VersionCreated };

    private void KeepNewest(WireItem item, ArticleDraft? draft)
    {
        if (item.Id is null)
        {
            _items.Add((item, draft));
            return;
        }

        if (_indexByItem.TryAdd((item.Provider ?? "", item.Id), _items.Count))
        {
            _items.Add((item, draft));
            return;
        }

        _olderVersionCount++;
        var place = _indexByItem[(item.Provider ?? "", item.Id)];
        var held = _items[place].Item;
        // Of two that are equally old, the later in the document was sent later.
        if (SourceItem.IsAfter(held.Version, held.VersionCreated, item.Version, item.VersionCreated) != true)
            _items[place] = (item, draft);
    }

    // What is longer than its field is kept beside it; only what a reader must see is refused for its length.
    private WireItem FitToLimits(WireItem item)
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
            Language = item.Language is { } tag && IsLanguageTag(tag) ? tag : null,
            Pictures = [.. item.Pictures.Select(FitToLimits)],
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

            AddDiagnostic(
                DiagnosticSeverity.Warning,
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

    private static WirePicture FitToLimits(WirePicture picture) =>
        picture with
        {
            Language = picture.Language is { } tag && IsLanguageTag(tag) ? tag : null,
            AltText = picture.AltText is { Length: <= ImageFacts.MaxAltTextLength } alt ? alt : null,
            Byline = picture.Byline is { Length: <= Credit.MaxNameLength } by ? by : null,
            Credit = picture.Credit is { Length: <= Credit.MaxNameLength } credit ? credit : null,
            Rendition = picture.Rendition is { } file
                ? file with
                {
                    MediaType = file.MediaType is { Length: <= ImageFacts.MaxMediaTypeLength } type ? type : null,
                    Width = file.Width is >= 1 and <= ImageFacts.MaxPixels ? file.Width : null,
                    Height = file.Height is >= 1 and <= ImageFacts.MaxPixels ? file.Height : null,
                }
                : null,
        };

    private static bool IsLanguageTag(string tag) =>
        tag.Length is >= 2 and <= Article.MaxLanguageLength
        && tag.Split('-') is [{ Length: >= 2 and <= 8 } primary, .. var more]
        && primary.All(char.IsAsciiLetter)
        && more.All(part => part.Length is >= 1 and <= 8 && part.All(char.IsAsciiLetterOrDigit));

    private static string Shorten(string text, int most = 100) =>
        text.Length <= most ? text : string.Concat(text.AsSpan(0, most - 1), "…");
}
