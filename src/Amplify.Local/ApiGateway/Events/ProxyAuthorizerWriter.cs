using System.Text.Json;

namespace Amplify.Local.ApiGateway.Events;

/// <summary>Writes what an authorizer found out: claims as a member of their own, a Lambda authorizer's context beside its principal.</summary>
internal static class ProxyAuthorizerWriter
{
    private const string PrincipalId = "principalId";
    private const string IntegrationLatency = "integrationLatency";

    public static void Write(Utf8JsonWriter writer, ProxyAuthorizer authorizer)
    {
        writer.WriteStartObject("authorizer");
        if (authorizer.PrincipalId is null)
        {
            WriteClaims(writer, authorizer.Claims);
        }
        else
        {
            WriteContext(writer, authorizer);
        }

        writer.WriteEndObject();
    }

    private static void WriteClaims(Utf8JsonWriter writer, IReadOnlyDictionary<string, string> claims)
    {
        writer.WriteStartObject("claims");
        foreach (KeyValuePair<string, string> claim in claims)
        {
            writer.WriteString(claim.Key, claim.Value);
        }

        writer.WriteEndObject();
    }

    private static void WriteContext(Utf8JsonWriter writer, ProxyAuthorizer authorizer)
    {
        foreach (KeyValuePair<string, string> entry in authorizer.Context)
        {
            // The gateway's own members win: a name must not be there twice.
            if (entry.Key is not (PrincipalId or IntegrationLatency))
            {
                writer.WriteString(entry.Key, entry.Value);
            }
        }

        writer.WriteString(PrincipalId, authorizer.PrincipalId);
        writer.WriteNumber(IntegrationLatency, authorizer.IntegrationLatency);
    }
}
