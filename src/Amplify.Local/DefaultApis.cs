using Amplify.Local.Tables;

namespace Amplify.Local;

/// <summary>The APIs that a backend without a project has: one of each authorization.</summary>
internal static class DefaultApis
{
    public static IEnumerable<LocalRestApi> Create(TableApi table)
    {
        var cloud = new LocalRestApi("MyCloudApi");
        table.MapTo(cloud);
        yield return cloud;
        yield return ShowingEvents(new LocalRestApi("MyPublicApi") { Authorization = RestAuthorization.None });
        yield return ShowingEvents(new LocalRestApi("MyKeyedApi") { Authorization = RestAuthorization.ApiKey });
    }

    private static LocalRestApi ShowingEvents(LocalRestApi api) => api.Map("ANY", "/", ShowEvent).Map("ANY", "/{proxy+}", ShowEvent);

    private static ProxyResponse ShowEvent(ProxyRequest request) => ProxyResponse.Text(request.ToJson()).WithCors();
}
