namespace ArticleApi.Http;

internal static class HttpVerbs
{
    /// <summary>
    /// HEAD wherever GET. Given to <c>MapMethods</c> at each route, since handlers are bound at build time only where a
    /// call names them.
    /// </summary>
    public static readonly string[] GetAndHead = [HttpMethods.Get, HttpMethods.Head];
}
