using System.Globalization;
using System.Text.RegularExpressions;
using ArticleApi.Core.Articles;
using ArticleApi.Core.Datelines;

namespace ArticleApi.Http;

/// <summary>A query parameter, said once: the OpenAPI document describes it and requests are held to it.</summary>
/// <param name="Many">True where <c>a,b</c> means either, and repeating the parameter means both.</param>
public sealed record Parameter(
    string Name,
    string Description,
    string? Example = null,
    ParameterKind Kind = ParameterKind.Text,
    IReadOnlyList<string>? Allowed = null,
    bool Many = false,
    string? Default = null,
    int Most = ListShape.MaxLimit
)
{
    /// <summary>Characters that a value may have.</summary>
    public int Longest { get; init; } = 300;

    public int Least { get; init; } = 1;
}

public enum ParameterKind
{
    Text,
    Integer,
    Boolean,
    Instant,
    Country,
    Id,
    Slug,
    Language,

    /// <summary>A full-text query, read by its own grammar.</summary>
    Search,
}

/// <summary>The query parameters an endpoint takes; others are refused.</summary>
internal sealed record Takes(IReadOnlyList<Parameter> Parameters);

/// <summary>Reads a query against its declared parameters and gathers everything that is wrong.</summary>
internal sealed partial class QueryReader(IQueryCollection query)
{
    private const int MostValues = 100;

    public FieldErrors Errors { get; } = new();

    /// <summary>The single value; null where the parameter is not given.</summary>
    public string? One(Parameter parameter)
    {
        if (!query.TryGetValue(parameter.Name, out var values))
            return null;
        if (values.Count > 1)
            return Refuse<string>(
                parameter,
                string.Join(" & ", values.Take(MostValues)),
                "repeated",
                "the parameter once"
            );

        return Value(parameter, values[0] ?? "");
    }

    /// <summary>
    /// One group for each time the parameter is given; any value of a group matches, all groups must.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<string>> Many(Parameter parameter)
    {
        if (!query.TryGetValue(parameter.Name, out var given))
            return [];

        var count = given.Sum(group => group.AsSpan().Count(',') + 1);
        if (count > MostValues)
        {
            Refuse<string>(parameter, $"{count} values", "too-many", $"up to {MostValues} values");
            return [];
        }

        return given
            .Select(group =>
                (group ?? "").Split(',').Select(value => Value(parameter, value.Trim())).OfType<string>().ToList()
            )
            .ToList();
    }

    public int? Integer(Parameter parameter, int least, int most)
    {
        if (One(parameter) is not { } text)
            return null;

        return
            int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number >= least
            && number <= most
            ? number
            : Refuse<int?>(parameter, text, "out-of-range", $"{least} to {most}");
    }

    /// <summary>An instant; a bare date is 00:00 UTC.</summary>
    public DateTimeOffset? Instant(Parameter parameter)
    {
        if (One(parameter) is not { } text)
            return null;
        if (InstantJson.Read(text) is { } instant)
            return instant;
        if (PartialDate.OfIso(text)?.Start is { } midnight)
            return midnight;

        return Refuse<DateTimeOffset?>(
            parameter,
            text,
            "not-an-instant",
            text.Contains(' ', StringComparison.Ordinal)
                ? "a date or an RFC 3339 instant; a + in the offset must be sent as %2B"
                : "a date such as 2026-01-31 or an RFC 3339 instant such as 2026-01-31T08:15:00Z"
        );
    }

    /// <summary>Refuses what is no UTF-8.</summary>
    public void RefuseBroken(QueryString sent)
    {
        foreach (var (name, value) in SentText.BrokenIn(sent).TakeWhile(_ => !Errors.Truncated))
            Errors.Add(FieldError.Query(name, value, SentText.Broken.Code, SentText.Broken.Detail));
    }

    public void RefuseUnknown(IReadOnlyList<Parameter> known)
    {
        foreach (
            var name in query
                .Keys.Where(name => known.All(parameter => parameter.Name != name))
                .TakeWhile(_ => !Errors.Truncated)
        )
            Errors.Add(
                FieldError.Query(
                    name,
                    query[name],
                    "unknown-parameter",
                    known.Count == 0
                        ? "no parameters"
                        : "one of " + string.Join(", ", known.Select(parameter => parameter.Name))
                )
            );
    }

    public void ThrowIfWrong()
    {
        if (Errors.Count > 0)
            throw new ProblemException(Problem.Invalid(Errors));
    }

    public T? Refuse<T>(Parameter parameter, string? value, string code, string detail)
    {
        Errors.Add(FieldError.Query(parameter.Name, value, code, detail));
        return default;
    }

    private string? Value(Parameter parameter, string sent)
    {
        if (SentText.Read(sent, out var fault) is not { } text)
            return Refuse<string>(parameter, fault!.Value, fault.Code, fault.Detail);
        if (text.Length == 0)
            return Refuse<string>(parameter, text, "empty", "a value");
        if (
            parameter.Kind != ParameterKind.Search
            && (text.Length > parameter.Longest || text.AsSpan().IndexOfAny('\t', '\n', '\r') >= 0)
        )
            return Refuse<string>(
                parameter,
                text,
                "invalid",
                $"up to {parameter.Longest} characters, in one line and without tabs"
            );
        if (parameter.Allowed is { } allowed && !allowed.Contains(text))
            return Refuse<string>(parameter, text, "not-allowed", "one of " + string.Join(", ", allowed));

        return parameter.Kind switch
        {
            ParameterKind.Integer when !WholeNumber().IsMatch(text) => Refuse<string>(
                parameter,
                text,
                "not-a-number",
                "a whole number"
            ),
            ParameterKind.Boolean when text is not ("true" or "false") => Refuse<string>(
                parameter,
                text,
                "not-a-boolean",
                "true or false"
            ),
            ParameterKind.Country when !Countries.IsCode(text.ToUpperInvariant()) => Refuse<string>(
                parameter,
                text,
                "not-a-country",
                "an ISO 3166-1 alpha-2 code such as UA"
            ),
            ParameterKind.Slug when !Slug.TryParse(text, out _) => Refuse<string>(
                parameter,
                text,
                "not-a-slug",
                "a slug: lower-case letters and digits joined by hyphens"
            ),
            ParameterKind.Language when !LanguageTag().IsMatch(text) => Refuse<string>(
                parameter,
                text,
                "not-a-language",
                "a BCP 47 language tag such as en or en-GB"
            ),
            ParameterKind.Id when !Guid.TryParseExact(text, "D", out _) => Refuse<string>(
                parameter,
                text,
                "not-an-id",
                "a UUID"
            ),
            _ => text,
        };
    }

    // However large: how large it may be is said where it is read.
    [GeneratedRegex("^[+-]?[0-9]+$")]
    private static partial Regex WholeNumber();

    [GeneratedRegex("^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$")]
    public static partial Regex LanguageTag();
}

internal static class ParameterConventions
{
    /// <summary>Declares the query parameters of an endpoint.</summary>
    public static TBuilder Takes<TBuilder>(this TBuilder endpoint, IReadOnlyList<Parameter> parameters)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new Takes(parameters));

    /// <summary>Refuses what an endpoint did not declare; on the group, so that none is forgotten.</summary>
    public static RouteGroupBuilder RefuseUnknownParameters(this RouteGroupBuilder group)
    {
        group.AddEndpointFilter(
            (call, next) =>
            {
                var known = call.HttpContext.GetEndpoint()?.Metadata.GetMetadata<Takes>()?.Parameters ?? [];
                var reader = new QueryReader(call.HttpContext.Request.Query);
                reader.RefuseBroken(call.HttpContext.Request.QueryString);
                reader.RefuseUnknown(known);
                // Whatever else is wrong is said in the same answer.
                if (reader.Errors.Count > 0)
                    foreach (var parameter in known)
                        reader.Many(parameter);
                return reader.Errors.Count == 0
                    ? next(call)
                    : ValueTask.FromResult<object?>(Problem.Invalid(reader.Errors));
            }
        );
        return group;
    }
}
