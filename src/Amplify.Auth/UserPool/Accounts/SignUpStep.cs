using System.Diagnostics.CodeAnalysis;

namespace Amplify;

/// <summary>What comes next in a sign-up.</summary>
[SuppressMessage("Design", "CA1034", Justification = "A closed hierarchy: the cases belong to it and are read with its name.")]
public abstract record SignUpStep
{
    private SignUpStep()
    {
    }

    /// <summary>The user can sign in.</summary>
    /// <param name="UserSub">The id of the user that never changes, when the pool tells it.</param>
    public sealed record Done(string? UserSub) : SignUpStep
    {
        /// <summary>Gets whether <see cref="AmplifyAuth.AutoSignInAsync"/> can sign the user in, for the next minutes, without a password or a code.</summary>
        public bool CanAutoSignIn { get; init; }
    }

    /// <summary>Confirm the sign-up with the code that was sent: see <c>ConfirmSignUpAsync</c>.</summary>
    /// <param name="UserSub">The id of the user that never changes.</param>
    /// <param name="Delivery">Where the code was sent to; <see langword="null"/> when the pool sends none, and an administrator confirms.</param>
    public sealed record ConfirmSignUp(string? UserSub, CodeDelivery? Delivery) : SignUpStep;
}
