using System.Text.Json;
using Amplify.Local.Tests.Support;

namespace Amplify.Local.Tests.AppSync;

public sealed class EventAppTests
{
    [Fact]
    public async Task CreateGetDelete_Event_GivesItUntilItIsGone()
    {
        await using AppSyncHarness app = await AppSyncHarness.StartAsync();

        Reply created = await app.PostAsync(
            """mutation { createEvent(name: "Party", when: "Today", where: "Here", description: "Fun") { id name where when description } }""");
        JsonElement fields = created.Json.GetProperty("data").GetProperty("createEvent");
        string id = fields.GetProperty("id").GetString()!;
        Reply got = await app.PostAsync("query Get($id: ID!) { getEvent(id: $id) { id name where when description __typename } }", new { id });
        Reply deleted = await app.PostAsync("mutation Delete($id: ID!) { deleteEvent(id: $id) { name } }", new { id });
        Reply gone = await app.PostAsync("query Get($id: ID!) { getEvent(id: $id) { id } }", new { id });

        Assert.Equal(("Party", "Here", "Today", "Fun"), (
            fields.GetProperty("name").GetString(),
            fields.GetProperty("where").GetString(),
            fields.GetProperty("when").GetString(),
            fields.GetProperty("description").GetString()));
        Assert.Equal(
            """{"data":{"getEvent":{"id":"ID","name":"Party","where":"Here","when":"Today","description":"Fun","__typename":"Event"}}}""".Replace("ID", id),
            got.Text);
        Assert.Equal("""{"data":{"deleteEvent":{"name":"Party"}}}""", deleted.Text);
        Assert.Equal("""{"data":{"getEvent":null}}""", gone.Text);
    }
}
