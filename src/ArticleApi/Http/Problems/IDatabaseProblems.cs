namespace ArticleApi.Http.Problems;

/// <summary>Tells whether the database is to blame for a failure, and what a request is told of it.</summary>
internal interface IDatabaseProblems
{
    /// <returns>Null where it was something else.</returns>
    Problem? Explain(Exception error, HttpRequest request);
}
