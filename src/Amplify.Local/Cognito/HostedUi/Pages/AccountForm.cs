using System.Text.Json;
using Amplify.Local.Cognito.UserPool;
using Amplify.Local.Cognito.UserPool.Clients;
using Amplify.Local.Cognito.UserPool.Operations;
using Amplify.Local.Cognito.UserPool.Users;
using Amplify.Local.Hosting;

namespace Amplify.Local.Cognito.HostedUi.Pages;

/// <summary>Signing up, confirming it, and another password for a forgotten one, by form: what is sent is an operation that applications call too.</summary>
internal sealed class AccountForm(UserPoolParts pool, FormProtection protection)
{
    public const string AttributePrefix = "attribute.";

    private const string UsernameParameter = "username";

    public HttpAnswer Show(LocalRequest request, AccountPage page) =>
        Answer(request, page, OAuthParameters.Parse(request.Target.Query).Optional(UsernameParameter) ?? "");

    public async ValueTask<HttpAnswer> SubmitAsync(LocalRequest request, AccountPage page, AppClient client, OAuthParameters form)
    {
        string username = form.Optional(AccountPage.Username) ?? "";
        try
        {
            ReadOnlyMemory<byte> result = await pool.Operations[page.Operation](
                new OperationInput(InputOf(page, client, username, form), request.SourceIp), CancellationToken.None).ConfigureAwait(false);
            return Redirect.To(Next(request, page, username, result));
        }
        catch (CognitoException exception)
        {
            return Answer(request, page, username, exception.Error.Message);
        }
    }

    private HttpAnswer Answer(LocalRequest request, AccountPage page, string username, string? error = null)
    {
        string csrf = protection.Begin(request, out string cookie);
        return HostedPage.Answer(200, page.Title, page.Render(csrf, username, AttributesOf(page), error), cookie);
    }

    private JsonElement InputOf(AccountPage page, AppClient client, string username, OAuthParameters form)
    {
        var input = new Dictionary<string, object?>
        {
            ["ClientId"] = client.Id,
            [AccountPage.Username] = username,
            ["SecretHash"] = client.SecretHashOf(username),
            ["UserAttributes"] = AttributesOf(page).Select(name => new { Name = name, Value = form.Optional(AttributePrefix + name) ?? "" }),
        };
        foreach (string field in page.Fields)
        {
            input[field] = form.Optional(field) ?? "";
        }

        return JsonSerializer.SerializeToElement(input);
    }

    // An address for a name is an attribute by itself.
    private IEnumerable<string> AttributesOf(AccountPage page)
    {
        if (page != AccountPage.SignUp)
        {
            return [];
        }

        LocalUserPoolOptions options = pool.Options;
        return options.UsernameAttributes == LocalSignInAttributes.None
            ? options.RequiredAttributes.Append(AttributeNames.Email).Distinct()
            : options.RequiredAttributes.Where(static name => !AttributeNames.CanBeVerified(name));
    }

    private static string Next(LocalRequest request, AccountPage page, string username, ReadOnlyMemory<byte> result)
    {
        string query = string.Join('&', request.Target.Query.Split('&').Where(
            static parameter => !parameter.StartsWith($"{UsernameParameter}=", StringComparison.Ordinal)));
        return IsConfirmed(result) || AccountPage.Find(page.NextPath) is null
            ? $"/login?{query}"
            : Redirect.Append($"{page.NextPath}?{query}", '?', (UsernameParameter, username));
    }

    private static bool IsConfirmed(ReadOnlyMemory<byte> result)
    {
        using JsonDocument answer = JsonDocument.Parse(result);
        return answer.RootElement.TryGetProperty("UserConfirmed", out JsonElement isConfirmed) && isConfirmed.GetBoolean();
    }
}
