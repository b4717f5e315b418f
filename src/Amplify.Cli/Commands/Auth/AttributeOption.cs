using Amplify.Cli.Input;

namespace Amplify.Cli.Commands.Auth;

/// <summary><c>--attribute name=value</c>, as often as needed.</summary>
internal sealed class AttributeOption : NameValueOption
{
    public AttributeOption(string description)
        : base("--attribute", "an attribute", "-a") => Description = description;
}
