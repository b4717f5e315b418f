using Amplify.Auth.UserPool.Devices;
using Amplify.Auth.UserPool.Messages;
using Amplify.Auth.UserPool.Srp;

namespace Amplify.Auth.UserPool.Challenges;

/// <summary>A sign-in that is under way. It moves on with each answer, so that what was lost with the network can be done again from there.</summary>
internal sealed class SignInState
{
    // In the place of a challenge; no challenge is called so.
    private const string AfterSignUpMark = "-sign-up";

    public required SignInOptions Options { get; init; }

    /// <summary>Gets or sets the user name: as it was entered, until the pool tells what it calls the user.</summary>
    public required string Username { get; set; }

    /// <summary>Gets or sets the password, until it is proven.</summary>
    public string? Password { get; set; }

    public IReadOnlyDictionary<string, string>? Metadata { get; set; }

    public SrpExchange? Exchange { get; set; }

    public RememberedDevice? Device { get; set; }

    public string? Challenge { get; private set; }

    public string? Session { get; set; }

    public IReadOnlyDictionary<string, string> Parameters { get; private set; } = new Dictionary<string, string>();

    /// <summary>Gets the first factors that the user can choose from.</summary>
    public IReadOnlyList<FirstFactor> Available { get; private set; } = [];

    /// <summary>Gets or sets the first factor that the user has chosen, where the pool is told it with the password.</summary>
    public FirstFactor? Chosen { get; set; }

    /// <summary>Gets whether it is the password that the pool waits for now.</summary>
    public bool TakesPassword =>
        Challenge is ChallengeName.Password or ChallengeName.PasswordSrp || (Challenge == ChallengeName.SelectChallenge && Chosen is not null);

    /// <summary>Gets whether the pool has given this for a sign-in after a sign-up, and asked nothing yet.</summary>
    public bool IsAfterSignUp => Challenge == AfterSignUpMark;

    /// <summary>Gets or sets the second factor that is being set up, once it is clear which.</summary>
    public MfaType? Setup { get; set; }

    /// <summary>Gets or sets whether the authenticator app's code was right and only has to be told in the sign-in.</summary>
    public bool IsSetupVerified { get; set; }

    /// <summary>Takes the next challenge.</summary>
    public void Advance(AuthenticationMessages.AuthenticationAnswer answer)
    {
        Challenge = answer.ChallengeName;
        Session = answer.Session;
        Parameters = answer.ChallengeParameters ?? [];
        Available = FirstFactors.KnownOf(answer.AvailableChallenges);
        Chosen = null;
        Username = Parameters.GetValueOrDefault("USER_ID_FOR_SRP") ?? Parameters.GetValueOrDefault("USERNAME") ?? Username;
        Setup = null;
        IsSetupVerified = false;
    }

    public static SignInState AfterSignUp(string username, string session) => new()
    {
        Options = new SignInOptions { Method = SignInMethod.Choice },
        Username = username,
        Challenge = AfterSignUpMark,
        Session = session,
    };

    public static SignInState From(KeptSignIn kept) => new()
    {
        Options = new SignInOptions { Method = SignInMethod.Choice },
        Username = kept.Username,
        Challenge = kept.Challenge,
        Session = kept.Session,
        Parameters = kept.Parameters,
        Metadata = kept.Metadata,
        Available = kept.Available ?? [],
        Chosen = kept.Chosen,
        Setup = kept.Setup,
        IsSetupVerified = kept.IsSetupVerified,
    };

    /// <summary>Gives what another client needs to go on, or <see langword="null"/> when nothing has been asked yet.</summary>
    public KeptSignIn? ToKept() => Challenge is null ? null : new KeptSignIn
    {
        Username = Username,
        Challenge = Challenge,
        Session = Session,
        Parameters = Parameters,
        Metadata = Metadata,
        Available = Available.Count == 0 ? null : Available,
        Chosen = Chosen,
        Setup = Setup,
        IsSetupVerified = IsSetupVerified,
    };

    public override string ToString() => Challenge ?? "no challenge";
}
