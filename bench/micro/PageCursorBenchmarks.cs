using ArticleApi.Lists;
using ArticleApi.Storage;
using BenchmarkDotNet.Attributes;

namespace Micro;

/// <summary>Once for each page.</summary>
[MemoryDiagnoser]
public class PageCursorBenchmarks
{
    private const string List = "articles photoCountry=UA publishedFrom=2020-01-01T00:00:00.000Z -publishedAt";

    private readonly CursorSeal _seal = MakeSeal();

    [Benchmark]
    public long RoundTrip() =>
        PageCursor
            .TryParse(new PageCursor(2_110_000_000_000_000_000, 123_456).ToToken(List, _seal), List, _seal)!
            .Value.SortValue;

    private static CursorSeal MakeSeal()
    {
        // A secret that was taken is not read from a database.
        var secret = new DatabaseSecret(null!);
        secret.Take(new byte[DatabaseSecret.Size]);

        return new(secret);
    }
}
