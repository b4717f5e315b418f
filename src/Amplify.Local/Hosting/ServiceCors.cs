using Microsoft.Extensions.Primitives;

namespace Amplify.Local.Hosting;

/// <summary>What lets a web page call Lambda and Cognito, which answer browsers without being configured for it.</summary>
internal static class ServiceCors
{
    public static IReadOnlyList<KeyValuePair<string, StringValues>> Headers { get; } =
    [
        new("Access-Control-Allow-Origin", "*"),
        new(
            "Access-Control-Expose-Headers",
            "x-amzn-RequestId,x-amzn-ErrorType,x-amzn-ErrorMessage,X-Amz-Function-Error,X-Amz-Executed-Version,X-Amz-Log-Result,Date"),
    ];

    public static HttpAnswer Preflight { get; } = new()
    {
        StatusCode = 200,
        ContentType = null,
        Headers =
        [
            new("Access-Control-Allow-Origin", "*"),
            new("Access-Control-Allow-Methods", "POST,OPTIONS"),
            new(
                "Access-Control-Allow-Headers",
                "Authorization,Cache-Control,Content-Type,Amz-Sdk-Invocation-Id,Amz-Sdk-Request,X-Amz-Client-Context,X-Amz-Content-Sha256,"
                + "X-Amz-Date,X-Amz-Invocation-Type,X-Amz-Log-Type,X-Amz-Security-Token,X-Amz-Target,X-Amz-User-Agent,X-Amzn-Trace-Id"),
            new("Access-Control-Max-Age", "172800"),
        ],
    };
}
