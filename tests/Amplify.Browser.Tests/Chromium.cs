using Microsoft.Playwright;

namespace Amplify.Browser.Tests;

/// <summary>The browser that the machine has.</summary>
internal static class Chromium
{
    private const string Path = "/usr/bin/chromium";

    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking", "--no-first-run",
        "--disable-component-update", "--disable-sync", "--disable-quic",
    ];

    /// <summary>Gets what is missing, or <see langword="null"/>.</summary>
    public static string? Missing { get; } = File.Exists(Path) ? null : $"there is no Chromium at {Path}";

    public static Task<IBrowser> LaunchAsync(IPlaywright playwright) =>
        playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Path, Args = Arguments });
}
