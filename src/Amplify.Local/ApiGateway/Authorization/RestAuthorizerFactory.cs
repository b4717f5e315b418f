using Amplify.Local.Accounts;
using Amplify.Local.ApiGateway.Authorization.Lambda;
using Amplify.Local.ApiGateway.Authorization.UserPools;
using Amplify.Local.Cognito.UserPool;
using Amplify.Local.Cognito.UserPool.Tokens;
using Amplify.Local.Tokens;
using Microsoft.Extensions.Logging;

namespace Amplify.Local.ApiGateway.Authorization;

/// <summary>Makes the authorizers of REST APIs of their settings and the backend's parts.</summary>
internal sealed class RestAuthorizerFactory(
    string region,
    UserPoolParts userPool,
    IReadOnlyDictionary<string, ILambdaFunction> functions,
    HttpClient http,
    TimeProvider timeProvider,
    ILogger logger)
{
    /// <summary>Makes what judges callers, or gives <see langword="null"/> where a signature, a key or nothing does.</summary>
    /// <exception cref="ArgumentException">The settings cannot be.</exception>
    public IRestAuthorizer? Create(RestAuthorization authorization, ApiDescription api, TimeSpan timeout) => authorization switch
    {
        RestUserPoolAuthorizer { Issuer: null } settings => new UserPoolAuthorizer(
            userPool.Verifier, userPool.Clients.Contains, settings, timeProvider),
        // Which clients a pool elsewhere has, only it knows.
        RestUserPoolAuthorizer settings => new UserPoolAuthorizer(VerifierOf(settings.Issuer.OriginalString), static _ => true, settings, timeProvider),
        RestLambdaAuthorizer settings => new LambdaAuthorizer(
            settings.CreateIdentity(),
            FunctionOf(settings),
            $"arn:aws:execute-api:{region}:{LocalAccount.Id}:{api.Id}/{api.Stage}",
            settings.ResultTtl,
            timeout,
            timeProvider,
            logger),
        _ => null,
    };

    private UserPoolTokenVerifier VerifierOf(string issuer) =>
        new(() => issuer, new RemoteKeys(issuer, new KeySetClient(http, issuer, discovers: false, timeProvider), timeProvider, logger));

    private IAuthorizerFunction FunctionOf(RestLambdaAuthorizer settings)
    {
        if (settings.Handler is { } handler)
        {
            return new HandlerAuthorizer(handler);
        }

        string name = settings.FunctionName!;
        return functions.TryGetValue(name, out ILambdaFunction? function)
            ? new FunctionAuthorizer(name, function, region, settings.WriteEvent)
            : throw new ArgumentException($"The Lambda authorizer '{name}' is no function of the backend.");
    }
}
