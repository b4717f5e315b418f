using Amplify.Cli.Input;

namespace Amplify.Cli.Commands.Auth;

/// <summary><c>--attribute name=value</c>, as often as needed.</summary>
internal sealed class AttributeOption : NameValueOption
{
    public AttributeOption()
        : base("--attribute", "an attribute", "-a") =>
        Description = "An attribute of the user, such as email=jane@example.com. May be repeated.";
}
