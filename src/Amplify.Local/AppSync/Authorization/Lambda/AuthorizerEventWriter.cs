using System.Text.Json;
using Amplify.Local.Accounts;
using Amplify.Local.Hosting;

namespace Amplify.Local.AppSync.Authorization.Lambda;

/// <summary>Writes the event of a Lambda authorizer.</summary>
internal static class AuthorizerEventWriter
{
    public static ReadOnlyMemory<byte> Write(string apiId, string token, AppSyncAuthorizationRequest request) =>
        JsonText.Write((apiId, token, request), static (writer, state) => Write(writer, state.apiId, state.token, state.request), capacity: 2048);

    private static void Write(Utf8JsonWriter writer, string apiId, string token, AppSyncAuthorizationRequest request)
    {
        writer.WriteStartObject();
        writer.WriteString("authorizationToken", token);
        writer.WriteStartObject("requestContext");
        writer.WriteString("apiId", apiId);
        writer.WriteString("accountId", LocalAccount.Id);
        writer.WriteString("requestId", request.RequestId);
        if (request.ChannelAction is { } action)
        {
            WriteAction(writer, action);
        }
        else
        {
            writer.WriteString("queryString", request.Document);
            writer.WriteString("operationName", request.OperationName);
            writer.WritePropertyName("variables");
            WriteVariables(writer, request.Variables);
        }

        writer.WriteEndObject();
        WriteHeaders(writer, request.Headers);
        writer.WriteEndObject();
    }

    private static void WriteAction(Utf8JsonWriter writer, ChannelAction action)
    {
        writer.WriteString("operation", action.Operation);
        if (action.Channel is not null)
        {
            writer.WriteString("channelNamespaceName", action.ChannelNamespace);
            writer.WriteString("channel", action.Channel);
        }
    }

    private static void WriteVariables(Utf8JsonWriter writer, JsonElement variables)
    {
        if (variables.ValueKind == JsonValueKind.Object)
        {
            variables.WriteTo(writer);
            return;
        }

        writer.WriteStartObject();
        writer.WriteEndObject();
    }

    // The last of several headers of a name wins.
    private static void WriteHeaders(Utf8JsonWriter writer, IReadOnlyList<KeyValuePair<string, string>> headers)
    {
        var last = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (KeyValuePair<string, string> header in headers)
        {
            last[header.Key] = header.Value;
        }

        writer.WriteStartObject("requestHeaders");
        foreach (KeyValuePair<string, string> header in last)
        {
            writer.WriteString(header.Key.ToLowerInvariant(), header.Value);
        }

        writer.WriteEndObject();
    }
}
