using Amplify.Api.Authorization;
using Amplify.Core.Http;

namespace Amplify.Api.Rest;

/// <summary>A REST call whose arguments have been checked.</summary>
internal sealed record RestCall(
    HttpCall Http, RestEndpointEntry Api, RequestAuthorization Authorization, Uri Address, object? Body, RestOptions? Options, string? Accept)
{
    /// <summary>Gets or sets the content that the body becomes: one for all attempts, since it knows where its stream began.</summary>
    public HttpContent? Content { get; set; }
}
