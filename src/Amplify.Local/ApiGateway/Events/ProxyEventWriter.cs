using System.Globalization;
using System.Text.Json;
using Amplify.Local.Hosting;

namespace Amplify.Local.ApiGateway.Events;

/// <summary>Writes a request as a Lambda proxy event: every key present, empty collections as <c>null</c>.</summary>
internal static class ProxyEventWriter
{
    // What a signed request with a guest's token comes to, without its body.
    private const int UsualSize = 4096;

    public static ReadOnlyMemory<byte> Write(ProxyRequest request) => JsonText.Write(request, Write, UsualSize + request.BodyBytes.Length);

    private static void Write(Utf8JsonWriter writer, ProxyRequest request)
    {
        writer.WriteStartObject();
        WriteRequest(writer, request);
        writer.WriteString("body", request.Body);
        writer.WriteBoolean("isBase64Encoded", request.IsBase64Encoded);
        writer.WriteEndObject();
    }

    /// <summary>Writes the members of the event but the body: what a Lambda authorizer sees too.</summary>
    public static void WriteRequest(Utf8JsonWriter writer, ProxyRequest request)
    {
        writer.WriteString("resource", request.Resource);
        writer.WriteString("path", request.Path);
        writer.WriteString("httpMethod", request.HttpMethod);
        WriteLastValues(writer, "headers", request.HeaderMap);
        WriteAllValues(writer, "multiValueHeaders", request.HeaderMap);
        WriteLastValues(writer, "queryStringParameters", request.Query);
        WriteAllValues(writer, "multiValueQueryStringParameters", request.Query);
        WritePathParameters(writer, request);
        writer.WriteNull("stageVariables");
        WriteContext(writer, request.RequestContext);
    }

    private static void WriteContext(Utf8JsonWriter writer, ProxyRequestContext context)
    {
        writer.WriteStartObject("requestContext");
        writer.WriteString("resourceId", context.ResourceId);
        if (context.Authorizer is { } authorizer)
        {
            ProxyAuthorizerWriter.Write(writer, authorizer);
        }

        writer.WriteString("resourcePath", context.ResourcePath);
        writer.WriteString("httpMethod", context.HttpMethod);
        writer.WriteString("extendedRequestId", context.ExtendedRequestId);
        writer.WriteString("requestTime", context.RequestTime.UtcDateTime.ToString("dd/MMM/yyyy:HH:mm:ss '+0000'", CultureInfo.InvariantCulture));
        writer.WriteString("path", context.Path);
        writer.WriteString("accountId", context.AccountId);
        writer.WriteString("protocol", context.Protocol);
        writer.WriteString("stage", context.Stage);
        writer.WriteString("domainPrefix", context.DomainPrefix);
        writer.WriteNumber("requestTimeEpoch", context.RequestTime.ToUnixTimeMilliseconds());
        writer.WriteString("requestId", context.RequestId);
        WriteIdentity(writer, context.Identity);
        writer.WriteString("domainName", context.DomainName);
        writer.WriteString("deploymentId", context.DeploymentId);
        writer.WriteString("apiId", context.ApiId);
        writer.WriteEndObject();
    }

    private static void WriteIdentity(Utf8JsonWriter writer, ProxyIdentity identity)
    {
        writer.WriteStartObject("identity");
        writer.WriteString("cognitoIdentityPoolId", identity.CognitoIdentityPoolId);
        writer.WriteString("accountId", identity.AccountId);
        writer.WriteString("cognitoIdentityId", identity.CognitoIdentityId);
        writer.WriteString("caller", identity.Caller);
        writer.WriteString("sourceIp", identity.SourceIp);
        writer.WriteNull("principalOrgId");
        writer.WriteString("accessKey", identity.AccessKey);
        writer.WriteString("cognitoAuthenticationType", identity.CognitoAuthenticationType);
        writer.WriteString("cognitoAuthenticationProvider", identity.CognitoAuthenticationProvider);
        writer.WriteString("userArn", identity.UserArn);
        writer.WriteString("userAgent", identity.UserAgent);
        writer.WriteString("user", identity.User);
        if (identity.ApiKey is not null)
        {
            writer.WriteString("apiKey", identity.ApiKey);
            writer.WriteString("apiKeyId", identity.ApiKeyId);
        }

        writer.WriteEndObject();
    }

    private static void WritePathParameters(Utf8JsonWriter writer, ProxyRequest request)
    {
        if (request.RawPathParameters.Length == 0)
        {
            writer.WriteNull("pathParameters");
            return;
        }

        writer.WriteStartObject("pathParameters");
        foreach (KeyValuePair<string, string> parameter in request.RawPathParameters)
        {
            writer.WriteString(parameter.Key, parameter.Value);
        }

        writer.WriteEndObject();
    }

    private static void WriteLastValues(Utf8JsonWriter writer, string name, MultiMap map)
    {
        if (map.Count == 0)
        {
            writer.WriteNull(name);
            return;
        }

        writer.WriteStartObject(name);
        foreach (KeyValuePair<string, List<string>> entry in map.Entries)
        {
            writer.WriteString(entry.Key, entry.Value[^1]);
        }

        writer.WriteEndObject();
    }

    private static void WriteAllValues(Utf8JsonWriter writer, string name, MultiMap map)
    {
        if (map.Count == 0)
        {
            writer.WriteNull(name);
            return;
        }

        writer.WriteStartObject(name);
        foreach (KeyValuePair<string, List<string>> entry in map.Entries)
        {
            writer.WriteStartArray(entry.Key);
            foreach (string value in entry.Value)
            {
                writer.WriteStringValue(value);
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }
}
