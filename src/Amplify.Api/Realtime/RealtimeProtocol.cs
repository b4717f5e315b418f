namespace Amplify;

/// <summary>The protocol that GraphQL subscriptions are spoken in.</summary>
public enum RealtimeProtocol
{
    /// <summary>AppSync's when the API is configured as AppSync or its host is one of AppSync's, else <see cref="GraphQLTransport"/>.</summary>
    Automatic,

    /// <summary>AppSync's, whose sub-protocol is <c>graphql-ws</c>.</summary>
    AppSync,

    /// <summary>The one of most other servers, whose sub-protocol is <c>graphql-transport-ws</c>.</summary>
    GraphQLTransport,
}
