using Amazon.Runtime;

namespace Amplify.AwsSdk;

/// <summary>Makes the AWS SDK's credentials usable where Amplify asks for credentials.</summary>
public static class AwsSdkCredentialsExtensions
{
    /// <summary>Wraps the SDK's credentials.</summary>
    /// <param name="credentials">The SDK's credentials.</param>
    /// <returns>A provider that asks them for every request.</returns>
    public static AwsSdkCredentialsProvider ToAmplifyProvider(this AWSCredentials credentials) => new(credentials);
}
