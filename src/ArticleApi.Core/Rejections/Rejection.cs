namespace ArticleApi.Core.Rejections;

/// <summary>Why something was not done, as a value. Nothing was written.</summary>
/// <param name="Detail">What is wrong, as a sentence.</param>
public sealed record Rejection(RejectionReason Reason, string Detail, params IReadOnlyList<InputError> Errors)
{
    /// <summary>Since when it is gone, or has expired.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>What readers are told of its end.</summary>
    public string? EndReason { get; init; }

    /// <summary>What stands in the place of something that is gone.</summary>
    public Guid? ReplacedBy { get; init; }

    /// <summary>The articles that use it.</summary>
    public IReadOnlyList<Guid> UsedByArticles { get; init; } = [];

    /// <summary>The caption that uses it.</summary>
    public Guid? UsedByCaption { get; init; }

    /// <summary>What is there already.</summary>
    public Guid? Existing { get; init; }

    /// <summary>The scope that the caller lacks.</summary>
    public string? MissingScope { get; init; }

    /// <summary>The version that the thing has now; null where it is not known.</summary>
    public int? CurrentVersion { get; init; }

    /// <summary>What the caller said of the version, as it was sent.</summary>
    public string? StatedVersion { get; init; }

    public static Rejection Invalid(InputError error) => new(RejectionReason.Invalid, error.Allowed, error);
}
