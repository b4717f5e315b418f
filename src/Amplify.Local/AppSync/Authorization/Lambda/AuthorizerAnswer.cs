using System.Text.Json;

namespace Amplify.Local.AppSync.Authorization.Lambda;

/// <summary>What a Lambda authorizer answered, and for how long that stands.</summary>
internal sealed record AuthorizerAnswer(AppSyncAuthorization Authorization, TimeSpan Ttl)
{
    private const int LongestTtl = 3600;

    /// <summary>Reads a function's result.</summary>
    /// <returns><see langword="null"/> when it is none.</returns>
    public static AuthorizerAnswer? Read(ReadOnlyMemory<byte> payload, TimeSpan ttl)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(payload);
            JsonElement result = document.RootElement;
            return result.ValueKind == JsonValueKind.Object && TtlOf(result, ttl) is { } effective
                ? new AuthorizerAnswer(IsAuthorized(result) ? CallerOf(result) : AppSyncRefusal.NotAuthorized, effective)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool IsAuthorized(JsonElement result) =>
        result.TryGetProperty("isAuthorized", out JsonElement value) && value.ValueKind == JsonValueKind.True;

    private static TimeSpan? TtlOf(JsonElement result, TimeSpan ttl)
    {
        if (!result.TryGetProperty("ttlOverride", out JsonElement value) || value.ValueKind == JsonValueKind.Null)
        {
            return ttl;
        }

        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int seconds) && seconds is >= 0 and <= LongestTtl
            ? TimeSpan.FromSeconds(seconds)
            : null;
    }

    private static AppSyncCaller CallerOf(JsonElement result) =>
        new(AppSyncAuthMode.Lambda, new AppSyncLambdaIdentity { ResolverContext = ContextOf(result) })
        {
            DeniedFields = DeniedFieldsOf(result),
        };

    private static Dictionary<string, JsonElement> ContextOf(JsonElement result)
    {
        var context = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        if ((result.TryGetProperty("resolverContext", out JsonElement members) || result.TryGetProperty("handlerContext", out members)) && members.ValueKind == JsonValueKind.Object)
        {
            foreach (JsonProperty member in members.EnumerateObject())
            {
                if (member.Value.ValueKind is JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False)
                {
                    context[member.Name] = member.Value.Clone();
                }
            }
        }

        return context;
    }

    private static HashSet<string> DeniedFieldsOf(JsonElement result)
    {
        var denied = new HashSet<string>(StringComparer.Ordinal);
        if (result.TryGetProperty("deniedFields", out JsonElement fields) && fields.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement field in fields.EnumerateArray())
            {
                if (field.ValueKind == JsonValueKind.String)
                {
                    denied.Add(FieldOf(field.GetString()!));
                }
            }
        }

        return denied;
    }

    // Of an ARN only the field is looked at: the function may have been written for an API with an id of its own.
    private static string FieldOf(string text) =>
        text.StartsWith("arn:", StringComparison.Ordinal) && text.Split('/') is [_, _, "types", var type, "fields", var field] ? $"{type}.{field}" : text;
}
