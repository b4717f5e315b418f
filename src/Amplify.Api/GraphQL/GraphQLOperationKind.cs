namespace Amplify;

/// <summary>What a GraphQL operation does.</summary>
public enum GraphQLOperationKind
{
    /// <summary>Reads. It may be sent again when no answer came.</summary>
    Query,

    /// <summary>Writes. It is never sent again once the server may have begun with it.</summary>
    Mutation,

    /// <summary>Asks to be told of what happens, over a connection that stays open.</summary>
    Subscription,
}
