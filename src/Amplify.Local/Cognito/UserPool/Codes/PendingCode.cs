namespace Amplify.Local.Cognito.UserPool.Codes;

/// <summary>A code that was sent and can be used once.</summary>
/// <param name="Code">The code.</param>
/// <param name="Expires">From when on it is no longer taken.</param>
/// <param name="Failures">How many times another code was shown in its place.</param>
internal sealed record PendingCode(string Code, DateTimeOffset Expires, int Failures = 0)
{
    /// <summary>Tells when it ends, and not the code.</summary>
    public override string ToString() => $"code until {Expires:O}";
}
