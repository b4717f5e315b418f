using System.Net;
using Amplify.AspNetCore.Tests.PerVisitor;

namespace Amplify.AspNetCore.Tests.Hosts;

/// <summary>Controllers, Razor pages and endpoints of a site act as the same visitor.</summary>
public sealed class HostTests
{
    [Fact]
    public async Task SignInInAController_RazorPagesAndEndpointsActAsTheVisitor()
    {
        await using VisitorSite site = await VisitorSite.StartAsync();
        using var ann = new Browser(site.Url);
        using var guest = new Browser(site.Url);
        FormUrlEncodedContent form = new([new("username", "ann"), new("password", VisitorApp.Password)]);

        Assert.Equal("ann", await ann.SendAsync(HttpMethod.Post, "/controller/sign-in", form, HttpStatusCode.OK));

        Assert.Equal(("ann", "ann"), (await ann.GetAsync("/controller"), await ann.GetAsync("/minimal")));
        Assert.Contains("<p id=\"name\">ann</p>", await ann.GetAsync("/account"), StringComparison.Ordinal);
        Assert.Equal(("guest", "guest"), (await guest.GetAsync("/controller"), await guest.GetAsync("/minimal")));
        Assert.Contains("<p id=\"name\">guest</p>", await guest.GetAsync("/account"), StringComparison.Ordinal);
    }
}
