using System.Runtime.InteropServices.JavaScript;
using System.Runtime.Versioning;

namespace Amplify.Core.Network;

/// <summary>What a page is told of the network.</summary>
/// <remarks>See <see href="https://developer.mozilla.org/docs/Web/API/Navigator/onLine">navigator.onLine</see>.</remarks>
[SupportedOSPlatform("browser")]
internal static partial class BrowserNetwork
{
    public static bool IsAvailable
    {
        get
        {
            using JSObject? navigator = JSHost.GlobalThis.GetPropertyAsJSObject("navigator");
            return navigator?.GetPropertyAsBoolean("onLine") ?? true;
        }
    }

    /// <summary>Calls back whenever the network goes or comes, for as long as the page lives.</summary>
    public static void Listen(Action<bool> changed)
    {
        AddEventListener("online", () => changed(true));
        AddEventListener("offline", () => changed(false));
    }

    [JSImport("globalThis.addEventListener")]
    private static partial void AddEventListener(string type, [JSMarshalAs<JSType.Function>] Action listener);
}
