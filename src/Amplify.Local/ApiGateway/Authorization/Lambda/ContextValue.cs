using System.Globalization;
using System.Text.Json;

namespace Amplify.Local.ApiGateway.Authorization.Lambda;

/// <summary>The values that an authorizer may give to handlers: texts, numbers and booleans, all of which reach them as texts.</summary>
internal static class ContextValue
{
    public static string Of(string name, object? value) => value switch
    {
        string text => text,
        bool boolean => boolean ? "true" : "false",
        byte or sbyte or short or ushort or int or uint or long or ulong or float or double or decimal =>
            ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture),
        _ => throw Malformed(name),
    };

    public static string Of(JsonProperty member) => member.Value.ValueKind switch
    {
        JsonValueKind.String => member.Value.GetString()!,
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Number => member.Value.GetRawText(),
        _ => throw Malformed(member.Name),
    };

    private static MalformedPolicyException Malformed(string name) => new($"'{name}' in its context is no text, number or boolean");
}
