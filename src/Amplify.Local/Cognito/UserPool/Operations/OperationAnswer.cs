using System.Text.Json;
using Amplify.Local.Cognito.UserPool.Codes;
using Amplify.Local.Hosting;

namespace Amplify.Local.Cognito.UserPool.Operations;

/// <summary>Writes what operations answer.</summary>
internal static class OperationAnswer
{
    public static ReadOnlyMemory<byte> Empty { get; } = "{}"u8.ToArray();

    public static ReadOnlyMemory<byte> Object<TState>(TState state, Action<Utf8JsonWriter, TState> writeMembers) =>
        JsonText.Write((state, writeMembers), static (writer, answer) =>
        {
            writer.WriteStartObject();
            answer.writeMembers(writer, answer.state);
            writer.WriteEndObject();
        });

    /// <summary>Answers with where a code went, if it went anywhere.</summary>
    public static ReadOnlyMemory<byte> Delivery(CodeAddress? address) => Object(address, static (writer, address) => WriteDelivery(writer, address));

    public static void WriteDelivery(Utf8JsonWriter writer, CodeAddress? address)
    {
        if (address is not null)
        {
            writer.WritePropertyName("CodeDeliveryDetails");
            WriteDetails(writer, address);
        }
    }

    public static void WriteSession(Utf8JsonWriter writer, string? session)
    {
        if (session is not null)
        {
            writer.WriteString("Session", session);
        }
    }

    public static void WriteDetails(Utf8JsonWriter writer, CodeAddress address)
    {
        writer.WriteStartObject();
        writer.WriteString("AttributeName", address.Attribute);
        writer.WriteString("DeliveryMedium", address.Medium);
        writer.WriteString("Destination", address.Masked);
        writer.WriteEndObject();
    }
}
