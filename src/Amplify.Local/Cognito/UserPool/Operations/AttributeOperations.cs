using Amplify.Local.Cognito.UserPool.Codes;
using Amplify.Local.Cognito.UserPool.Tokens;
using Amplify.Local.Cognito.UserPool.Users;
using Amplify.Local.Hosting;

namespace Amplify.Local.Cognito.UserPool.Operations;

/// <summary>What a user changes of themselves, and showing that an address is theirs.</summary>
internal sealed class AttributeOperations(
    LocalUserPoolOptions options, AccessTokens tokens, UserPoolDirectory users, AttributeRules rules, ConfirmationCodes codes, ServerClock clock)
{
    public async ValueTask<ReadOnlyMemory<byte>> UpdateUserAttributesAsync(OperationInput input, CancellationToken cancellationToken)
    {
        PoolUser user = await tokens.UserAsync(input, cancellationToken).ConfigureAwait(false);
        IReadOnlyDictionary<string, string> attributes = input.Attributes("UserAttributes");
        AttributeRules.Check(attributes);
        PoolUser changed = users.Change(user.Username, current =>
        {
            PoolUser next = With(current, attributes);
            rules.CheckRequired(next.Attributes);
            return next;
        });
        CodeAddress[] addresses = [.. options.AutoVerifiedAttributes
            .Where(name => changed.Attribute(name) != user.Attribute(name))
            .Select(name => CodeAddress.Of(changed, name))
            .OfType<CodeAddress>()];
        foreach (CodeAddress address in addresses)
        {
            codes.Send(changed, LocalCodePurpose.VerifyAttribute, address, address.Attribute);
        }

        return OperationAnswer.Object(addresses, static (writer, addresses) =>
        {
            writer.WriteStartArray("CodeDeliveryDetailsList");
            foreach (CodeAddress address in addresses)
            {
                OperationAnswer.WriteDetails(writer, address);
            }

            writer.WriteEndArray();
        });
    }

    public async ValueTask<ReadOnlyMemory<byte>> GetUserAttributeVerificationCodeAsync(OperationInput input, CancellationToken cancellationToken)
    {
        PoolUser user = await tokens.UserAsync(input, cancellationToken).ConfigureAwait(false);
        string attribute = AddressAttribute(input);
        CodeAddress address = CodeAddress.Of(user, attribute) ?? throw UserPoolErrors.InvalidParameter($"User has no {attribute}.");
        codes.Send(user, LocalCodePurpose.VerifyAttribute, address, attribute);
        return OperationAnswer.Delivery(address);
    }

    public async ValueTask<ReadOnlyMemory<byte>> VerifyUserAttributeAsync(OperationInput input, CancellationToken cancellationToken)
    {
        PoolUser user = await tokens.UserAsync(input, cancellationToken).ConfigureAwait(false);
        string attribute = AddressAttribute(input);
        codes.Use(
            user.Username,
            LocalCodePurpose.VerifyAttribute,
            input.Required("Code", TextRule.Code),
            current => current.WithAttribute(AttributeNames.VerifiedMark(attribute), "true"),
            attribute);
        return OperationAnswer.Empty;
    }

    public async ValueTask<ReadOnlyMemory<byte>> DeleteUserAttributesAsync(OperationInput input, CancellationToken cancellationToken)
    {
        PoolUser user = await tokens.UserAsync(input, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<string> names = input.Names("UserAttributeNames");
        foreach (string name in names)
        {
            rules.CheckRemoval(name);
        }

        users.Change(user.Username, current => With(current, names.ToDictionary(static name => name, static _ => "")));
        return OperationAnswer.Empty;
    }

    // An empty value takes an attribute away.
    private PoolUser With(PoolUser user, IReadOnlyDictionary<string, string> attributes)
    {
        foreach ((string name, string value) in attributes.Where(attribute => user.Attribute(attribute.Key) != attribute.Value))
        {
            user = user.WithOwnAttribute(name, value);
            user = value.Length == 0
                ? user with { Attributes = user.Attributes.Remove(name).Remove(AttributeNames.VerifiedMark(name)) }
                : user;
        }

        return user with { Modified = clock.UtcNow };
    }

    private static string AddressAttribute(OperationInput input)
    {
        string attribute = input.Required("AttributeName", TextRule.AttributeName);
        return AttributeNames.CanBeVerified(attribute)
            ? attribute
            : throw UserPoolErrors.InvalidParameter($"Attribute {attribute} cannot be verified.");
    }
}
