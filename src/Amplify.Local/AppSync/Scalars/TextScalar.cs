using Amplify.Local.AppSync.Resolvers;

namespace Amplify.Local.AppSync.Scalars;

/// <summary>One of the scalars that are texts of a certain form, and stay as they are written.</summary>
/// <param name="name">The scalar's name.</param>
/// <param name="description">What it holds.</param>
/// <param name="noun">What AppSync calls its values in errors.</param>
/// <param name="isValid">Whether a text has the form.</param>
internal sealed class TextScalar(string name, string description, string noun, Func<string, bool> isValid) : AppSyncScalar(name, description)
{
    public override object Read(object value) => value is string text && isValid(text)
        ? text
        : throw new ScalarException($"Unable to parse `{value}` as a valid {noun}.");

    public override object Write(object value)
    {
        object leaf = ResolverValue.Leaf(value);
        return leaf is string text && isValid(text) ? text : throw new ScalarException($"Unable to serialize `{leaf}` as a valid {noun}.");
    }
}
