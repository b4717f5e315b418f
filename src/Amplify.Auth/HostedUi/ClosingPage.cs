namespace Amplify.Auth.HostedUi;

/// <summary>The pages that the browser ends at. Whatever came in the URL is not in them.</summary>
internal static class ClosingPage
{
    public static string SignedIn { get; } = Of("Signed in", "You are signed in. You can close this window and go back to the application.");

    public static string SignedOut { get; } = Of("Signed out", "You are signed out. You can close this window.");

    public static string Failed { get; } = Of("Not signed in", "You are not signed in. Go back to the application to see why, and try again.");

    public static string NotFound { get; } = Of("Not found", "There is nothing here.");

    private static string Of(string title, string text) =>
        $$"""
        <!DOCTYPE html>
        <html lang="en">
        <head><meta charset="utf-8"><title>{{title}}</title>
        <style>body { font: 1.1rem system-ui, sans-serif; margin: 20vh auto; max-width: 30rem; text-align: center }</style></head>
        <body><h1>{{title}}</h1><p>{{text}}</p></body>
        </html>
        """;
}
