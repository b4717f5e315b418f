namespace Amplify.Local;

/// <summary>How a REST API decides who may call: one of the fixed ways below, or an authorizer with settings of its own.</summary>
/// <remarks>
/// The authorizers are <see cref="RestUserPoolAuthorizer"/>, <see cref="RestTokenAuthorizer"/> and <see cref="RestRequestAuthorizer"/>.
/// Routes of an API that are given the same authorizer share what it remembers of its callers.
/// </remarks>
public abstract class RestAuthorization
{
    private protected RestAuthorization()
    {
    }

    /// <summary>
    /// Gets that requests are signed with AWS credentials (<c>AWS_IAM</c>): those of the identity pool, or <see cref="LocalBackend.Credentials"/>.
    /// </summary>
    public static RestAuthorization Iam { get; } = new WithoutSettings();

    /// <summary>Gets that requests carry the API's key in <c>x-api-key</c>.</summary>
    public static RestAuthorization ApiKey { get; } = new WithoutSettings();

    /// <summary>Gets that requests carry an id token of the backend's user pool in <c>Authorization</c>.</summary>
    public static RestAuthorization UserPool { get; } = new RestUserPoolAuthorizer();

    /// <summary>Gets that anyone may call.</summary>
    public static RestAuthorization None { get; } = new WithoutSettings();

    private sealed class WithoutSettings : RestAuthorization;
}
