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
            Given(region) ?? Given(hostRegion) ?? Given(configuredRegion) ?? DefaultRegion,
            Given(service) ?? Given(hostService) ?? defaultService);
    }

    private static string? Given(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;
}
