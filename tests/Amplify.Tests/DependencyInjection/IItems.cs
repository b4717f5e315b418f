using Refit;

namespace Amplify.Tests.DependencyInjection;

internal interface IItems
{
    [Get("/items/{id}")]
    Task<Item> GetAsync(string id, CancellationToken cancellationToken);

    [Put("/items")]
    Task PutAsync([Body] Item item, CancellationToken cancellationToken);
}
