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

    public void Look(ReadOnlySpan<byte> payload, JsonReaderOptions options, List<GraphQLError>? errors)
    {
        bool first = _looked == 0 && Interlocked.Exchange(ref _looked, 1) == 0;
        GraphQLError? refusal = errors?.Find(static error => error.Message.StartsWith(NullError, StringComparison.Ordinal));
        string? field = refusal is not null ? string.Join('.', refusal.Path) : first ? FirstNull(payload, options) : null;
        if (field is not null && Interlocked.Exchange(ref _told, 1) == 0)
        {
            logger.NullField(field);
        }
    }

    private static string? FirstNull(ReadOnlySpan<byte> payload, JsonReaderOptions options)
    {
        var reader = new Utf8JsonReader(payload, options);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isData = reader.ValueTextEquals("data"u8);
            reader.Read();
            if (isData)
            {
                return FirstNull(ref reader);
            }

            reader.Skip();
        }

        return null;
    }

    private static string? FirstNull(ref Utf8JsonReader data)
    {
        int depth = data.CurrentDepth;
        string? field = null;
        while (data.Read() && data.CurrentDepth > depth)
        {
            if (data.TokenType == JsonTokenType.PropertyName)
            {
                field = data.GetString();
            }
            else if (data.TokenType == JsonTokenType.Null)
            {
                return field;
            }
        }

        return null;
    }
}
