namespace Amplify.Local;

/// <summary>What a Lambda authorizer answers: who calls, and what they may.</summary>
public sealed class RestAuthorizerResult
{
    /// <summary>Gets who calls, in the authorizer's own words; handlers see it.</summary>
    public required string PrincipalId { get; init; }

    /// <summary>Gets the policy. What no statement allows, or any denies, is refused.</summary>
    public required IReadOnlyList<RestPolicyStatement> Statements { get; init; }

    /// <summary>
    /// Gets what handlers get to know besides: texts, numbers and booleans, which reach them as texts. Any other value makes the answer 500.
    /// </summary>
    /// <value>Default: nothing.</value>
    public IReadOnlyDictionary<string, object> Context { get; init; } = new Dictionary<string, object>();

    /// <summary>Lets the caller use some methods.</summary>
    /// <param name="principalId">Who calls.</param>
    /// <param name="resources">The ARNs of methods; <c>*</c> and <c>?</c> stand for any characters.</param>
    /// <returns>An answer with a statement that allows them.</returns>
    public static RestAuthorizerResult Allow(string principalId, params IReadOnlyList<string> resources) =>
        Of(RestPolicyEffect.Allow, principalId, resources);

    /// <summary>Keeps the caller from some methods.</summary>
    /// <param name="principalId">Who calls.</param>
    /// <param name="resources">The ARNs of methods; <c>*</c> and <c>?</c> stand for any characters.</param>
    /// <returns>An answer with a statement that denies them.</returns>
    public static RestAuthorizerResult Deny(string principalId, params IReadOnlyList<string> resources) =>
        Of(RestPolicyEffect.Deny, principalId, resources);

    private static RestAuthorizerResult Of(RestPolicyEffect effect, string principalId, IReadOnlyList<string> resources) =>
        new() { PrincipalId = principalId, Statements = [new RestPolicyStatement(effect, resources)] };
}
