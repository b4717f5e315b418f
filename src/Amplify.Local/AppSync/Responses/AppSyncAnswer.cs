using Amplify.Local.Hosting;
using Microsoft.Extensions.Primitives;

namespace Amplify.Local.AppSync.Responses;

/// <summary>AppSync's answers, with its headers; browsers on any origin may read them.</summary>
internal static class AppSyncAnswer
{
    private const string ContentType = "application/json;charset=UTF-8";

    private static readonly KeyValuePair<string, StringValues>[] Cors =
    [
        new("Access-Control-Allow-Origin", "*"),
        new("Access-Control-Expose-Headers", "x-amzn-RequestId,x-amzn-ErrorType,x-amz-user-agent,x-amzn-ErrorMessage,Date,x-amzn-appsync-TokensConsumed"),
    ];

    private static readonly KeyValuePair<string, StringValues>[] Served = [new("x-amzn-appsync-TokensConsumed", "1"), .. Cors];

    public static HttpAnswer Preflight { get; } = new()
    {
        StatusCode = 200,
        ContentType = null,
        Headers =
        [
            new("Access-Control-Allow-Origin", "*"),
            new("Access-Control-Allow-Methods", "GET,POST,OPTIONS"),
            new("Access-Control-Allow-Headers", "*,Authorization,Content-Type,X-Amz-Date,X-Amz-Security-Token,X-Amz-User-Agent,X-Api-Key"),
            new("Access-Control-Max-Age", "172800"),
        ],
    };

    /// <summary>What comes back from a path that AppSync does not serve.</summary>
    public static HttpAnswer UnknownOperation { get; } = new()
    {
        StatusCode = 404,
        ContentType = ContentType,
        Headers = [new("x-amzn-ErrorType", "UnknownOperationException"), .. Cors],
        Body = "{\"__type\":\"com.amazon.coral.service#UnknownOperationException\"}"u8.ToArray(),
    };

    public static HttpAnswer Ok(ReadOnlyMemory<byte> body) =>
        new() { StatusCode = 200, ContentType = ContentType, Headers = Served, Body = body };

    public static HttpAnswer Error(int statusCode, string errorType, ReadOnlyMemory<byte> body) =>
        new() { StatusCode = statusCode, ContentType = ContentType, Headers = [new("x-amzn-ErrorType", errorType), .. Cors], Body = body };

}
