using Amplify.Local.ApiGateway.Authorization.Lambda;

namespace Amplify.Local;

/// <summary>
/// A function that judges who calls, a
/// <see href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-use-lambda-authorizer.html">Lambda authorizer</see>:
/// it answers with a policy, which is evaluated for the method that is called.
/// </summary>
/// <remarks>
/// A function that throws an exception with the message <c>Unauthorized</c> makes the answer 401. Whatever else it throws, no answer within
/// <see cref="LocalRestApi.IntegrationTimeout"/>, or an answer that is no policy, makes it 500.
/// </remarks>
public abstract class RestLambdaAuthorizer : RestAuthorization
{
    private static readonly TimeSpan LongestTtl = TimeSpan.FromHours(1);

    private protected RestLambdaAuthorizer()
    {
    }

    /// <summary>
    /// Gets how long a policy stands for a caller, 0 to 1 hour. It is evaluated for each method that the caller comes back for, so it has to
    /// cover them all.
    /// </summary>
    /// <value>Default: 5 minutes. 0 calls the function for every request.</value>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative, or above an hour.</exception>
    public TimeSpan ResultTtl
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.Zero);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, LongestTtl);
            field = value;
        }
    } = TimeSpan.FromMinutes(5);

    /// <summary>The name of one of the backend's functions, or <see langword="null"/> when there is a handler.</summary>
    internal string? FunctionName { get; private protected init; }

    internal Func<AuthorizerCall, CancellationToken, ValueTask<RestAuthorizerResult>>? Handler { get; private protected init; }

    /// <summary>Makes what tells callers apart.</summary>
    internal abstract ICallerIdentity CreateIdentity();

    /// <summary>Writes what the function of <see cref="FunctionName"/> is asked.</summary>
    internal abstract ReadOnlyMemory<byte> WriteEvent(AuthorizerCall call);
}
