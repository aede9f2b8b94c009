namespace ArticleApi.Http.Problems;

/// <summary>Carries a problem out of a binding, where no result can be returned.</summary>
public sealed class ProblemException(Problem problem) : Exception(problem.Detail)
{
    public Problem Problem { get; } = problem;
}
