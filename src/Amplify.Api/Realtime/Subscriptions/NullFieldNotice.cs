using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Amplify.Api.Realtime.Subscriptions;

/// <summary>
/// Explains, once for a subscription, what surprises everybody with AppSync: fields that the mutation did not select are null for subscribers. The
/// first message is looked at, and every one that has errors.
/// </summary>
/// <remarks>See <see href="https://docs.aws.amazon.com/appsync/latest/devguide/aws-appsync-real-time-data.html">AppSync's subscriptions</see>.</remarks>
internal sealed class NullFieldNotice(ILogger logger)
{
    private const string NullError = "Cannot return null for non-nullable type";

    private int _looked;
    private int _told;

    public void Look(ReadOnlySpan<byte> payload, List<GraphQLError>? errors)
    {
        bool first = _looked == 0 && Interlocked.Exchange(ref _looked, 1) == 0;
        GraphQLError? refusal = errors?.Find(static error => error.Message.StartsWith(NullError, StringComparison.Ordinal));
        string? field = refusal is not null ? string.Join('.', refusal.Path) : first ? FirstNull(payload) : null;
        if (field is not null && Interlocked.Exchange(ref _told, 1) == 0)
        {
            logger.NullField(field);
        }
    }

    private static string? FirstNull(ReadOnlySpan<byte> payload)
    {
        var reader = new Utf8JsonReader(payload);
        string? field = null;
        while (reader.Read() && reader.CurrentDepth > 0)
        {
            if (reader.TokenType == JsonTokenType.PropertyName)
            {
                field = reader.GetString();
            }
            else if (reader.TokenType == JsonTokenType.Null)
            {
                return field;
            }
            else if (reader.TokenType == JsonTokenType.EndObject && reader.CurrentDepth == 0)
            {
                return null;
            }
        }

        return null;
    }
}
