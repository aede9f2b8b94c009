namespace ArticleApi.Core.Ingestion;

/// <summary>Where a caption prints its credit.</summary>
/// <param name="TextStart">Where the caption's own text starts; null where it starts as the raw text does.</param>
/// <param name="TextEnd">Where it ends.</param>
/// <param name="LineStart">Where the credit line starts, after its label or bracket.</param>
/// <param name="NamesPerson">Whether the label says that a person follows, as "Photo by" does.</param>
internal readonly record struct CreditSpan(
    int? TextStart,
    int TextEnd,
    int LineStart,
    int LineEnd,
    bool NamesPerson,
    double Confidence
);
