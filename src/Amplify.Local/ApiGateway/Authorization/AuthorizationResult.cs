using Amplify.Local.Accounts;
using Amplify.Local.ApiGateway.Responses;

namespace Amplify.Local.ApiGateway.Authorization;

/// <summary>Who calls, or why they may not. Neither is set where anyone may call.</summary>
internal readonly record struct AuthorizationResult(Principal? Caller, GatewayError? Refusal);
