using Amplify.Signing;

namespace Amplify.Api.Authorization;

/// <summary>Finds the region and service that a request is signed for.</summary>
internal static class SigningTarget
{
    private const string DefaultRegion = "us-east-1";
    private const string DefaultService = "execute-api";

    /// <summary>What is set explicitly wins, then what the host's name tells, then the configuration's region and the defaults.</summary>
    public static SigV4Scope Resolve(Uri address, string? region, string? service, string? configuredRegion)
    {
        (string? hostRegion, string? hostService) = AwsHost.Read(address.IdnHost);
        return new SigV4Scope(
            FirstGiven(region, hostRegion, configuredRegion) ?? DefaultRegion,
            FirstGiven(service, hostService) ?? DefaultService);
    }

    private static string? FirstGiven(params ReadOnlySpan<string?> values)
    {
        foreach (string? value in values)
        {
            if (!string.IsNullOrWhiteSpace(value))
            {
                return value;
            }
        }

        return null;
    }
}
