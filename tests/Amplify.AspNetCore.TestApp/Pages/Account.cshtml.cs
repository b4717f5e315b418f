using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Amplify.AspNetCore.TestApp.Pages;

/// <summary>A Razor page that knows its visitor.</summary>
public sealed class AccountModel(AmplifyClient amplify) : PageModel
{
    /// <summary>Gets who the visitor is.</summary>
    public string Name { get; private set; } = "";

    /// <summary>Finds out who the visitor is.</summary>
    public async Task OnGetAsync() => Name = (await amplify.Auth.GetSessionAsync()).Username ?? "guest";
}
