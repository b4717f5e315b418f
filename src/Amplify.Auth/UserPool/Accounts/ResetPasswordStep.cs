using System.Diagnostics.CodeAnalysis;

namespace Amplify;

/// <summary>What comes next in resetting a password.</summary>
[SuppressMessage("Design", "CA1034", Justification = "A closed hierarchy: the cases belong to it and are read with its name.")]
public abstract record ResetPasswordStep
{
    private ResetPasswordStep()
    {
    }

    /// <summary>The user can sign in with the new password.</summary>
    public sealed record Done : ResetPasswordStep;

    /// <summary>Set the new password with the code that was sent: see <c>ConfirmResetPasswordAsync</c>.</summary>
    /// <param name="Delivery">Where to. A pool that hides who its users are tells a place for an unknown user too.</param>
    public sealed record ConfirmWithCode(CodeDelivery Delivery) : ResetPasswordStep;
}
