using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using ArticleApi.Core;
using ArticleApi.Core.Articles;
using ArticleApi.Core.Datelines;
using ArticleApi.Core.Ingestion;
using ArticleApi.Http.Problems;

namespace ArticleApi.Http;

public enum QueryParameterKind
{
    Text,
    Integer,
    Boolean,
    Instant,
    Country,
    Id,
    Slug,
    IdOrSlug,
    Language,

    /// <summary>A full-text query, read by its own grammar.</summary>
    Search,

    /// <summary>Names of the members to return.</summary>
    Fields,

    /// <summary>Where a page begins: the <c>page.next</c> of the page before.</summary>
    Cursor,
}

/// <summary>The query parameters an endpoint takes; others are refused.</summary>
internal sealed record QueryParametersMetadata(IReadOnlyList<QueryParameter> Parameters);

/// <summary>Reads a query against its declared parameters and gathers everything that is wrong.</summary>
internal sealed partial class QueryStringReader(IQueryCollection query)
{
    private const int MaxValues = 100;

    public FieldErrors Errors { get; } = new();

    /// <summary>The single value; null where the parameter is not given.</summary>
    public string? GetSingle(QueryParameter parameter)
    {
        if (!query.TryGetValue(parameter.Name, out var values))
            return null;
        if (values.Count > 1)
            return AddError<string>(
                parameter,
                string.Join(" & ", values.Take(MaxValues)),
                "repeated",
                "the parameter once"
            );

        return CheckValue(parameter, values[0] ?? "");
    }

    /// <summary>
    /// The values of a list, which stand between commas, or each in a parameter of its own: many clients that are made
    /// of the OpenAPI document send them so, whatever it says.
    /// </summary>
    public IReadOnlyList<string> GetValues(QueryParameter parameter)
    {
        if (!query.TryGetValue(parameter.Name, out var given))
            return [];

        var count = given.Sum(list => list.AsSpan().Count(',') + 1);
        if (count > MaxValues)
        {
            AddError<string>(parameter, $"{count} values", "too-many", $"up to {MaxValues} values");
            return [];
        }

        return
        [
            .. given
                .SelectMany(list => Split(parameter, list ?? ""))
                .Select(value => CheckValue(parameter, value))
                .OfType<string>(),
        ];
    }

    /// <summary>Gathers what is wrong with a parameter, whether it takes a list or one value.</summary>
    public void Check(QueryParameter parameter)
    {
        if (parameter.AllowsMany)
            GetValues(parameter);
        else
            GetSingle(parameter);
    }

    public int? GetInteger(QueryParameter parameter, int least, int most)
    {
        if (GetSingle(parameter) is not { } text)
            return null;

        return
            int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number >= least
            && number <= most
            ? number
            : AddError<int?>(parameter, text, "out-of-range", $"{least} to {most}");
    }

    /// <summary>An instant; a bare date is 00:00 UTC.</summary>
    public DateTimeOffset? GetInstant(QueryParameter parameter)
    {
        if (GetSingle(parameter) is not { } text)
            return null;
        if (InstantParser.ParseRfc3339(text) is { } instant)
            return instant;
        if (PartialDate.ParseIso(text)?.Start is { } midnight)
            return midnight;

        var expected = text.Contains(' ', StringComparison.Ordinal)
            ? "a date or an RFC 3339 instant; a + in the offset must be sent as %2B"
            : "a date such as 2026-01-31 or an RFC 3339 instant such as 2026-01-31T08:15:00Z";
        return AddError<DateTimeOffset?>(parameter, text, "not-an-instant", ImpossibleDate.Explain(text) ?? expected);
    }

    /// <summary>Refuses what is no UTF-8.</summary>
    public void CheckEncoding(QueryString sent)
    {
        foreach (var (name, value) in RequestText.FindInvalidUtf8(sent).TakeWhile(_ => !Errors.IsTruncated))
            Errors.Add(FieldError.Query(name, value, RequestText.BrokenUnicode.Code, RequestText.BrokenUnicode.Detail));
    }

    public void CheckNames(IReadOnlyList<QueryParameter> known)
    {
        foreach (
            var name in query
                .Keys.Where(name => known.All(parameter => parameter.Name != name))
                .TakeWhile(_ => !Errors.IsTruncated)
        )
            Errors.Add(
                FieldError.Query(
                    name,
                    query[name],
                    "unknown-parameter",
                    known.Count == 0
                        ? "unknown; no parameters are taken here"
                        : NearestName.DescribeUnknown(name, [.. known.Select(parameter => parameter.Name)])
                )
            );
    }

    public void ThrowIfInvalid()
    {
        if (Errors.Count > 0)
            throw new ProblemException(Problem.InvalidRequest(Errors));
    }

    public T? AddError<T>(QueryParameter parameter, string? value, string code, string detail)
    {
        Errors.Add(FieldError.Query(parameter.Name, value, code, detail));
        return default;
    }

    // A comma parts values where no backslash stands before it.
    private List<string> Split(QueryParameter parameter, string list)
    {
        var (values, value) = (new List<string>(), new StringBuilder());
        for (var i = 0; i < list.Length; i++)
        {
            if (list[i] == ',')
            {
                values.Add(value.ToString().Trim());
                value.Clear();
            }
            else if (list[i] != '\\')
            {
                value.Append(list[i]);
            }
            else if (++i < list.Length && list[i] is ',' or '\\')
            {
                value.Append(list[i]);
            }
            else
            {
                AddError<string>(
                    parameter,
                    list,
                    "unknown-escape",
                    @"\, for a comma within a value, \\ for a backslash, and nothing else after a backslash"
                );
                return [];
            }
        }

        values.Add(value.ToString().Trim());
        return values;
    }

    private string? CheckValue(QueryParameter parameter, string sent)
    {
        if (RequestText.Normalize(sent, out var fault) is not { } text)
            return AddError<string>(parameter, fault!.Value, fault.Code, fault.Detail);
        if (text.Length == 0)
            return AddError<string>(parameter, text, "empty", "a value");
        if (
            parameter.Kind != QueryParameterKind.Search
            && (text.Length > parameter.MaxLength || text.AsSpan().IndexOfAny('\t', '\n', '\r') >= 0)
        )
            return AddError<string>(
                parameter,
                text,
                "invalid",
                $"up to {parameter.MaxLength} characters, in one line and without tabs"
            );
        if (parameter.AllowedValues is { } allowed && !allowed.Contains(text))
            return AddError<string>(parameter, text, "not-allowed", NearestName.Describe(text, allowed));

        return parameter.Kind switch
        {
            QueryParameterKind.Integer when !WholeNumberPattern().IsMatch(text) => AddError<string>(
                parameter,
                text,
                "not-a-number",
                "a whole number"
            ),
            QueryParameterKind.Integer when parameter.AllowsMany => CheckRange(parameter, text),
            QueryParameterKind.Boolean when text is not ("true" or "false") => AddError<string>(
                parameter,
                text,
                "not-a-boolean",
                "true or false"
            ),
            QueryParameterKind.Country when !Countries.IsCode(text.ToUpperInvariant()) => AddError<string>(
                parameter,
                text,
                "not-a-country",
                Countries.DescribeCode(text)
            ),
            QueryParameterKind.Slug when !Slug.TryParse(text, out _) => AddError<string>(
                parameter,
                text,
                "not-a-slug",
                "a slug: lower-case letters and digits joined by hyphens"
            ),
            QueryParameterKind.Language when !LanguageTag.IsWellFormed(text) => AddError<string>(
                parameter,
                text,
                "not-a-language",
                "a BCP 47 language tag such as en or en-GB"
            ),
            QueryParameterKind.Id when !Guid.TryParseExact(text, "D", out _) => AddError<string>(
                parameter,
                text,
                "not-an-id",
                "a UUID"
            ),
            QueryParameterKind.IdOrSlug when !Guid.TryParseExact(text, "D", out _) && !Slug.TryParse(text, out _) =>
                AddError<string>(parameter, text, "not-an-id", "a UUID or a slug"),
            _ => text,
        };
    }

    // As it is compared, without leading zeros.
    private string? CheckRange(QueryParameter parameter, string text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
        && number >= parameter.Min
        && number <= parameter.Max
            ? number.ToString(CultureInfo.InvariantCulture)
            : AddError<string>(parameter, text, "out-of-range", $"{parameter.Min} to {parameter.Max}");

    // However large: how large it may be is said where it is read.
    [GeneratedRegex("^[+-]?[0-9]+$")]
    private static partial Regex WholeNumberPattern();
}
