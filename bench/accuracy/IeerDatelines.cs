using ArticleApi.Core.Ingestion;

namespace ArticleApi.Accuracy;

/// <summary>AP and The New York Times, 1998: <c>BELFAST, Northern Ireland (AP) _</c>; some ledes have none.</summary>
internal static class IeerDatelines
{
    public static IEnumerable<Row> Read(string folder)
    {
        foreach (var row in Samples.Json(folder, "ieer_datelines.json").EnumerateArray())
        {
            var lede = row.GetProperty("lede").GetString()!;
            var printed = row.GetProperty("dateline").GetString();
            var open = printed?.IndexOf('(', StringComparison.Ordinal) ?? -1;
            var agency = open < 0 ? "" : printed![(open + 1)..].TrimEnd(')', ' ');
            var place = (open < 0 ? printed : printed![..open])?.Trim().Split(", ");
            var wider = string.Join(", ", place?.Skip(1) ?? []);
            var expected = place is null ? DatelineText.None : DatelineText.Of([place[0]], wider, null, null, agency);

            yield return Row.Of(lede, expected, DatelineText.Of(DatelineReader.ReadLede(lede), wider, agency));
        }
    }
}
