namespace ArticleApi.Http;

internal static class Routes
{
    /// <summary>
    /// HEAD wherever GET. Given to <c>MapMethods</c> at each route, since handlers are bound at build time only where a
    /// call names them.
    /// </summary>
    public static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];
}
