using System.Diagnostics;
using System.Runtime.Versioning;

namespace Amplify.Auth.HostedUi;

/// <summary>The browser that the user has chosen on this system.</summary>
[UnsupportedOSPlatform("browser")]
internal static class SystemBrowser
{
    public static void Open(Uri page)
    {
        if (OperatingSystem.IsIOS() || OperatingSystem.IsTvOS())
        {
            throw new PlatformNotSupportedException("This system starts no other programs.");
        }

        // The shell knows which one it is.
        using Process? browser = Process.Start(new ProcessStartInfo(page.AbsoluteUri) { UseShellExecute = true });
    }
}
