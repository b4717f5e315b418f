using System.Net.Http.Json;

namespace Amplify.Tests.DependencyInjection;

/// <summary>A typed client as an application writes it.</summary>
internal sealed class ItemsClient(HttpClient http)
{
    public Task<Item?> GetAsync(string id, CancellationToken cancellationToken) => http.GetFromJsonAsync<Item>($"items/{id}", cancellationToken);

    public async Task PutAsync(Item item, CancellationToken cancellationToken) =>
        (await http.PutAsJsonAsync("items", item, cancellationToken)).EnsureSuccessStatusCode();
}
