using System.Globalization;

namespace Amplify.Local.Cognito.HostedUi;

/// <summary>The value of <c>expires_in</c>.</summary>
internal static class ExpirySeconds
{
    public static string Of(TimeSpan lifetime) => ((long)lifetime.TotalSeconds).ToString(CultureInfo.InvariantCulture);
}
