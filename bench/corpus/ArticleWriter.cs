using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Corpus;

/// <summary>
/// Writes articles in the service's own JSON, with the members that a source would know; one to a line.
/// </summary>
internal sealed class ArticleWriter : IDisposable
{
    private static readonly byte[][] Sections =
    [
        .. new[]
        {
            "World",
            "Politics",
            "Business",
            "Sports",
            "Culture",
            "Science",
            "Health",
            "Technology",
            "Opinion",
            "Travel",
            "Environment",
            "Education",
        }.Select(Encoding.UTF8.GetBytes),
    ];
    private static readonly byte[][] Genres =
    [
        .. new[] { "Current", "Analysis", "Feature", "Interview", "Background" }.Select(Encoding.UTF8.GetBytes),
    ];

    private const int Tags = 2_000;
    private const int Bylines = 500;

    private static readonly Zipf SectionRanks = new(Sections.Length);
    private static readonly Zipf TagRanks = new(Tags);
    private static readonly Zipf BylineRanks = new(Bylines, 50);

    private readonly IBufferWriter<byte> _output;
    private readonly PublicationTimes _times;
    private readonly int _seed;
    private readonly Dice _dice = new();
    private readonly Prose _prose;
    private readonly Utf8JsonWriter _json;
    private readonly Datelines _datelines;
    private readonly Pictures _pictures;
    private readonly List<byte[]>[] _planted = [.. Enumerable.Range(0, MostParagraphs).Select(_ => new List<byte[]>())];

    private const int LeastParagraphs = 10;
    private const int MostParagraphs = 14;

    public ArticleWriter(IBufferWriter<byte> output, PublicationTimes times, int seed)
    {
        (_output, _times, _seed) = (output, times, seed);
        _prose = new(new(seed), _dice);
        _json = new(
            output,
            new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true }
        );
        _datelines = new(_json, _prose);
        _pictures = new(_json, _prose, _dice, _datelines);
    }

    public void Write(long number)
    {
        _dice.Throw(_seed, number);
        var at = _times.For(number);
        _prose.Language = Language.Any(_dice);
        var paragraphs = _dice.Between(LeastParagraphs, MostParagraphs);
        var marker = Plant(number, paragraphs);

        _json.WriteStartObject();
        _json.WriteString("id"u8, IdOf(at));
        _json.WriteString("language"u8, _prose.Language.Code);
        _json.WriteString("headline"u8, _prose.Begin().Headline(marker).Text);
        if (_dice.Percent(50))
            _json.WriteString("abstract"u8, _prose.Begin().Sentence(_dice.Between(18, 30)).Add("."u8).Text);
        WriteLabels();
        var dateline = _dice.Percent(70)
            ? new ArticleDateline(Place.Any(_dice), at, _dice.Percent(40), Agency.Any(_dice))
            : default(ArticleDateline?);
        if (dateline is { } head)
            _datelines.Write(head);
        if (!_dice.Percent(1))
            WriteInstant("publishedAt"u8, at);
        WriteBody(paragraphs, dateline, out var cited);
        _pictures.Write(number, at, dateline?.Place);
        WriteAttributions(cited);
        WriteRest(number, at);
        _json.WriteEndObject();
        _json.Flush();
        _json.Reset();
        _output.Write("\n"u8);
    }

    public void Dispose() => _json.Dispose();

    // Each up to three times in the text; the last returned may stand in the headline too.
    private byte[]? Plant(long number, int paragraphs)
    {
        byte[]? headline = null;
        foreach (var marker in Marker.All)
        {
            if (!marker.IsIn(number, _seed))
                continue;

            for (var times = _dice.Between(1, 3); times > 0; times--)
                _planted[_dice.Below(paragraphs)].Add(marker.Utf8);
            if (_dice.Percent(10))
                headline = marker.Utf8;
        }

        return headline;
    }

    // A UUIDv7, as the service makes them.
    private Guid IdOf(DateTime at)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(
            bytes,
            (ulong)((at - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMillisecond) << 16
                | (_dice.Next() & 0x0FFF)
                | 0x7000
        );
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], (_dice.Next() & 0x3FFFFFFFFFFFFFFF) | 0x8000000000000000);
        return new(bytes, bigEndian: true);
    }

    private void WriteLabels()
    {
        var section = Sections[SectionRanks.Draw(_dice)];
        _json.WriteStartObject("section"u8);
        _json.WriteString("slug"u8, [(byte)(section[0] | 0x20), .. section.AsSpan(1)]);
        _json.WriteString("name"u8, section);
        _json.WriteEndObject();

        Span<int> drawn = stackalloc int[6];
        _json.WriteStartArray("tags"u8);
        foreach (var tag in Draw(TagRanks, drawn[.._dice.Between(0, 6)]))
            WriteLabel("topic-"u8, "Topic "u8, tag);
        _json.WriteEndArray();

        _json.WriteStartArray("bylines"u8);
        foreach (var byline in Draw(BylineRanks, drawn[.._dice.Between(0, 2)]))
            WriteLabel("byline-"u8, "Byline "u8, byline, withRole: true);
        _json.WriteEndArray();
    }

    // Ranks from 1, each once; a few fewer where one falls twice.
    private Span<int> Draw(Zipf ranks, Span<int> drawn)
    {
        var count = 0;
        for (var i = 0; i < drawn.Length; i++)
        {
            var rank = ranks.Draw(_dice) + 1;
            if (!drawn[..count].Contains(rank))
                drawn[count++] = rank;
        }

        return drawn[..count];
    }

    private void WriteLabel(ReadOnlySpan<byte> slug, ReadOnlySpan<byte> name, int number, bool withRole = false)
    {
        _json.WriteStartObject();
        _json.WriteString("slug"u8, _prose.Begin().Add(slug).Add(number).Text);
        _json.WriteString("name"u8, _prose.Begin().Add(name).Add(number).Text);
        if (withRole)
            _json.WriteNull("role"u8);
        _json.WriteEndObject();
    }

    private void WriteBody(int paragraphs, ArticleDateline? dateline, out (Agency Agency, int Paragraph)? cited)
    {
        cited = _dice.Percent(30) ? (Agency.Any(_dice), _dice.Between(1, paragraphs)) : null;
        _json.WriteStartArray("body"u8);
        for (var paragraph = 1; paragraph <= paragraphs; paragraph++)
        {
            _prose.Begin();
            if (paragraph == 1 && dateline is { } head)
                head.Print(_prose).Add(" — "u8);
            _prose.Paragraph(_planted[paragraph - 1]);
            if (paragraph == cited?.Paragraph)
                _prose.Add(" So "u8).Add(cited.Value.Agency.AsPrinted).Add(" reported."u8);

            _json.WriteStartObject();
            _json.WriteString("type"u8, "paragraph"u8);
            _json.WriteString("text"u8, _prose.Text);
            // Nothing in it needs escaping.
            _json.WriteString("html"u8, _prose.Text);
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
    }

    private void WriteAttributions((Agency Agency, int Paragraph)? cited)
    {
        if (cited is not { } one)
            return;

        _json.WriteStartArray("attributions"u8);
        _json.WriteStartObject();
        _json.WriteString("agency"u8, one.Agency.Name);
        _json.WriteString("asPrinted"u8, one.Agency.AsPrinted);
        _json.WriteNumber("paragraph"u8, one.Paragraph);
        _json.WriteEndObject();
        _json.WriteEndArray();
    }

    private void WriteRest(long number, DateTime at)
    {
        if (_dice.Percent(60))
            _json.WriteNumber("urgency"u8, _dice.Between(1, 8));
        if (_dice.Percent(20))
            _json.WriteString("genre"u8, Genres[_dice.Below(Genres.Length)]);

        Span<byte> url = stackalloc byte[80];
        System.Text.Unicode.Utf8.TryWrite(
            url,
            CultureInfo.InvariantCulture,
            $"https://news.example/{at:yyyy/MM/dd}/{number}",
            out var written
        );
        _json.WriteStartObject("source"u8);
        _json.WriteString("publisher"u8, "Example News"u8);
        _json.WriteString("url"u8, url[..written]);
        _json.WriteEndObject();
    }

    private void WriteInstant(ReadOnlySpan<byte> name, DateTime at)
    {
        Span<byte> instant = stackalloc byte[24];
        at.TryFormat(instant, out var written, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        _json.WriteString(name, instant[..written]);
    }
}
