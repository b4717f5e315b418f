using Amplify.Api.Authorization;

namespace Amplify.Api.Rest;

/// <summary>The headers of a call, without those that authorize it, and what does.</summary>
/// <remarks>Shared by all calls of an API that set nothing differently, and so never changed.</remarks>
internal sealed record RestHead(Dictionary<string, string?> Headers, IReadOnlyList<IAuthorizer> Authorizers);
