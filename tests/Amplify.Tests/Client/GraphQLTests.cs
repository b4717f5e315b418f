using Amplify.Local;
using Amplify.Testing;
using Amplify.Tests.DependencyInjection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Amplify.Tests.Client;

/// <summary>The client as an application has it, against the Event App of the local backend.</summary>
public sealed class GraphQLTests
{
    private static readonly GraphQLOperation<CreateEventData> Create = new(
        "mutation CreateEvent($name: String!, $when: String!) { createEvent(name: $name, when: $when, where: \"here\", description: \"\") { ...Parts } } fragment Parts on Event { id name }");

    private static readonly GraphQLOperation<GetEventData> Get = new("query GetEvent($id: ID!) { getEvent(id: $id) { id name } }");

    private static readonly GraphQLOperation<ListEventsData> List = new(
        "query ListEvents($limit: Int, $nextToken: String) { listEvents(limit: $limit, nextToken: $nextToken) { items { id name } nextToken } }");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(AuthMode.ApiKey)]
    [InlineData(AuthMode.Iam)]
    public async Task Operations_RunInEachMode(AuthMode mode)
    {
        await using LocalBackend backend = await LocalBackend.StartAsync(cancellationToken: Token);
        await using AmplifyClient amplify = AmplifyClient.Create(AmplifyConfiguration.Parse(backend.AmplifyOutputs()), new() { GraphQLAuthMode = mode });

        string name = $"\uD83D\uDE00 \"{mode}\"";
        Event created = (await amplify.GraphQL.MutateAsync(Create.With(new { name, when = "today" }), cancellationToken: Token)).CreateEvent;
        Event found = (await amplify.GraphQL.QueryAsync(Get.With("id", created.Id), cancellationToken: Token)).GetEvent;

        Assert.Equal(new Event(created.Id, name), found);
    }

    [Fact]
    public async Task Items_ComePageByPage()
    {
        await using LocalBackend backend = await LocalBackend.StartAsync(cancellationToken: Token);
        await using AmplifyClient amplify = AmplifyClient.Create(AmplifyConfiguration.Parse(backend.AwsExports()));
        HashSet<string> made = [];
        for (int i = 0; i < 7; i++)
        {
            made.Add((await amplify.GraphQL.MutateAsync(Create.With(new { name = $"{i}", when = "today" }), cancellationToken: Token)).CreateEvent.Id);
        }

        HashSet<string> found = [];
        await foreach (Event item in amplify.GraphQL.ItemsAsync(List.With("limit", 3), data => data.ListEvents, cancellationToken: Token))
        {
            Assert.True(found.Add(item.Id));
        }

        Assert.Superset(made, found);
    }

    [Fact]
    public async Task InvalidDocument_IsToldInTheServicesWords()
    {
        await using LocalBackend backend = await LocalBackend.StartAsync(cancellationToken: Token);
        await using AmplifyClient amplify = AmplifyClient.Create(AmplifyConfiguration.Parse(backend.AwsExports()));

        var error = await Assert.ThrowsAsync<GraphQLException<string>>(
            () => amplify.GraphQL.QueryAsync(new GraphQLOperation<string>("{ badfield }"), cancellationToken: Token));

        Assert.Contains("Field 'badfield' in type 'Query' is undefined", Assert.Single(error.Errors).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WrongKey_IsRefusedWithAdvice()
    {
        await using LocalBackend backend = await LocalBackend.StartAsync(cancellationToken: Token);
        await using AmplifyClient amplify = AmplifyClient.Create(AmplifyConfiguration.Parse(backend.AwsExports()));

        var error = await Assert.ThrowsAsync<GraphQLException<GetEventData>>(
            () => amplify.GraphQL.QueryAsync(Get.With("id", "1"), new() { ApiKey = "da2-wrongwrongwrongwrongwrongw" }, Token));

        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, error.StatusCode);
        Assert.Contains("Check AuthMode", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("da2-wrong", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task FallbackModes_OfTheConfiguration_AreTried()
    {
        await using LocalBackend backend = await LocalBackend.StartAsync(cancellationToken: Token);
        AmplifyConfiguration configuration = AmplifyConfiguration.Parse(backend.AwsExports());
        configuration.Api.AppSync.AuthenticationType = AuthMode.Lambda;
        configuration.Api.AppSync.FallbackModes.Add(AuthMode.Iam);
        await using AmplifyClient amplify = AmplifyClient.Create(configuration, new() { LambdaTokenProvider = TokenProvider.Create(_ => new("not one")) });

        Assert.NotEmpty((await amplify.GraphQL.MutateAsync(Create.With(new { name = "x", when = "today" }), cancellationToken: Token)).CreateEvent.Id);
    }

    [Fact]
    public async Task ChangedSettings_ReachTheSameClient()
    {
        IConfigurationRoot configuration = Settings.With("https://old.example");
        configuration.Change("Amplify:Api:AppSync:GraphQLEndpoint", "https://old.example/graphql");
        configuration.Change("Amplify:Api:AppSync:ApiKey", "da2-0123456789");
        StubHandler handler = StubHandler.Answering(System.Net.HttpStatusCode.OK, """{"data":{}}""");
        await using ServiceProvider services = new ServiceCollection()
            .AddAmplify(configuration.GetSection("Amplify"), options => options.HttpMessageHandler = handler).Services.BuildServiceProvider();
        GraphQLApi api = services.GetRequiredService<AmplifyClient>().GraphQL;

        await api.QueryAsync(Get, cancellationToken: Token);
        configuration.Change("Amplify:Api:AppSync:GraphQLEndpoint", "https://new.example/graphql");
        await api.QueryAsync(Get, cancellationToken: Token);

        Assert.Equal(["old.example", "new.example"], handler.Requests.Select(request => request.Uri.Host));
    }

    private sealed record Event(string Id, string Name);

    private sealed record CreateEventData(Event CreateEvent);

    private sealed record GetEventData(Event GetEvent);

    private sealed record ListEventsData(GraphQLPage<Event> ListEvents);
}
