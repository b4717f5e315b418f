using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Amplify.Local.Cognito.UserPool.Attempts;
using Amplify.Local.Cognito.UserPool.Users;
using Amplify.Local.Hosting;

namespace Amplify.Local.Cognito.UserPool.Codes;

/// <summary>The codes that users confirm with: sent, kept with the user, and taken once.</summary>
internal sealed class ConfirmationCodes(UserPoolDirectory users, CodeDelivery delivery, CodeAttempts attempts, ServerClock clock)
{
    private const int MostFailures = 5;
    private const int CodesBelow = 1_000_000;

    private static readonly TimeSpan OneDay = TimeSpan.FromDays(1);
    private static readonly TimeSpan OneHour = TimeSpan.FromHours(1);

    public static string NewCode() => RandomNumberGenerator.GetInt32(CodesBelow).ToString("D6", CultureInfo.InvariantCulture);

    /// <summary>Sends a code, in place of an earlier one for the same.</summary>
    /// <param name="user">The user.</param>
    /// <param name="purpose">What it is for.</param>
    /// <param name="address">Where it goes.</param>
    /// <param name="attribute">The attribute that it verifies, if that is what it is for.</param>
    public void Send(PoolUser user, LocalCodePurpose purpose, CodeAddress? address, string attribute = "")
    {
        string code = NewCode();
        TimeSpan lifetime = purpose == LocalCodePurpose.ResetPassword ? OneHour : OneDay;
        var pending = new PendingCode(code, clock.UtcNow + lifetime);
        users.Change(user.Username, current => current with { Codes = current.Codes.SetItem(KeyOf(purpose, attribute), pending) });
        delivery.Send(user, purpose, address, code);
    }

    /// <summary>Changes a user who shows the right code, which is used up with it. A wrong one is counted.</summary>
    /// <exception cref="CognitoException">The code is wrong, has expired, or too many wrong ones were shown.</exception>
    public PoolUser Use(
        string username, LocalCodePurpose purpose, string code, Func<PoolUser, PoolUser> change, string attribute = "", bool takesAliases = false)
    {
        PoolUser? changed = null;
        attempts.Try(username, () => changed = UseOnce(username, KeyOf(purpose, attribute), code, change, takesAliases));
        return changed!;
    }

    /// <summary>Gives the key that a code is kept under.</summary>
    public static string KeyOf(LocalCodePurpose purpose, string attribute) => attribute.Length == 0 ? $"{purpose}" : $"{purpose}:{attribute}";

    public static bool AreEqual(string first, string second) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(first), Encoding.UTF8.GetBytes(second));

    private PoolUser UseOnce(string username, string key, string code, Func<PoolUser, PoolUser> change, bool takesAliases)
    {
        CognitoException? refusal = null;
        PoolUser changed = users.Change(
            username,
            user =>
            {
                PendingCode? pending = user.Codes.GetValueOrDefault(key);
                refusal = RefusalOf(pending, code);
                return refusal is null
                    ? change(user with { Codes = user.Codes.Remove(key) })
                    : pending is null ? user : user with { Codes = user.Codes.SetItem(key, pending with { Failures = pending.Failures + 1 }) };
            },
            takesAliases);
        return refusal is null ? changed : throw refusal;
    }

    private CognitoException? RefusalOf(PendingCode? pending, string code) => pending switch
    {
        null => UserPoolErrors.CodeExpired(),
        { Failures: >= MostFailures } => UserPoolErrors.AttemptLimitExceeded(),
        _ when pending.Expires <= clock.UtcNow => UserPoolErrors.CodeExpired(),
        _ when !AreEqual(pending.Code, code) => UserPoolErrors.CodeMismatch(),
        _ => null,
    };
}
