using System.Diagnostics.CodeAnalysis;

namespace Amplify;

/// <summary>What comes next in a sign-in: <see cref="Done"/>, or something that the user has to answer with <c>ConfirmSignInAsync</c>.</summary>
[SuppressMessage("Design", "CA1034", Justification = "A closed hierarchy: the cases belong to it and are read with its name.")]
public abstract record SignInStep
{
    private SignInStep()
    {
    }

    /// <summary>The user is signed in.</summary>
    /// <param name="Username">The user name in the pool.</param>
    /// <param name="UserSub">The id of the user that never changes.</param>
    public sealed record Done(string Username, string? UserSub) : SignInStep;

    /// <summary>Answer with the code that was sent by text message.</summary>
    /// <param name="Delivery">Where to.</param>
    public sealed record SmsCode(CodeDelivery Delivery) : SignInStep;

    /// <summary>Answer with the code that was sent by e-mail.</summary>
    /// <param name="Delivery">Where to.</param>
    public sealed record EmailCode(CodeDelivery Delivery) : SignInStep;

    /// <summary>Answer with the code that the user's authenticator app shows.</summary>
    /// <param name="DeviceName">What the user called the app when setting it up, if anything.</param>
    public sealed record TotpCode(string? DeviceName) : SignInStep;

    /// <summary>Answer with the second factor to use.</summary>
    /// <param name="Allowed">Those that can be chosen.</param>
    public sealed record SelectMfa(IReadOnlyList<MfaType> Allowed) : SignInStep;

    /// <summary>The pool demands a second factor and the user has none: answer with the one to set up.</summary>
    /// <param name="Allowed">Those that can be chosen.</param>
    public sealed record SelectMfaSetup(IReadOnlyList<MfaType> Allowed) : SignInStep;

    /// <summary>Show the secret for the user's authenticator app, then answer with the code that the app shows.</summary>
    /// <param name="Setup">The secret.</param>
    public sealed record SetUpTotp(TotpSetup Setup) : SignInStep;

    /// <summary>Answer with the e-mail address that codes are to be sent to.</summary>
    public sealed record SetUpEmail : SignInStep;

    /// <summary>The password was temporary: answer with a new one.</summary>
    /// <param name="MissingAttributes">Attributes that have to be given with it, such as <c>email</c>.</param>
    /// <param name="Attributes">The attributes that the user has.</param>
    public sealed record NewPassword(IReadOnlyList<string> MissingAttributes, IReadOnlyDictionary<string, string> Attributes) : SignInStep;

    /// <summary>Answer with the first factor to sign in with.</summary>
    /// <param name="Available">Those that can be chosen.</param>
    public sealed record SelectFirstFactor(IReadOnlyList<FirstFactor> Available) : SignInStep;

    /// <summary>Answer with the password: the user has chosen to sign in with it.</summary>
    public sealed record Password : SignInStep;

    /// <summary>
    /// Answer with a passkey: the JSON of the credential that the platform gives for the options, as
    /// <see href="https://www.w3.org/TR/webauthn-3/#dom-publickeycredential-tojson"><c>navigator.credentials.get</c></see> does in a browser.
    /// </summary>
    /// <param name="RequestOptions">The options of the request for a credential, as JSON.</param>
    public sealed record Passkey(string RequestOptions) : SignInStep;

    /// <summary>Answer what the pool's own triggers ask.</summary>
    /// <param name="Parameters">What they tell about the question.</param>
    public sealed record CustomChallenge(IReadOnlyDictionary<string, string> Parameters) : SignInStep;
}
