namespace Amplify.Local;

/// <summary>What a statement of a policy does.</summary>
public enum RestPolicyEffect
{
    /// <summary>Refuses, whatever other statements allow.</summary>
    Deny,

    /// <summary>Allows, unless another statement denies.</summary>
    Allow,
}
