using ArticleApi.Core.Ingestion;

namespace ArticleApi.Accuracy;

/// <summary>Local news: odd dashes, a time and a zone in front, markup.</summary>
internal static class OpenBlockDatelines
{
    public static IEnumerable<Row> Read(string folder) =>
        from row in Samples.Json(folder, "openblock_vectors.json").EnumerateArray()
        let text = row.GetProperty("text").GetString()!
        let expected = row.GetProperty("expected").EnumerateArray().Select(item => item.GetString()!.ToUpperInvariant())
        let got = DatelineReader.ReadLede(text)?.Facts.Places.Select(place => place.Locality?.ToUpperInvariant()) ?? []
        select Row.Of(text, string.Join('/', expected), string.Join('/', got));
}
