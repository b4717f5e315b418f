using Amplify.Signing;

namespace Amplify.Benchmarks.Calls;

/// <summary>Credentials such as an identity pool gives, with a session token of the usual length.</summary>
internal static class GuestCredentials
{
    public static AwsCredentials Create() => new("ASIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", new string('t', 800));
}
