namespace Amplify.Auth.UserPool.Challenges;

/// <summary>The first factors by their names on the wire, which are those of the challenges that they lead to.</summary>
internal static class FirstFactors
{
    public static string NameOf(FirstFactor factor) => factor switch
    {
        FirstFactor.PasswordSrp => ChallengeName.PasswordSrp,
        FirstFactor.Password => ChallengeName.Password,
        FirstFactor.Email => ChallengeName.EmailCode,
        FirstFactor.Sms => ChallengeName.SmsOneTimeCode,
        FirstFactor.Passkey => ChallengeName.Passkey,
        _ => throw new ArgumentOutOfRangeException(nameof(factor), factor, "It is none of the first factors."),
    };

    /// <summary>Gives the factor, or <see langword="null"/> for one that is not known here.</summary>
    public static FirstFactor? Find(string? name) => name switch
    {
        ChallengeName.PasswordSrp => FirstFactor.PasswordSrp,
        ChallengeName.Password => FirstFactor.Password,
        ChallengeName.EmailCode => FirstFactor.Email,
        ChallengeName.SmsOneTimeCode => FirstFactor.Sms,
        ChallengeName.Passkey => FirstFactor.Passkey,
        _ => null,
    };

    public static FirstFactor[] KnownOf(IEnumerable<string>? names) => [.. (names ?? []).Select(Find).OfType<FirstFactor>()];
}
