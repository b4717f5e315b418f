using Amplify.Api.Events;
using Amplify.Api.GraphQL;
using Amplify.Api.Rest;
using Amplify.Auth.IdentityPool;
using Amplify.Auth.UserPool;
using Amplify.Signing;

namespace Amplify.Client;

/// <summary>What of a client follows its settings: replaced as a whole, never changed.</summary>
/// <param name="Rest">The REST APIs and how their requests are authorized.</param>
/// <param name="GraphQL">The GraphQL APIs and how their requests are authorized.</param>
/// <param name="Events">The Events API and how its requests are authorized.</param>
/// <param name="Credentials">What gives the credentials, if anything does.</param>
/// <param name="Pool">The identity pool that the credentials come from, when they come from one of the settings.</param>
/// <param name="UserPool">The user pool that users sign in to, if there is one.</param>
internal sealed record ClientState(
    RestSettings Rest,
    GraphQLSettings GraphQL,
    EventsSettings Events,
    IAwsCredentialsProvider? Credentials,
    IdentityPoolSettings? Pool,
    UserPoolContext? UserPool);
