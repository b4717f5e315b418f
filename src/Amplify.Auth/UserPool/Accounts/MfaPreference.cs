namespace Amplify;

/// <summary>The second factors of a user.</summary>
/// <param name="Enabled">Those that are set up and used.</param>
/// <param name="Preferred">The one that is asked for first, if one is.</param>
public sealed record MfaPreference(IReadOnlyList<MfaType> Enabled, MfaType? Preferred);
