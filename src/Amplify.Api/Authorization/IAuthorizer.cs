using Amplify.Core.Http;

namespace Amplify.Api.Authorization;

/// <summary>
/// Authorizes one request in one way. The message carries method, address, headers and body; what is not HTTP, such as a realtime frame, is
/// put into one, authorized, and its headers are taken.
/// </summary>
internal interface IAuthorizer
{
    /// <summary>Sets the headers that authorize the request, in place of those of an earlier attempt.</summary>
    ValueTask AuthorizeAsync(HttpRequestMessage request, CancellationToken cancellationToken);

    /// <summary>Changes what makes the same request, authorized once more, acceptable to the server that refused it.</summary>
    /// <param name="request">The request as it was sent.</param>
    /// <param name="refusal">What the server said.</param>
    /// <param name="tried">What was changed already, which is not to be tried twice.</param>
    /// <param name="cancellationToken">Cancels the wait for credentials.</param>
    /// <returns>What was changed.</returns>
    ValueTask<Recovery> RecoverAsync(HttpRequestMessage request, Refusal refusal, Recovery tried, CancellationToken cancellationToken) =>
        new(Recovery.None);
}
