using System.Buffers;

namespace ArticleApi.Core.Ingestion;

/// <summary>What follows a label of a credit.</summary>
internal enum LabelKind
{
    Colon,
    Person,
    Bare,
}

/// <summary>The words that say a credit follows.</summary>
internal static class CreditLabels
{
    private static readonly string[] Labels =
    [
        "Photograph courtesy of", "Photo courtesy of", "Picture courtesy of", "Image courtesy of", "Photo credit", "Picture credit", "Image credit", "Image source",
        "Photographs", "Photograph", "Photos", "Photo", "Pictures", "Picture", "Pic", "Images", "Image", "Credit", "Credits", "Source", "File photo",
        "Fotografie", "Fotos", "Foto", "Bilder", "Bild", "Quelle", "Crédit photo", "Crédit", "Crédits", "Fotografía", "Fuente", "Fonte", "Imagem", "Créditos",
        "Kuva", "Zdjęcie", "Fot", "Ảnh", "Hình", "Isithombe", "Izithombe", "Фото", "사진 출처", "사진", "写真",
    ];

    private static readonly string[] Persons = ["Photograph by", "Photographs by", "Photo by", "Photos by", "Picture by", "Pictures by", "Image by", "Pic by"];

    private static readonly string[] Bare = ["Courtesy of", "Courtesy", "Copyright", "©", "(c)"];

    private static readonly SearchValues<char> Firsts = SearchValues.Create(
        [.. Labels.Concat(Persons).Concat(Bare).SelectMany(label => new[] { char.ToLowerInvariant(label[0]), char.ToUpperInvariant(label[0]) })]);

    /// <summary>The label that starts here, with the space after it.</summary>
    public static (int Length, LabelKind Kind)? At(string raw, int at, int end)
    {
        var i = Prose.SkipSpace(raw, at, end);
        if (i >= end || !Firsts.Contains(raw[i]))
            return null;

        foreach (var person in Persons)
        {
            if (Prose.StartsAt(raw, i, person) && i + person.Length < end && raw[i + person.Length] is ' ' or ':')
                return (Prose.SkipSpace(raw, i + person.Length + 1, end) - at, LabelKind.Person);
        }

        foreach (var label in Labels)
        {
            if (!Prose.StartsAt(raw, i, label))
                continue;
            var next = Prose.SkipSpace(raw, i + label.Length, end);
            if (next < end && (raw[next] is ':' or '：' or '=' || (label == "Fot" && raw[next] == '.') || label.EndsWith(" of", StringComparison.Ordinal)))
                return (Prose.SkipSpace(raw, raw[next] is ':' or '：' or '=' or '.' ? next + 1 : next, end) - at, LabelKind.Colon);
        }

        foreach (var bare in Bare)
        {
            var next = i + bare.Length;
            if (Prose.StartsAt(raw, i, bare, StringComparison.Ordinal) && next < end && (raw[next] is ' ' or ':' || bare == "©"))
                return (Prose.SkipSpace(raw, next + (raw[next] == ':' ? 1 : 0), end) - at, LabelKind.Bare);
        }

        return null;
    }

    // A label with a colon may follow anything; the others follow a sentence, a dash or a bracket, or they are words of the caption.
    public static bool MayStart(string raw, int from, int at, LabelKind kind)
    {
        var before = Prose.TrimEnd(raw, from, at);
        return before == from || raw[before - 1] is '(' or '[' or '|' or ',' || Prose.IsDash(raw[before - 1]) || Prose.EndsSentence(raw, from, before) ||
            (kind == LabelKind.Colon && !char.IsLower(raw[Prose.SkipSpace(raw, at, raw.Length)])) || raw[at] == '©';
    }
}
