using System.Text.Json;

namespace Amplify.Api.Tests.GraphQL;

/// <summary>Modes in turn, where what gives their tokens gives none.</summary>
public sealed class GraphQLFallbackProviderTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(AmplifyAuthReason.SignInRequired)]
    [InlineData(AmplifyAuthReason.GuestAccessNotAllowed)]
    [InlineData(AmplifyAuthReason.NotAuthorized)]
    public async Task Provider_HasNobody_TheNextModeIsTried(AmplifyAuthReason reason)
    {
        await using GraphQLServer server = await GraphQLServer.StartAsync("""{"data":{"createEvent":{"id":"1"}}}""");

        CreateEventData data = await TokenThenKey(server, new AmplifyAuthException("Nobody.", reason)).MutateAsync(CreateEventData.Mutation, cancellationToken: Token);

        Assert.Equal("1", data.CreateEvent?.Id);
        Assert.NotNull(server.Only["x-api-key"]);
    }

    // With the key, the caller would be shown what anybody may see, as if that were all there is.
    [Theory]
    [InlineData(AmplifyAuthReason.ServiceUnavailable)]
    [InlineData(AmplifyAuthReason.StoreUnavailable)]
    [InlineData(AmplifyAuthReason.ProviderFailed)]
    public async Task Provider_Fails_IsToldAndNothingIsSent(AmplifyAuthReason reason)
    {
        await using GraphQLServer server = await GraphQLServer.StartAsync("""{"data":{}}""");
        Exception failure = reason == AmplifyAuthReason.ProviderFailed ? new InvalidOperationException("A defect.") : new AmplifyAuthException("Not now.", reason);

        var error = await Assert.ThrowsAsync<AmplifyAuthException>(() => TokenThenKey(server, failure).QueryAsync(GetEventData.Query, cancellationToken: Token));

        Assert.Equal(reason, error.Reason);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Query_RefusedInABodyThatOnlyTheApplicationsOptionsRead_IsSentInTheNextMode()
    {
        string deep = string.Concat(Enumerable.Repeat("[", 100)) + string.Concat(Enumerable.Repeat("]", 100));
        string refusal = $$$"""{"extensions":{{{deep}}}, /* why */ "data":{"getEvent":null,},"errors":[{"errorType":"Unauthorized","message":"no"}]}""";
        await using GraphQLServer server = await GraphQLServer.StartAsync(
            request => new(request["x-api-key"] is null ? refusal : """{"data":{"getEvent":{"id":"1"}}}"""));
        var json = new JsonSerializerOptions(JsonSerializerDefaults.Web) { MaxDepth = 200, AllowTrailingCommas = true, ReadCommentHandling = JsonCommentHandling.Skip };

        GetEventData data = await TokenThenKey(server, failure: null, json).QueryAsync(GetEventData.Query, cancellationToken: Token);

        Assert.Equal("1", data.GetEvent?.Id);
    }

    private static GraphQLApi TokenThenKey(GraphQLServer server, Exception? failure, JsonSerializerOptions? json = null)
    {
        var fixture = new CallFixture(server)
        {
            Json = json,
            Tokens = new() { UserPool = TokenProvider.Create(_ => failure is null ? new("token") : throw failure) },
        };
        fixture.Api.AppSync.AuthenticationType = AuthMode.UserPool;
        fixture.Api.AppSync.FallbackModes.Add(AuthMode.ApiKey);
        return fixture.Create();
    }
}
