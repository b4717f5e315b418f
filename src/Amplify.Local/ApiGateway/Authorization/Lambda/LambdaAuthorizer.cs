using Amplify.Local.ApiGateway.Responses;
using Amplify.Local.Hosting;
using Microsoft.Extensions.Logging;

namespace Amplify.Local.ApiGateway.Authorization.Lambda;

/// <summary>Lets a function judge the caller, remembers its policy, and evaluates it for each method that is called.</summary>
internal sealed class LambdaAuthorizer(
    ICallerIdentity identity,
    IAuthorizerFunction function,
    string stageArn,
    TimeSpan resultTtl,
    TimeSpan timeout,
    TimeProvider timeProvider,
    ILogger logger) : IRestAuthorizer
{
    private readonly ExpiringCache<AuthorizerPolicy> _policies = new(timeProvider);

    public async ValueTask<GatewayError?> AuthorizeAsync(ProxyRequest request)
    {
        if (identity.Of(request) is not { } caller)
        {
            return GatewayErrors.Unauthorized;
        }

        string methodArn = $"{stageArn}/{request.HttpMethod}/{request.Path.AsSpan(1)}";
        if (_policies.Find(caller) is { } kept)
        {
            return Apply(kept, request, methodArn, latency: TimeSpan.Zero);
        }

        long started = timeProvider.GetTimestamp();
        (AuthorizerPolicy? policy, GatewayError? failure) = await AskAsync(new AuthorizerCall(request, methodArn, caller)).ConfigureAwait(false);
        if (policy is null)
        {
            return failure;
        }

        _policies.Keep(caller, policy, resultTtl);
        return Apply(policy, request, methodArn, timeProvider.GetElapsedTime(started));
    }

    private async Task<(AuthorizerPolicy? Policy, GatewayError? Failure)> AskAsync(AuthorizerCall call)
    {
        using var time = new CancellationTokenSource(timeout, timeProvider);
        try
        {
            return (await function.AskAsync(call, time.Token).AsTask().WaitAsync(time.Token).ConfigureAwait(false), null);
        }
        catch (MalformedPolicyException exception)
        {
            HostingLog.MalformedPolicy(logger, call.Request.HttpMethod, call.Request.Resource, exception.Message);
        }
        catch (OperationCanceledException) when (time.IsCancellationRequested)
        {
            HostingLog.AuthorizerTimedOut(logger, call.Request.HttpMethod, call.Request.Resource);
        }
        catch (Exception exception) when (exception.Message == "Unauthorized")
        {
            return (null, GatewayErrors.Unauthorized);
        }
#pragma warning disable CA1031 // Whatever an authorizer throws is its failure, not the gateway's.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            HostingLog.AuthorizerThrew(logger, call.Request.HttpMethod, call.Request.Resource, exception);
        }

        return (null, GatewayErrors.AuthorizerConfigurationError);
    }

    private static GatewayError? Apply(AuthorizerPolicy policy, ProxyRequest request, string methodArn, TimeSpan latency)
    {
        request.Received.Authorizer = new ProxyAuthorizer
        {
            PrincipalId = policy.PrincipalId,
            Context = policy.Context,
            IntegrationLatency = (long)latency.TotalMilliseconds,
        };
        return policy.EffectOn(methodArn) switch
        {
            RestPolicyEffect.Allow => null,
            RestPolicyEffect.Deny => GatewayErrors.ExplicitDeny,
            _ => GatewayErrors.ImplicitDeny,
        };
    }
}
