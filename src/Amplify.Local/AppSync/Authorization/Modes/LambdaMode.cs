using Amplify.Local.AppSync.Authorization.Lambda;
using Amplify.Local.Hosting;
using Amplify.Local.Lambda;

namespace Amplify.Local.AppSync.Authorization.Modes;

/// <summary>Lets a function judge the token. Whatever goes wrong with it, the caller is not authorized.</summary>
internal sealed class LambdaMode(
    string apiId,
    string region,
    ILambdaFunction function,
    AppSyncLambdaAuthorizer settings,
    FunctionRunner runner,
    TimeProvider timeProvider)
{
    /// <summary>How long the function may take.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    private const int LongestToken = 2048;

    private readonly WholeTextPattern? _tokens = WholeTextPattern.Create(settings.IdentityValidationExpression);
    private readonly ExpiringCache<AuthorizerAnswer> _cache = new(timeProvider);
    private readonly string _functionArn = FunctionName.Arn(region, settings.FunctionName);

    public async ValueTask<AppSyncAuthorization> AuthorizeAsync(
        string token, AppSyncAuthorizationRequest request, CancellationToken cancellationToken)
    {
        if (token.Length > LongestToken || _tokens?.Matches(token) == false)
        {
            return AppSyncRefusal.NotAuthorized;
        }

        string key = KeyOf(token, request.ChannelAction);
        if (_cache.Find(key) is { } kept)
        {
            return kept.Authorization;
        }

        AuthorizerAnswer? answer = await AskAsync(token, request).WaitAsync(cancellationToken).ConfigureAwait(false);
        if (answer is null)
        {
            return AppSyncRefusal.NotAuthorized;
        }

        _cache.Keep(key, answer, answer.Ttl);
        return answer.Authorization;
    }

    // What a token may do with one channel says nothing of another one. No token has a line break.
    private static string KeyOf(string token, ChannelAction? action) => action is null ? token : $"{action.Operation}\n{action.Channel}\n{token}";

    private async Task<AuthorizerAnswer?> AskAsync(string token, AppSyncAuthorizationRequest request)
    {
        FunctionOutcome outcome = await runner.RunAsync(function, new LambdaInvocation
        {
            Payload = AuthorizerEventWriter.Write(apiId, token, request),
            RequestId = request.RequestId,
            FunctionName = settings.FunctionName,
            FunctionArn = _functionArn,
        }).ConfigureAwait(false);
        return outcome.IsError ? null : AuthorizerAnswer.Read(outcome.Payload, settings.ResultTtl);
    }
}
