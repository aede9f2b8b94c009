using ArticleApi.Core.Articles;
using ArticleApi.Core.Datelines;

namespace ArticleApi.Index.Fields;

/// <summary>What a dateline is indexed under.</summary>
internal static class DatelineIndexFields
{
    public static IndexDocument Describe(Dateline dateline)
    {
        var document = DatelineDocument.From(dateline, new PrintedDateline("", [], null))!;
        var fields = new IndexFields();
        fields.AddPlaces("dateline", [document]);
        fields.Add("datelineAgency", document.Agency);
        fields.AddDates(IndexDocument.DatelineDate, [document]);

        return fields.ToDocument();
    }
}
