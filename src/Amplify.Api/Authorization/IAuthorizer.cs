namespace Amplify.Api.Authorization;

/// <summary>
/// Authorizes one request in one way. The message carries method, address, headers and body; what is not HTTP, such as a realtime frame, is
/// put into one, authorized, and its headers are taken.
/// </summary>
internal interface IAuthorizer
{
    /// <summary>Sets the headers that authorize the request, in place of those of an earlier attempt.</summary>
    ValueTask AuthorizeAsync(HttpRequestMessage request, CancellationToken cancellationToken);
}
