using System.Text.Json;

namespace Amplify.Local.ApiGateway.Authorization.Lambda;

/// <summary>
/// Reads what a Lambda authorizer returned. What it cannot evaluate, <c>Condition</c> and the like, makes the policy malformed: left out, it
/// would allow what it should not.
/// </summary>
internal static class AuthorizerPolicyReader
{
    /// <exception cref="MalformedPolicyException">It is no policy.</exception>
    public static AuthorizerPolicy Read(ReadOnlyMemory<byte> payload)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(payload);
            return Read(document.RootElement);
        }
        catch (JsonException)
        {
            throw new MalformedPolicyException("it is not JSON");
        }
    }

    private static AuthorizerPolicy Read(JsonElement result)
    {
        if (Member(result, "principalId") is not { ValueKind: JsonValueKind.String } principal || principal.GetString() is not { Length: > 0 } principalId)
        {
            throw new MalformedPolicyException("it names no principalId");
        }

        return Member(result, "policyDocument") is { ValueKind: JsonValueKind.Object } document
            ? new AuthorizerPolicy(principalId, StatementsOf(document), ContextOf(result))
            : throw new MalformedPolicyException("it has no policyDocument");
    }

    private static RestPolicyStatement[] StatementsOf(JsonElement document) => Member(document, "Statement") switch
    {
        { ValueKind: JsonValueKind.Array } statements => [.. statements.EnumerateArray().Select(StatementOf)],
        { ValueKind: JsonValueKind.Object } statement => [StatementOf(statement)],
        _ => throw new MalformedPolicyException("its policyDocument has no Statement"),
    };

    private static RestPolicyStatement StatementOf(JsonElement statement)
    {
        foreach (string unknown in (ReadOnlySpan<string>)["Condition", "NotAction", "NotResource"])
        {
            if (Member(statement, unknown) is not null)
            {
                throw new MalformedPolicyException($"a statement has a {unknown}, which the local gateway does not evaluate");
            }
        }

        RestPolicyEffect effect = Member(statement, "Effect") is { ValueKind: JsonValueKind.String } value
            ? EffectOf(value.GetString())
            : throw new MalformedPolicyException("a statement has no Effect");
        return new RestPolicyStatement(effect, TextsOf(statement, "Resource")) { Actions = TextsOf(statement, "Action") };
    }

    private static RestPolicyEffect EffectOf(string? text) => text switch
    {
        "Allow" => RestPolicyEffect.Allow,
        "Deny" => RestPolicyEffect.Deny,
        _ => throw new MalformedPolicyException("an Effect is neither Allow nor Deny"),
    };

    private static string[] TextsOf(JsonElement statement, string name) => Member(statement, name) switch
    {
        { ValueKind: JsonValueKind.String } text => [text.GetString()!],
        { ValueKind: JsonValueKind.Array } texts when texts.EnumerateArray().All(static text => text.ValueKind == JsonValueKind.String) =>
            [.. texts.EnumerateArray().Select(static text => text.GetString()!)],
        _ => throw new MalformedPolicyException($"a statement's {name} is neither a text nor a list of texts"),
    };

    private static Dictionary<string, string> ContextOf(JsonElement result) => Member(result, "context") switch
    {
        null or { ValueKind: JsonValueKind.Null } => [],
        { ValueKind: JsonValueKind.Object } context => ContextOf(context.EnumerateObject()),
        _ => throw new MalformedPolicyException("its context is no object"),
    };

    private static Dictionary<string, string> ContextOf(JsonElement.ObjectEnumerator members)
    {
        var context = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (JsonProperty member in members)
        {
            context[member.Name] = ContextValue.Of(member);
        }

        return context;
    }

    private static JsonElement? Member(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement value) ? value : null;
}
