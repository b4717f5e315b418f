using Amplify.Signing;

namespace Amplify.Cli.Commands.Sign;

/// <summary>What a line of a batch takes when it does not say otherwise.</summary>
internal sealed record BatchDefaults(AwsCredentials? Credentials, string? Region, string? Service, TimeProvider TimeProvider);
