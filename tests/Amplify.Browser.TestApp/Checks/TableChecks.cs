using System.Globalization;
using System.Text;

namespace Amplify.Browser.TestApp.Checks;

/// <summary>Signed calls of every verb, with the bodies that a page has.</summary>
internal sealed class TableChecks(RestApi rest, Func<string, Func<Task<string>>, Task> add)
{
    private const string Api = "MyCloudApi";

    public async Task RunAsync()
    {
        await add("put", async () => (await rest.PutAsync<Item>(Api, "/items", new Item("1", "O'Neil & søn", 3))).ToString());
        await add("get", async () => (await rest.GetAsync<Item>(Api, "/items/1")).ToString());
        await add("patch", async () => (await rest.PatchAsync<Item>(Api, "/items/1", new Item("1", "patched", 4))).ToString());
        await add("post", async () => (await rest.PostAsync<Item>(Api, "/items", new Item(null, "posted", 5))).Name);
        await add("put stream", PutStreamAsync);
        await add("list", ListAsync);
        await add("head", async () => Status(await rest.HeadAsync(Api, "/items/1")));
        await add("delete", async () => Status(await rest.SendAsync(HttpMethod.Delete, Api, "/items/1")));
        await add("get deleted", () => rest.GetAsync<string>(Api, "/items/1"));
    }

    private static string Status(RestResponse response)
    {
        using (response)
        {
            return ((int)response.StatusCode).ToString(CultureInfo.InvariantCulture);
        }
    }

    private async Task<string> PutStreamAsync()
    {
        using var body = new MemoryStream(Encoding.UTF8.GetBytes("""{"id":"2","name":"streamed","stars":1}"""));
        return (await rest.PutAsync<Item>(Api, "/items", body, new() { Headers = { ["Content-Type"] = "application/json" } })).ToString();
    }

    private async Task<string> ListAsync()
    {
        ItemPage page = await rest.GetAsync<ItemPage>(Api, "/items", new() { QueryParameters = { ["order"] = "stars" } });
        return string.Join(' ', page.Items.Select(static item => item.Name));
    }
}
