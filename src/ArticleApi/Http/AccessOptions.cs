namespace ArticleApi.Http;

/// <summary>What is answered without a key; the one place that decides for every address.</summary>
/// <param name="OpenReads"><c>Access:OpenReads</c>: whether public articles are read without a key.</param>
/// <param name="OpenDocs"><c>Access:OpenDocs</c>: whether the documentation is.</param>
internal sealed record AccessOptions(bool OpenReads, bool OpenDocs)
{
    public static AccessOptions FromConfiguration(IConfiguration configuration, bool development)
    {
        bool Flag(string name, bool otherwise)
        {
            if (configuration[name] is not { } setting)
                return otherwise;

            return bool.TryParse(setting, out var flag)
                ? flag
                : throw new InvalidOperationException($"{name} is '{setting}'; allowed are true and false.");
        }

        var openReads = Flag("Access:OpenReads", true);
        return new(openReads, Flag("Access:OpenDocs", openReads || development));
    }

    /// <summary>Who may ask what a request found. What says nothing of itself, or is not there, is a read.</summary>
    public static EndpointAccess KindOf(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<AccessMetadata>() is { } declared)
            return declared.Access;

        // Its pages are files, and no endpoints.
        return context.Request.Path.StartsWithSegments("/swagger") ? EndpointAccess.Docs : EndpointAccess.Reads;
    }

    public bool IsOpen(EndpointAccess access) =>
        access switch
        {
            EndpointAccess.Everyone => true,
            EndpointAccess.Docs => OpenDocs,
            EndpointAccess.Reads => OpenReads,
            _ => false,
        };
}
