// Calls a signed REST API as a guest and a GraphQL API, compiled ahead of time.
//
//   dotnet run --project src/Amplify.Cli -- start                   (in another terminal; it writes aws-exports.js)
//   dotnet publish samples/NativeAot -c Release -r linux-x64
//   artifacts/publish/NativeAot/release_linux-x64/NativeAot --config aws-exports.js
using Amplify;

if (args is not ["--config", string file])
{
    Console.Error.WriteLine("usage: NativeAot --config <aws-exports.js | amplify_outputs.json>");
    return 2;
}

const string Api = "MyCloudApi";
try
{
    // The one thing that ahead-of-time compilation asks for: the context that knows the program's types.
    await using var amplify = AmplifyClient.Create(
        AmplifyConfiguration.FromFile(file),
        new AmplifyOptions { JsonSerializerOptions = SampleJson.Default.Options });

    AuthSession session = await amplify.Auth.GetSessionAsync();
    Console.WriteLine($"acting as a {(session.IsSignedIn ? "user" : "guest")}: {session.IdentityId}");

    Item put = await amplify.Rest.PutAsync<Item>(Api, "/items", new Item("aot 1/2", "Compiled ahead of time", 12.50m));
    Console.WriteLine($"put: {put}");

    Item got = await amplify.Rest.GetAsync<Item>(Api, "/items/aot%201%2F2");
    Console.WriteLine($"got: {got}");

    ItemPage page = await amplify.Rest.GetAsync<ItemPage>(Api, "/items", new() { QueryParameters = { ["order"] = "price" } });
    Console.WriteLine($"listed: {page.Items.Length}");

    try
    {
        await amplify.Rest.GetAsync<Item>(Api, "/items/missing");
        throw new InvalidOperationException("An item that does not exist was found.");
    }
    catch (ApiException e)
    {
        Console.WriteLine($"refused: {(int)e.StatusCode} {e.Body}");
    }

    try
    {
        // No context knows this type. It is refused before anything is sent, rather than sent as {}.
        await amplify.Rest.PutAsync(Api, "/items", new { Id = "unknown" });
        throw new InvalidOperationException("A type that no context knows was written.");
    }
    catch (AmplifyConfigurationException e)
    {
        Console.WriteLine($"not sent: {e.Message}");
    }

    // An anonymous object holds variables all the same: each of its properties is written by its own type.
    var create = new GraphQLOperation<CreateEventData>(
        "mutation CreateEvent($name: String!, $when: String!) { createEvent(name: $name, when: $when, where: \"here\", description: \"\") { id name } }");
    CreateEventData created = await amplify.GraphQL.MutateAsync(create.With(new { name = "Compiled ahead of time", when = "today" }));
    Console.WriteLine($"created: {created.CreateEvent.Name}");

    var list = new GraphQLOperation<ListEventsData>(
        "query ListEvents($limit: Int, $nextToken: String) { listEvents(limit: $limit, nextToken: $nextToken) { items { id name } nextToken } }");
    await foreach (Event item in amplify.GraphQL.ItemsAsync(list.With("limit", 1), data => data.ListEvents))
    {
        Console.WriteLine($"event: {item.Name}");
    }

    try
    {
        // Deeper than one level it is as unknown as everywhere.
        await amplify.GraphQL.MutateAsync(create.With(new { name = new { First = "unknown" }, when = "today" }));
        throw new InvalidOperationException("A variable of a type that no context knows was written.");
    }
    catch (AmplifyConfigurationException e)
    {
        Console.WriteLine($"not sent: {e.Message}");
    }

    return 0;
}
catch (Exception e) when (e is AmplifyException or InvalidOperationException)
{
    Console.Error.WriteLine($"failed: {e.Message}");
    return 1;
}
