using System.Runtime.InteropServices;
using System.Text;
using ArticleApi.Core.Articles;
using ArticleApi.Core.Ingestion;
using ArticleApi.Core.Search;

namespace ArticleApi.Core.Tests.Ingestion;

/// <summary>Twice as much of whatever is hostile takes about twice the time, by this thread's own share of the processor: others do not count.</summary>
[Collection(nameof(ReadingTimeTests))]
public class ReadingGrowthTests
{
    private const int Doublings = 3;
    private const int Tries = 4;

    // Linear work keeps its time per byte; sorting, hashing and a growing heap add to it, and square work doubles it each time.
    private const double MostGrowth = 1.75;

    // Below this the clock, the compiler and the collector say more than the reader.
    private const double Noise = 0.1;

    private static readonly Dictionary<string, Action<string>> Readers = DocumentFormats.All
        .ToDictionary(format => format.Name, format => (Action<string>)(text => format.Read("any", Encoding.UTF8.GetBytes(text))))
        .Concat(new Dictionary<string, Action<string>>
        {
            ["bodyHtml"] = text => BodyReader.FromHtml(text),
            ["bodyText"] = text => BodyReader.FromText(text),
            ["caption"] = text => CaptionReader.Read(text),
            ["dateline"] = text => DatelineReader.ReadLede(text),
            ["folding"] = text => Folding.Fold(text),
            ["slug"] = text => Slug.From(text),
            ["q"] = text => SearchQuery.Parse(text),
        }).ToDictionary();

    [Theory]
    [InlineData("wordpress", Wxr, "http://a", WxrEnd), InlineData("wordpress", Wxr, "http://a ", WxrEnd), InlineData("wordpress", Wxr, "-1x1", WxrEnd), InlineData("wordpress", Wxr, "http://a-1x1.jpg", WxrEnd), InlineData("wordpress", Wxr, "[aa ", WxrEnd)]
    [InlineData("wordpress", Wxr, "\n ", WxrEnd), InlineData("wordpress", Wxr, "[caption]", WxrEnd)]
    [InlineData("markdown", "# a", " ", "b\n\nx"), InlineData("markdown", "# a", "#", " b\n\nx"), InlineData("markdown", "# a", " #", " b\n\nx"), InlineData("markdown", "# T\n\n", "*a _b ", ""), InlineData("markdown", "# T\n\n", "[", ""), InlineData("markdown", "a", "=\n", "")]
    [InlineData("html", "<html><body><h1>T</h1>", "<p>", ""), InlineData("html", "<html><body><h1>T</h1>", "<a ", ""), InlineData("html", "<html><body><h1>T</h1>", "&amp", ""), InlineData("html", "<html><body><h1>T</h1>", "<i a='", "")]
    [InlineData("html", "<html><body><h1>T</h1>", "<p>x <b>y", ""), InlineData("html", "<html><body><h1>T</h1>", "<a href='http://a.b/'>", "")]
    [InlineData("rss", "<rss><channel><item><title>T</title><description>D", "&lt;p>", "</description></item></channel></rss>"), InlineData("rss", "<rss><channel><item><title>T</title><pubDate>2024-01-01 10:00", " ", "a\nb</pubDate><description>D</description></item></channel></rss>")]
    [InlineData("atom", "<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>", "<a", "</title></entry></feed>")]
    [InlineData("text", "{\"a\": [0", ",0", "]}\nT\n\nx")]
    [InlineData("text", "---\na: ", "[", ""), InlineData("text", "", "a: b\n", ""), InlineData("text", "", "- ", "")]
    [InlineData("bodyHtml", "", "<div>", ""), InlineData("bodyHtml", "", "<b><p>", ""), InlineData("bodyHtml", "", "<a href='", ""), InlineData("bodyHtml", "", "&", ""), InlineData("bodyText", "", "a\n", ""), InlineData("bodyText", "", " ", "a")]
    [InlineData("caption", "", "(AP", ""), InlineData("caption", "", "Photo by ", ""), InlineData("caption", "", ", ", ""), InlineData("dateline", "", "A, ", ""), InlineData("dateline", "", "(", ""), InlineData("dateline", "", "\u2014 ", "")]
    [InlineData("folding", "", "e\u0301", ""), InlineData("folding", "", "\uFFFE ", ""), InlineData("slug", "", "\uFFFE", ""), InlineData("q", "", "\"a", ""), InlineData("q", "", "(", "")]
    public void Twice_as_much_takes_about_twice_as_long(string reader, string head, string piece, string tail)
    {
        var read = Readers[reader];
        read(head + piece + tail);
        // Collections and cold caches fall on some measurements, and square work on all of them.
        for (var tries = 1; ; tries++)
        {
            var times = Enumerable.Range(0, Doublings + 1).Select(doubling => TimeOf(read, head, piece, tail, 20_000 << doubling)).ToList();
            if (times[^1] <= Noise || times[^1] <= Math.Min(10, Math.Max(times[0], Noise / 8) * Math.Pow(2 * MostGrowth, Doublings)))
                return;

            Assert.True(
                tries < Tries, $"{reader}: '{piece}' takes {string.Join(", ", times.Select(time => $"{time * 1000:N0} ms"))} as it doubles.");
        }
    }

    [Fact]
    public void A_page_of_millions_of_tags_is_refused_before_it_is_read()
    {
        var seconds = TimeOf(Readers["html"], "<html><body><h1>T</h1>", "<p>", "", 4_500_000);

        Assert.InRange(seconds, 0, 2);
    }

    [Fact]
    public void Addresses_without_an_end_are_looked_at_once()
    {
        var words = TimeOf(Readers["wordpress"], Wxr, "word://", WxrEnd, 4_000_000);
        var addresses = TimeOf(Readers["wordpress"], Wxr, "http://", WxrEnd, 4_000_000);

        Assert.InRange(addresses, 0, 1.5 * words + Noise);
    }

    private const string Wxr = "<rss xmlns:content='http://purl.org/rss/1.0/modules/content/' xmlns:wp='http://wordpress.org/export/1.2/'><channel><item><title>T</title><content:encoded>";
    private const string WxrEnd = "</content:encoded></item></channel></rss>";

    // The better of two: a thread that was interrupted in the middle has cold caches.
    private static double TimeOf(Action<string> read, string head, string piece, string tail, int length)
    {
        var text = head + string.Concat(Enumerable.Repeat(piece, length / piece.Length)) + tail;
        return Enumerable.Range(0, 2).Min(_ =>
        {
            var started = ThreadTime();
            read(text);
            return ThreadTime() - started;
        });
    }

    private static double ThreadTime()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "A thread's own time is asked of Linux.");
        Assert.Equal(0, ClockGetTime(3, out var time)); // CLOCK_THREAD_CPUTIME_ID
        return time.Seconds + time.Nanoseconds / 1e9;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpec
    {
        public nint Seconds;
        public nint Nanoseconds;
    }

    [DllImport("libc", EntryPoint = "clock_gettime")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int ClockGetTime(int clock, out TimeSpec time);
}
