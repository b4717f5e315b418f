using Amplify.Signing;

namespace Amplify.Api.Authorization;

/// <summary>Finds the region and service that a request is signed for.</summary>
internal static class SigningTarget
{
    public const string AppSync = "appsync";
    public const string ExecuteApi = "execute-api";
    private const string DefaultRegion = "us-east-1";

    /// <summary>What is set explicitly wins, then what the host's name tells, then the configuration's region and the default service, at last AWS's first region.</summary>
    public static SigV4Scope Resolve(Uri address, string? region, string? service, string? configuredRegion, string defaultService)
    {
        (string? hostRegion, string? hostService) = AwsHost.Read(address.IdnHost);
        return new SigV4Scope(
            FirstGiven(region, hostRegion, configuredRegion) ?? DefaultRegion,
            FirstGiven(service, hostService) ?? defaultService);
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
