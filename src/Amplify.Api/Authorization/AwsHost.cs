namespace Amplify.Api.Authorization;

/// <summary>Reads region and service from the host names of AWS.</summary>
/// <remarks>See <see href="https://docs.aws.amazon.com/general/latest/gr/rande.html">AWS service endpoints</see>.</remarks>
internal static class AwsHost
{
    private static readonly string[] Suffixes = [".amazonaws.com", ".amazonaws.com.cn", ".api.aws", ".on.aws"];

    // Endpoints without a region in their name are those of services that sign for one region wherever they are called from.
    private const string GlobalRegion = "us-east-1";

    /// <summary>Gives what the name tells; nothing for hosts that are not AWS's, such as custom domains.</summary>
    public static (string? Region, string? Service) Read(string host)
    {
        string name = host.TrimEnd('.').ToLowerInvariant();
        foreach (string suffix in Suffixes)
        {
            if (name.EndsWith(suffix, StringComparison.Ordinal))
            {
                return ReadLabels(name[..^suffix.Length].Split('.'));
            }
        }

        return (null, null);
    }

    private static (string? Region, string? Service) ReadLabels(ReadOnlySpan<string> labels)
    {
        // vpce-1a2b.execute-api.eu-west-1.vpce.amazonaws.com
        if (labels[^1] == "vpce")
        {
            labels = labels[..^1];
        }

        if (labels.IsEmpty)
        {
            return (null, null);
        }

        string last = labels[^1];
        string? before = labels.Length > 1 ? labels[^2] : null;
        if (IsRegion(last))
        {
            // s3.dualstack.eu-west-1.amazonaws.com
            string? service = before == "dualstack" && labels.Length > 2 ? labels[^3] : before;
            return (last, service is null ? null : SigningName(service));
        }

        // search-x.eu-west-1.es.amazonaws.com has the two the other way round.
        return before is not null && IsRegion(before) ? (before, SigningName(last)) : (GlobalRegion, SigningName(last));
    }

    private static string SigningName(string label) => label switch
    {
        "appsync-api" or "appsync-realtime-api" => SigningTarget.AppSync,
        "lambda-url" => "lambda",
        _ when label.EndsWith("-fips", StringComparison.Ordinal) => label[..^"-fips".Length],
        _ => label,
    };

    // us-east-1, us-gov-west-1: words, then a number.
    private static bool IsRegion(string label)
    {
        string[] words = label.Split('-');
        return words.Length > 2
            && words[^1].Length is 1 or 2
            && words[^1].All(char.IsAsciiDigit)
            && words[..^1].All(word => word.Length > 0 && word.All(char.IsAsciiLetter));
    }
}
