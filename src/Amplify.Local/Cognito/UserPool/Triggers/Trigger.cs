using Microsoft.Extensions.Logging;

namespace Amplify.Local.Cognito.UserPool.Triggers;

/// <summary>Runs what stands in for a Lambda function of the pool.</summary>
internal static class Trigger
{
    /// <exception cref="CognitoException">The trigger threw, or there is none.</exception>
    public static async ValueTask<TResult> RunAsync<TEvent, TResult>(
        string name, Func<TEvent, CancellationToken, ValueTask<TResult>>? trigger, TEvent value, ILogger logger, CancellationToken cancellationToken)
    {
        if (trigger is null)
        {
            throw UserPoolErrors.InvalidParameter("Custom auth lambda trigger is not configured for the user pool.");
        }

        try
        {
            return await trigger(value, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            UserPoolLog.TriggerThrew(logger, name, exception);
            throw UserPoolErrors.Of("UserLambdaValidationException", $"{name} failed with error {exception.Message}.");
        }
    }
}
