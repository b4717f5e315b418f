using System.Net;
using System.Text.Json;
using Amplify.Api.Authorization;
using Amplify.Api.Json;
using Amplify.Api.Rest;
using Amplify.Core.Http;
using Amplify.Core.Json;
using Amplify.Signing;
using Amplify.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Amplify.Api.Tests.Rest;

/// <summary>A RestApi over a transport, with one API called MyApi.</summary>
internal sealed class RestFixture
{
    public const string Root = "https://abc.execute-api.eu-west-1.amazonaws.com/prod";

    private readonly HttpMessageHandler _transport;

    public RestFixture(HttpMessageHandler? transport = null)
    {
        _transport = transport ?? StubHandler.Answering(HttpStatusCode.OK, "{}");
        Endpoints.Add(Api);
    }

    public RestEndpoint Api { get; } = new() { Name = "MyApi", Endpoint = Root };

    public List<RestEndpoint> Endpoints { get; } = [];

    public FakeTimeProvider Time { get; init; } = new SkippingTime(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    public IAwsCredentialsProvider? Credentials { get; set; }

    public TokenProviders Tokens { get; set; } = new();

    public RetryOptions Retry { get; set; } = RetryOptions.None;

    public JsonSerializerOptions? Json { get; set; }

    public string? Region { get; set; }

    public string? UserAgent { get; set; }

    public List<DelegatingHandler> Handlers { get; } = [];

    public RecordingLoggers Loggers { get; } = new();

    public StubHandler Stub => (StubHandler)_transport;

    public static AwsCredentials Keys { get; } = new("AKIDEXAMPLE", "wJalrXUtnFEMI/SECRET", "SESSIONTOKEN==");

    public RestApi Create()
    {
        var pipeline = new HttpPipeline(_transport, new HttpPipelineOptions
        {
            Owner = typeof(RestApi),
            TimeProvider = Time,
            Handlers = [.. Handlers, new AuthorizationHandler(), new UploadProgressHandler()],
            Retry = Retry,
            Random = static () => 0.5,
            Logger = Loggers.CreateLogger("x"),
        });
        var authorization = new RequestAuthorization(Credentials, new ServerClock(Time, Loggers.CreateLogger("x")), Region, Loggers.CreateLogger("x")) { Tokens = Tokens };
        return new RestApi(new RestSender(new RestEndpointCatalog(Endpoints), pipeline, authorization, JsonOptions.Create(Json, ApiJsonContext.Default), UserAgent));
    }

    public RestFixture Signing()
    {
        Credentials = new StaticCredentialsProvider(Keys);
        return this;
    }

    /// <summary>Sends one request and gives what reached the transport.</summary>
    public async Task<SentRequest> SentAsync(HttpMethod? method = null, string path = "/items", object? body = null, RestOptions? options = null)
    {
        using RestResponse response = await Create().SendAsync(
            method ?? HttpMethod.Get, "MyApi", path, body, options, TestContext.Current.CancellationToken);
        return Stub.Requests[^1];
    }
}
