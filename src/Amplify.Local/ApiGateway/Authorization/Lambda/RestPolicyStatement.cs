namespace Amplify.Local;

/// <summary>A statement of the policy that a Lambda authorizer answers with.</summary>
public sealed class RestPolicyStatement
{
    /// <summary>Makes a statement about calling methods.</summary>
    /// <param name="effect">Whether it allows or denies.</param>
    /// <param name="resources">The ARNs of the methods that it is about; <c>*</c> and <c>?</c> stand for any characters.</param>
    public RestPolicyStatement(RestPolicyEffect effect, params IReadOnlyList<string> resources)
    {
        ArgumentNullException.ThrowIfNull(resources);
        Effect = effect;
        Resources = resources;
    }

    /// <summary>Gets whether it allows or denies.</summary>
    public RestPolicyEffect Effect { get; }

    /// <summary>Gets the ARNs of the methods that it is about.</summary>
    public IReadOnlyList<string> Resources { get; }

    /// <summary>Gets the actions that it is about; <c>*</c> and <c>?</c> stand for any characters.</summary>
    /// <value>Default: <c>execute-api:Invoke</c>.</value>
    public IReadOnlyList<string> Actions { get; init; } = ["execute-api:Invoke"];
}
