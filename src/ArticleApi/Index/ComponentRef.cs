using System.Globalization;
using ArticleApi.Core.Articles;
using ArticleApi.Storage.Tables;

namespace ArticleApi.Index;

/// <summary>An image, caption or dateline.</summary>
internal readonly record struct ComponentRef(ComponentKind Kind, long Key)
{
    /// <summary>Those that an article shows, each once.</summary>
    public static IReadOnlyList<ComponentRef> UsedBy(Article article) =>
        [
            .. article.Images.Select(use => new ComponentRef(ComponentKind.Image, use.ImageKey)),
            .. article
                .Images.Select(use => use.CaptionKey)
                .OfType<long>()
                .Distinct()
                .Select(key => new ComponentRef(ComponentKind.Caption, key)),
            .. article
                .Images.Select(use => use.Caption?.DatelineKey)
                .Append(article.DatelineKey)
                .OfType<long>()
                .Distinct()
                .Select(key => new ComponentRef(ComponentKind.Dateline, key)),
        ];

    /// <summary><c>kind key</c> to a line, as kept on an article's head.</summary>
    public static string Serialize(IEnumerable<ComponentRef> components) =>
        string.Join(
            '\n',
            components.Select(each => string.Create(CultureInfo.InvariantCulture, $"{each.Kind} {each.Key}"))
        );

    public static IReadOnlyList<ComponentRef> Parse(string lines)
    {
        var components = new List<ComponentRef>();
        foreach (var range in lines.AsSpan().Split('\n'))
        {
            var line = lines.AsSpan(range);
            if (line.IndexOf(' ') is > 0 and var space)
                components.Add(
                    new(
                        Enum.Parse<ComponentKind>(line[..space]),
                        long.Parse(line[(space + 1)..], CultureInfo.InvariantCulture)
                    )
                );
        }

        return components;
    }
}
