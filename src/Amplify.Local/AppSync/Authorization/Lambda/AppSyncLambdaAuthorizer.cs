using Amplify.Local.Lambda;

namespace Amplify.Local;

/// <summary>The function that judges tokens in mode <see cref="AppSyncAuthMode.Lambda"/>. It has 10 seconds.</summary>
public sealed class AppSyncLambdaAuthorizer
{
    private static readonly TimeSpan LongestTtl = TimeSpan.FromHours(1);

    /// <summary>Makes an authorizer of a handler.</summary>
    /// <param name="handler">Called concurrently. What it throws refuses the caller.</param>
    public AppSyncLambdaAuthorizer(Func<AppSyncAuthorizerEvent, CancellationToken, ValueTask<AppSyncAuthorizerResult>> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        Function = new JsonFunction<AppSyncAuthorizerEvent, AppSyncAuthorizerResult>(handler);
        FunctionName = "authorizer";
    }

    /// <summary>Makes an authorizer of one of the backend's functions, which gets and gives JSON as one in AWS does.</summary>
    /// <param name="functionName">A function that <see cref="LocalBackendOptions.AddFunction(string, ILambdaFunction)"/> has added.</param>
    public AppSyncLambdaAuthorizer(string functionName)
    {
        ArgumentException.ThrowIfNullOrEmpty(functionName);
        FunctionName = functionName;
    }

    /// <summary>Gets a regular expression that all of a token has to match; the function is not called for one that does not.</summary>
    /// <value>Default: <see langword="null"/>, every token.</value>
    public string? IdentityValidationExpression { get; init; }

    /// <summary>Gets how long an answer, yes or no, stands for the token it was given for, 0 to 1 hour.</summary>
    /// <value>Default: 0, the function is called for every request.</value>
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
    }

    internal ILambdaFunction? Function { get; }

    internal string FunctionName { get; }
}
