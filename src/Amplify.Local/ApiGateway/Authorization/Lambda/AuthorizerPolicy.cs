namespace Amplify.Local.ApiGateway.Authorization.Lambda;

/// <summary>What a Lambda authorizer answered of a caller.</summary>
internal sealed record AuthorizerPolicy(string PrincipalId, IReadOnlyList<RestPolicyStatement> Statements, IReadOnlyDictionary<string, string> Context)
{
    private const string Action = "execute-api:Invoke";

    /// <summary>Evaluates the statements for a method: one that denies beats any that allows.</summary>
    /// <returns>What they say, or <see langword="null"/> when none is about the method.</returns>
    public RestPolicyEffect? EffectOn(string methodArn)
    {
        RestPolicyEffect? effect = null;
        foreach (RestPolicyStatement statement in Statements)
        {
            if (IsAbout(statement, methodArn))
            {
                if (statement.Effect == RestPolicyEffect.Deny)
                {
                    return RestPolicyEffect.Deny;
                }

                effect = RestPolicyEffect.Allow;
            }
        }

        return effect;
    }

    private static bool IsAbout(RestPolicyStatement statement, string methodArn) =>
        Any(statement.Actions, Action, ignoreCase: true) && Any(statement.Resources, methodArn, ignoreCase: false);

    private static bool Any(IReadOnlyList<string> patterns, string text, bool ignoreCase)
    {
        foreach (string pattern in patterns)
        {
            if (Wildcard.IsMatch(pattern, text, ignoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
