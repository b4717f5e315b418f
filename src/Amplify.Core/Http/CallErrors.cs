namespace Amplify.Core.Http;

/// <summary>Makes the errors of calls that take too long.</summary>
internal static class CallErrors
{
    public static AmplifyTimeoutException Late(HttpCall call, TimeSpan timeout, Exception cause) => new(
        FormattableString.Invariant($"{call} got no complete answer within {timeout.TotalSeconds:0.###} s. Find out why the service is slow, or allow more time with Timeout in the call's or the client's options."),
        timeout,
        cause);

    public static AmplifyTimeoutException LateAttempt(HttpCall call, TimeSpan timeout, Exception cause) => new(
        FormattableString.Invariant($"{call} was not answered within {timeout.TotalSeconds:0.###} s, the time that one attempt has. Find out why the service is slow, or allow more time with AttemptTimeout in the options of the call, the API or the client."),
        timeout,
        cause);
}
