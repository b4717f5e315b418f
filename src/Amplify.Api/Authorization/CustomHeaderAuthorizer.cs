using Amplify.Api.Rest;
using Amplify.Core.Diagnostics;
using Amplify.Core.Http;
using Microsoft.Extensions.Logging;

namespace Amplify.Api.Authorization;

/// <summary>
/// Stands for the function that gave a request its <c>Authorization</c>: the header is on the request already, and when it is refused the function
/// is asked again.
/// </summary>
internal sealed class CustomHeaderAuthorizer(
    Func<CancellationToken, ValueTask<IReadOnlyDictionary<string, string?>>> custom, string given, RestOptions? options, ILogger logger) : IAuthorizer
{
    private const string AuthorizationHeader = "Authorization";

    public ValueTask AuthorizeAsync(HttpRequestMessage request, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public async ValueTask<Recovery> RecoverAsync(
        HttpRequestMessage request, Refusal refusal, Recovery tried, CancellationToken cancellationToken)
    {
        bool mendable = refusal.Status == System.Net.HttpStatusCode.Unauthorized && tried == Recovery.None && IsStillGiven(request);
        if (!mendable)
        {
            return Recovery.None;
        }

        IReadOnlyDictionary<string, string?> headers = await AskAsync(cancellationToken).ConfigureAwait(false);
        if (!headers.Any(static header => IsAuthorization(header.Key) && !string.IsNullOrEmpty(header.Value)))
        {
            return Recovery.None;
        }

        Uri address = request.RequestUri!;
        logger.CredentialsRefused(address.IdnHost, address.Port, (int)refusal.Status, refusal.ErrorType);
        foreach ((string name, string? value) in headers)
        {
            Replace(request, name, value);
        }

        return Recovery.Credentials;
    }

    // One of the application's handlers may have put its own in place of it.
    private bool IsStillGiven(HttpRequestMessage request) =>
        request.Headers.NonValidated.TryGetValues(AuthorizationHeader, out var values) && values.ToString() == given;

    private async ValueTask<IReadOnlyDictionary<string, string?>> AskAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await RestHeaders.AskAsync(custom, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not AmplifyException && !(e is OperationCanceledException && cancellationToken.IsCancellationRequested))
        {
            throw new AmplifyAuthException(
                $"The token was refused, and the function CustomHeader failed to give another one: {e.Message}", AmplifyAuthReason.ProviderFailed, e);
        }
    }

    private void Replace(HttpRequestMessage request, string name, string? value)
    {
        // A call's own headers win, and what describes the body has not changed.
        if (RestHeaders.IsContentHeader(name) || options?.Headers.ContainsKey(name) == true)
        {
            return;
        }

        if (RestHeaders.FaultOf(name, value) is { } fault)
        {
            throw new ArgumentException(fault, nameof(value));
        }

        request.Headers.Remove(name);
        if (value is not null)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }
    }

    private static bool IsAuthorization(string name) => name.Equals(AuthorizationHeader, StringComparison.OrdinalIgnoreCase);
}
