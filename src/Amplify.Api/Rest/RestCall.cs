using Amplify.Api.Authorization;
using Amplify.Core.Http;

namespace Amplify.Api.Rest;

/// <summary>A REST call whose arguments have been checked.</summary>
internal sealed record RestCall(
    HttpCall Http, RestEndpointEntry Api, RequestAuthorization Authorization, Uri Address, RestBody Body, RestOptions? Options, string? Accept);
