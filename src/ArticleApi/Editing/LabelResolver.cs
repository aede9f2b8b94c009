using ArticleApi.Auth;
using ArticleApi.Core;
using ArticleApi.Core.Articles;
using ArticleApi.Core.Rejections;
using ArticleApi.Core.Search;
using ArticleApi.Editing.Contracts;
using ArticleApi.Storage;
using ArticleApi.Storage.Tables;
using Microsoft.EntityFrameworkCore;

namespace ArticleApi.Editing;

/// <summary>
/// Sections, tags and bylines by name or by slug: either finds what articles carry already, under the name it has
/// there, or makes it. Where both are sent they must agree.
/// </summary>
internal sealed class LabelResolver(ArticleDb db)
{
    /// <param name="current">The article that is changed, whose own labels are known as it has them.</param>
    /// <returns>
    /// The same with names and slugs throughout and what of it is called otherwise than it was sent, or why not.
    /// </returns>
    public async Task<(T Input, IReadOnlyList<InputError> Warnings, Rejection? Rejection)> ResolveAsync<T>(
        T input,
        Article? current,
        Caller caller,
        CancellationToken cancellation
    )
        where T : ArticleInput
    {
        var sent = ReferencesOf(input).ToList();
        if (sent.Count == 0)
            return (input, [], null);

        var known = await FindAsync(sent, caller, cancellation);
        var own = current is null ? [] : NamesOf(current);
        var (errors, warnings) = (new List<InputError>(), new List<InputError>());
        var completed = (T)(
            input with
            {
                Section = input.Section is { } section
                    ? Complete(section, new(FacetField.Section, "/section", section.Name, section.Slug))
                    : null,
                Tags = input
                    .Tags?.Select(
                        (tag, index) => Complete(tag, new(FacetField.Tag, $"/tags/{index}", tag.Name, tag.Slug))
                    )
                    .ToValueList(),
                Bylines = input
                    .Bylines?.Select(
                        (byline, index) =>
                        {
                            var (name, slug) = Resolve(
                                new(FacetField.Byline, $"/bylines/{index}", byline.Name, byline.Slug)
                            );
                            return byline with { Name = name, Slug = slug };
                        }
                    )
                    .ToValueList(),
            }
        );

        return (
            completed,
            [.. warnings, .. FindSecondRoles(completed)],
            errors.Count == 0 ? null : new(RejectionReason.Invalid, "A name and a slug disagree.", errors)
        );

        LabelInput Complete(LabelInput label, Reference reference)
        {
            var (name, slug) = Resolve(reference);
            return label with { Name = name, Slug = slug };
        }

        (string Name, string Slug) Resolve(Reference reference)
        {
            var slug = reference.EffectiveSlug;
            var ownName = own.GetValueOrDefault((reference.Field, slug));
            var knownName = known.GetValueOrDefault((reference.Field, slug));
            var name = reference.Name?.Trim();
            if (reference is { Name: not null, Slug: not null } && knownName is not null)
            {
                if (name != knownName && name != ownName)
                    errors.Add(
                        InputError.Member(
                            reference.Pointer + "/name",
                            name,
                            "disagrees",
                            $"{knownName}, as {slug} is called; or another slug"
                        )
                    );
                return (name!, slug);
            }

            var called = reference.Slug is not null && name is not null ? name : ownName ?? knownName ?? name ?? slug;
            if (name is not null && TextFolding.Fold(name) != TextFolding.Fold(called))
                warnings.Add(
                    InputError.Member(
                        reference.Pointer + "/name",
                        name,
                        "called-otherwise",
                        $"{called}, as {slug} is called; for another one a slug of its own"
                    )
                );
            // What stands further down in the list under the same slug is the same.
            known[(reference.Field, slug)] = called;
            return (called, slug);
        }
    }

    // A byline is kept once, as it stands first.
    private static IEnumerable<InputError> FindSecondRoles(ArticleInput input)
    {
        var roles = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var (index, byline) in (input.Bylines ?? []).Index())
        {
            if (!roles.TryAdd(byline.Slug!, byline.Role) && roles[byline.Slug!] != byline.Role)
                yield return InputError.Member(
                    $"/bylines/{index}/role",
                    byline.Role,
                    "left-out",
                    $"{byline.Name} once, with one role that says all"
                );
        }
    }

    private static IEnumerable<Reference> ReferencesOf(ArticleInput input)
    {
        if (input.Section is { } section)
            yield return new(FacetField.Section, "", section.Name, section.Slug);
        foreach (var tag in input.Tags ?? [])
            yield return new(FacetField.Tag, "", tag.Name, tag.Slug);
        foreach (var byline in input.Bylines ?? [])
            yield return new(FacetField.Byline, "", byline.Name, byline.Slug);
    }

    private static Dictionary<(FacetField Field, string Slug), string> NamesOf(Article article)
    {
        var names = new Dictionary<(FacetField, string), string>();
        if (article.Section is { } section)
            names[(FacetField.Section, section.Slug)] = section.Name;
        foreach (var tag in article.Tags)
            names[(FacetField.Tag, tag.Slug)] = tag.Name;
        foreach (var byline in article.Bylines)
            names[(FacetField.Byline, byline.Slug)] = byline.Name;

        return names;
    }

    // As the articles of the widest audience print them.
    private async Task<Dictionary<(FacetField Field, string Slug), string>> FindAsync(
        IReadOnlyList<Reference> sent,
        Caller caller,
        CancellationToken cancellation
    )
    {
        var fields = sent.Select(each => each.Field).Distinct().ToList();
        var values = sent.Select(each => TextFolding.Fold(each.EffectiveSlug)).Distinct().ToList();
        var rows = await db
            .FacetValueCounts.AsNoTracking()
            .Where(row =>
                caller.Audiences.Contains(row.Audience)
                && fields.Contains(row.Field)
                && values.Contains(row.NormalizedValue)
            )
            .OrderBy(row => row.Audience)
            .ToListAsync(cancellation);

        return rows.GroupBy(row => (row.Field, row.Value))
            .ToDictionary(group => group.Key, group => group.First().Name);
    }

    /// <param name="Pointer">Where it stands in the body.</param>
    private readonly record struct Reference(FacetField Field, string Pointer, string? Name, string? Slug)
    {
        public string EffectiveSlug => Slug ?? Core.Articles.Slug.From(Name!)!.Value.ToString();
    }
}
