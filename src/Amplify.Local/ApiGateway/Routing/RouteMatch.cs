namespace Amplify.Local.ApiGateway.Routing;

/// <summary>The resource that a path belongs to, and the values of its parameters as they were received.</summary>
internal readonly record struct RouteMatch(Resource Resource, KeyValuePair<string, string>[] Parameters);
