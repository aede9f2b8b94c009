namespace ArticleApi.Http;

/// <summary>Who may ask an endpoint, beside the scope that it may need.</summary>
internal enum EndpointAccess
{
    /// <summary>Everyone where reads are open, else keys with the scope for reading.</summary>
    Reads,

    /// <summary>Everyone where the documentation is open, else keys with the scope for reading.</summary>
    Docs,

    /// <summary>Every key, whatever it may read.</summary>
    Keys,

    Everyone,
}

/// <summary>Who may ask; an endpoint without it is a read.</summary>
internal sealed record AccessMetadata(EndpointAccess Access);

internal static class AccessConventions
{
    /// <summary>Answers everyone, also where reads are closed.</summary>
    public static TBuilder OpenToEveryone<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new AccessMetadata(EndpointAccess.Everyone));

    /// <summary>Describes the service, and says nothing of what is in it.</summary>
    public static TBuilder AsDocumentation<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new AccessMetadata(EndpointAccess.Docs));

    /// <summary>Is about keys: any key may ask, though it may read nothing.</summary>
    public static TBuilder OpenToKeys<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new AccessMetadata(EndpointAccess.Keys));
}
