using System.Net;
using System.Text;
using Amplify.Testing;

namespace Amplify.Api.Tests.Rest;

public sealed class RestConcurrencyTests
{
    [Fact]
    public async Task ManyCallsAtOnce_EachReadsItsOwnAnswer()
    {
        var stub = new StubHandler(async (request, _) =>
        {
            await Task.Yield();
            string text = new(request.RequestUri!.AbsolutePath[^1], 2000);
            return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent($$"""{"text":"{{request.RequestUri.AbsolutePath}} {{text}}"}""", Encoding.UTF8, "application/json") };
        });
        RestApi rest = new RestFixture(stub).Create();

        string[][] results = await Task.WhenAll(Enumerable.Range(0, 500).Select(async number =>
        {
            string path = FormattableString.Invariant($"/items/{number}");
            Word word = await rest.GetAsync<Word>("MyApi", path, cancellationToken: TestContext.Current.CancellationToken);
            return (string[])[path, word.Text];
        }));

        Assert.All(results, result => Assert.Equal($"/prod{result[0]} {new string(result[0][^1], 2000)}", result[1]));
    }

    private sealed record Word(string Text);
}
