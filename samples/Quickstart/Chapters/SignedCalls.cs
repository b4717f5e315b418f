using Amplify;

namespace Quickstart.Chapters;

/// <summary>Calls of an API that wants IAM authorization. Each is signed with the guest's credentials.</summary>
internal static class SignedCalls
{
    private const string Api = ApiNames.Items;

    public static async Task RunAsync(AmplifyClient amplify)
    {
        await WriteAsync(amplify.Rest);
        await ReadAsync(amplify.Rest);
        await ChangeAndDeleteAsync(amplify.Rest);
    }

    private static async Task WriteAsync(RestApi rest)
    {
        // PUT creates what is not there, and replaces what is.
        await rest.PutAsync(Api, "/items", new Item("quickstart-tea", "Tea", 2.50m));
        await rest.PutAsync(Api, "/items", new Item("quickstart-tea", "Green tea", 2.80m));
    }

    private static async Task ReadAsync(RestApi rest)
    {
        // Query parameters are encoded for you, and covered by the signature.
        ItemList list = await rest.GetAsync<ItemList>(Api, "/items", new RestOptions { QueryParameters = { ["order"] = "name" } });
        Item tea = list.Items.First(static item => item.Id == "quickstart-tea");
        Console.WriteLine($"         {list.Items.Length} item(s), one of them {tea.Name}");

        // HEAD has no body; it is about the status and the headers.
        using RestResponse head = await rest.HeadAsync(Api, "/items/quickstart-tea");
        Console.WriteLine($"         Content-Type: {head.Headers.GetValueOrDefault("Content-Type")}");
    }

    private static async Task ChangeAndDeleteAsync(RestApi rest)
    {
        // POST creates with an id that the server chooses.
        Item coffee = await rest.PostAsync<Item>(Api, "/items", new Item(null, "Coffee", 3.20m));

        // PATCH changes what the body names. An anonymous object is fine as a body.
        Item cheaper = await rest.PatchAsync<Item>(Api, $"/items/{coffee.Id}", new { price = 2.90m });
        Console.WriteLine($"         {cheaper.Name} is now {cheaper.Price}");

        await rest.DeleteAsync(Api, $"/items/{coffee.Id}");
        await rest.DeleteAsync(Api, "/items/quickstart-tea");
    }
}
