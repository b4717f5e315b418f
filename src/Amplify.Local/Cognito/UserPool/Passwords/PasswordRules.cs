using System.Buffers;

namespace Amplify.Local.Cognito.UserPool.Passwords;

/// <summary>Holds passwords to the pool's policy.</summary>
internal static class PasswordRules
{
    private static readonly SearchValues<char> Symbols = SearchValues.Create("^$*.[]{}()?-\"!@#%&/\\,><':;|_~`+= ");

    /// <exception cref="CognitoException">The password is not as the policy wants it.</exception>
    public static void Check(string password, LocalPasswordPolicy policy)
    {
        if (FaultOf(password, policy) is { } fault)
        {
            throw UserPoolErrors.InvalidPassword(fault);
        }
    }

    private static string? FaultOf(string password, LocalPasswordPolicy policy) => password.AsSpan() switch
    {
        var text when text.Length < policy.MinimumLength => "Password not long enough",
        var text when policy.RequiresLowercase && !text.ContainsAnyInRange('a', 'z') => "Password must have lowercase characters",
        var text when policy.RequiresUppercase && !text.ContainsAnyInRange('A', 'Z') => "Password must have uppercase characters",
        var text when policy.RequiresNumber && !text.ContainsAnyInRange('0', '9') => "Password must have numeric characters",
        var text when policy.RequiresSymbol && !text.ContainsAny(Symbols) => "Password must have symbol characters",
        _ => null,
    };
}
