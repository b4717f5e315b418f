using System.Diagnostics.CodeAnalysis;

namespace Amplify.Signing;

/// <summary>
/// Signs every request of an <see cref="HttpClient"/> with AWS Signature Version 4, as the last thing before it is sent.
/// </summary>
/// <remarks>
/// Used alone, the handler makes its own innermost handler, which follows no redirects and keeps no cookies: a signature is good for one URL and for
/// what stood in the request, and a token must not go elsewhere. In a chain of <c>IHttpClientFactory</c> add it last, so that what is sent is what was signed; retries belong outside of it, since each
/// attempt is signed anew.
/// </remarks>
public sealed class SigV4Handler : DelegatingHandler
{
    /// <summary>The key of a request's own <see cref="SigV4RequestOptions"/> in <see cref="HttpRequestMessage.Options"/>.</summary>
    public static readonly HttpRequestOptionsKey<SigV4RequestOptions> RequestOptionsKey = new("Amplify.Signing");

    private readonly IAwsCredentialsProvider _credentials;
    private readonly SigV4Scope _scope;
    private readonly TimeProvider _timeProvider;
    private readonly SigV4Signer _signer = new();
    private readonly Lock _innerHandlerLock = new();

    /// <summary>Creates a handler that signs with credentials that do not change.</summary>
    /// <param name="credentials">The credentials.</param>
    /// <param name="region">The region to sign for, such as <c>us-east-1</c>.</param>
    /// <param name="service">The service to sign for, such as <c>execute-api</c>.</param>
    public SigV4Handler(AwsCredentials credentials, string region, string service)
        : this(new StaticCredentialsProvider(credentials), region, service)
    {
    }

    /// <summary>Creates a handler that asks for credentials for every request.</summary>
    /// <param name="credentials">Gives the credentials.</param>
    /// <param name="region">The region to sign for, such as <c>us-east-1</c>.</param>
    /// <param name="service">The service to sign for, such as <c>execute-api</c>.</param>
    /// <param name="timeProvider">The clock. Default: the system's; where that is off, one that knows the offset.</param>
    /// <exception cref="ArgumentException">The region or the service is empty.</exception>
    public SigV4Handler(IAwsCredentialsProvider credentials, string region, string service, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(credentials);
        ArgumentException.ThrowIfNullOrEmpty(region);
        ArgumentException.ThrowIfNullOrEmpty(service);
        _credentials = credentials;
        _scope = new SigV4Scope(region, service);
        _timeProvider = timeProvider ?? TimeProvider.System;
    }

    /// <inheritdoc/>
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        EnsureInnerHandler();
        SigV4RequestOptions? own = OptionsOf(request);
        ValueTask<AwsCredentials> credentials = (own?.Credentials ?? _credentials).GetCredentialsAsync(cancellationToken);
        if (!credentials.IsCompletedSuccessfully)
        {
            return SignAndSendAsync(request, credentials, own, cancellationToken);
        }

        AwsCredentials atHand = credentials.Result;
        ValueTask signing = _signer.SignAsync(request, atHand, ScopeOf(own), _timeProvider.GetUtcNow(), own?.Signing, cancellationToken);
        return signing.IsCompletedSuccessfully
            ? base.SendAsync(request, cancellationToken)
            : SendWhenSignedAsync(request, signing, cancellationToken);
    }

    /// <summary>Signs and sends without leaving the thread.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="NotSupportedException">The credentials are not at hand, or the body can be signed asynchronously only.</exception>
    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        EnsureInnerHandler();
        SigV4RequestOptions? own = OptionsOf(request);
        ValueTask<AwsCredentials> credentials = (own?.Credentials ?? _credentials).GetCredentialsAsync(cancellationToken);
        if (!credentials.IsCompleted)
        {
            // Nobody will await it, but its failure must not surface as an unobserved one.
            _ = credentials.AsTask().ContinueWith(
                static task => _ = task.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            throw new NotSupportedException("The credentials have to be fetched first, which blocks; use SendAsync, or fetch them before the first Send.");
        }

        _signer.Sign(request, credentials.Result, ScopeOf(own), _timeProvider.GetUtcNow(), own?.Signing, cancellationToken);
        return base.Send(request, cancellationToken);
    }

    private static SigV4RequestOptions? OptionsOf(HttpRequestMessage request) =>
        request.Options.TryGetValue(RequestOptionsKey, out SigV4RequestOptions? options) ? options : null;

    private SigV4Scope ScopeOf(SigV4RequestOptions? own) => own is null ? _scope : new SigV4Scope(own.Region ?? _scope.Region, own.Service ?? _scope.Service);

    private async Task<HttpResponseMessage> SignAndSendAsync(
        HttpRequestMessage request, ValueTask<AwsCredentials> pending, SigV4RequestOptions? own, CancellationToken cancellationToken)
    {
        AwsCredentials credentials = await pending.ConfigureAwait(false);
        await _signer.SignAsync(request, credentials, ScopeOf(own), _timeProvider.GetUtcNow(), own?.Signing, cancellationToken).ConfigureAwait(false);
        return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    private async Task<HttpResponseMessage> SendWhenSignedAsync(HttpRequestMessage request, ValueTask signing, CancellationToken cancellationToken)
    {
        await signing.ConfigureAwait(false);
        return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    // A factory sets the inner handler and refuses one that is set already, so our own is made only when the first request finds none.
    [SuppressMessage("Reliability", "CA2000", Justification = "The base class disposes it.")]
    private void EnsureInnerHandler()
    {
        if (InnerHandler is not null)
        {
            return;
        }

        lock (_innerHandlerLock)
        {
            InnerHandler ??= OperatingSystem.IsBrowser()
                ? new HttpClientHandler { AllowAutoRedirect = false }
                : new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(2) };
        }
    }
}
