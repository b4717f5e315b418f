using System.Collections.Frozen;

namespace Amplify.Local.Cognito.UserPool.Users;

/// <summary>Which attributes a user may write, and what may stand in them.</summary>
internal sealed class AttributeRules(IReadOnlyList<string> required)
{
    private const string CustomPrefix = "custom:";

    private static readonly FrozenSet<string> Standard = new[]
    {
        "address", "birthdate", AttributeNames.Email, "family_name", "gender", "given_name", "locale", "middle_name", "name", "nickname",
        AttributeNames.PhoneNumber, "picture", AttributeNames.PreferredUsername, "profile", "updated_at", "website", "zoneinfo",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Checks attributes that a user gives.</summary>
    /// <exception cref="CognitoException">One may not be written, or its value is none that it can have.</exception>
    public static void Check(IReadOnlyDictionary<string, string> attributes)
    {
        foreach ((string name, string value) in attributes)
        {
            if (name == AttributeNames.Subject || AttributeNames.IsVerifiedMark(name))
            {
                throw UserPoolErrors.NotAuthorized("A client attempted to write unauthorized attribute");
            }

            CheckForm(name, value);
        }
    }

    /// <exception cref="CognitoException">An attribute that the pool demands is missing.</exception>
    public void CheckRequired(IReadOnlyDictionary<string, string> attributes)
    {
        foreach (string name in required)
        {
            if (string.IsNullOrEmpty(attributes.GetValueOrDefault(name)))
            {
                throw DoesNotConform($"{name}: The attribute is required");
            }
        }
    }

    /// <summary>Gives the demanded attributes that a user does not have.</summary>
    public IEnumerable<string> MissingOf(PoolUser user) => required.Where(name => string.IsNullOrEmpty(user.Attribute(name)));

    /// <exception cref="CognitoException">The attribute cannot be taken away.</exception>
    public void CheckRemoval(string name)
    {
        if (name == AttributeNames.Subject || AttributeNames.IsVerifiedMark(name) || required.Contains(name, StringComparer.Ordinal))
        {
            throw UserPoolErrors.InvalidParameter($"Cannot delete attribute {name}");
        }
    }

    private static void CheckForm(string name, string value)
    {
        if (!Standard.Contains(name) && !(name.StartsWith(CustomPrefix, StringComparison.Ordinal) && name.Length > CustomPrefix.Length))
        {
            throw DoesNotConform($"Type for attribute {name} could not be determined");
        }

        if (name == AttributeNames.Email && value.Length > 0 && !SignInNames.IsEmail(value))
        {
            throw UserPoolErrors.InvalidParameter("Invalid email address format.");
        }

        if (name == AttributeNames.PhoneNumber && value.Length > 0 && !SignInNames.IsPhoneNumber(value))
        {
            throw UserPoolErrors.InvalidParameter("Invalid phone number format.");
        }
    }

    private static CognitoException DoesNotConform(string fault) =>
        UserPoolErrors.InvalidParameter($"Attributes did not conform to the schema: {fault}");
}
