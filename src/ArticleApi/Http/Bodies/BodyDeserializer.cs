using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ArticleApi.Core.Articles;
using ArticleApi.Http.Problems;
using FluentValidation;
using FluentValidation.Results;

namespace ArticleApi.Http.Bodies;

/// <summary>From JSON to a valid request record: its shape first, then its validator.</summary>
internal static partial class BodyDeserializer
{
    private static readonly string ErrorsKey = typeof(FieldErrors).FullName!;

    static BodyDeserializer() =>
        ValidatorOptions.Global.OnFailureCreated = (failure, context, _, _, _) =>
        {
            // Validation ends where an answer would name no more: it would go on through every item of every list.
            if (context.RootContextData.TryGetValue(ErrorsKey, out var found) && found is FieldErrors errors)
            {
                errors.Add(ToFieldError(failure));
                if (errors.IsTruncated)
                    throw new ProblemException(Problem.InvalidRequest(errors));
            }

            return failure;
        };

    /// <exception cref="ProblemException">Naming every place that is wrong.</exception>
    public static T Deserialize<T>(JsonObject json, IServiceProvider services)
        where T : class
    {
        var errors = JsonTypeChecker.Validate(json, typeof(T));
        if (errors.Count > 0)
            throw new ProblemException(Problem.InvalidRequest(errors));

        var value = json.Deserialize<T>(ArticleJson.Options)!;
        Validate(value, services);
        return value;
    }

    public static void Validate<T>(T value, IServiceProvider services)
    {
        if (services.GetService<IValidator<T>>() is not { } validator)
            return;

        var result = validator.Validate(
            new ValidationContext<T>(value) { RootContextData = { [ErrorsKey] = new FieldErrors() } }
        );
        if (!result.IsValid)
            throw new ProblemException(Problem.InvalidRequest(result.Errors.Select(ToFieldError)));
    }

    private static FieldError ToFieldError(ValidationFailure failure)
    {
        var value = failure.AttemptedValue switch
        {
            string text => text,
            int number => number.ToString(CultureInfo.InvariantCulture),
            _ => null,
        };

        return FieldError.Body(ToJsonPointer(failure.PropertyName), value, failure.ErrorCode, failure.ErrorMessage);
    }

    // FluentValidation says Images[0].AltText, the body has /images/0/altText.
    private static string ToJsonPointer(string property) =>
        "/"
        + string.Join(
            '/',
            PropertyPathSegments().Matches(property).Select(step => JsonNamingPolicy.CamelCase.ConvertName(step.Value))
        );

    [GeneratedRegex(@"[^.\[\]]+")]
    private static partial Regex PropertyPathSegments();
}
