using System.Text.Json;
using Amplify.Local.AppSync.Resolvers;

namespace Amplify.Local.AppSync.Realtime.Filters;

/// <summary>
/// The arguments of a subscription: each one given must equal the payload's field of that name. Null is a value like others; a field that
/// the mutation did not select equals nothing.
/// </summary>
internal sealed class ArgumentFilter(IReadOnlyDictionary<string, object?> arguments) : IPayloadFilter
{
    private readonly KeyValuePair<string, JsonElement>[] _expected =
        [.. arguments.Select(static argument => KeyValuePair.Create(argument.Key, JsonSerializer.SerializeToElement(argument.Value, ResolverValue.Json)))];

    public bool Matches(JsonElement payload)
    {
        foreach ((string name, JsonElement expected) in _expected)
        {
            if (payload.ValueKind != JsonValueKind.Object
                || !payload.TryGetProperty(name, out JsonElement actual)
                || !JsonElement.DeepEquals(expected, actual))
            {
                return false;
            }
        }

        return true;
    }
}
