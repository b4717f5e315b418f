using Microsoft.Extensions.Configuration;

namespace Amplify.Tests.Configuration;

/// <summary>The user pool's own sign-in pages, in each format.</summary>
public sealed class OAuthConfigurationTests
{
    private const string Domain = "myapp.auth.us-east-1.amazoncognito.com";

    [Theory]
    [InlineData("""
        export default {
            aws_project_region: 'us-east-1',
            oauth: {
                domain: 'myapp.auth.us-east-1.amazoncognito.com',
                scope: ['openid', 'email'],
                redirectSignIn: 'http://127.0.0.1:3000/, https://example.com/in,myapp://in',
                redirectSignOut: 'https://example.com/out',
                responseType: 'token',
            },
        };
        """)]
    [InlineData("""
        { "version": "1.4", "auth": { "oauth": {
            "identity_providers": ["GOOGLE"], "domain": "myapp.auth.us-east-1.amazoncognito.com", "scopes": ["openid", "email"],
            "redirect_sign_in_uri": ["http://127.0.0.1:3000/", "https://example.com/in", "myapp://in"],
            "redirect_sign_out_uri": ["https://example.com/out"], "response_type": "code" } } }
        """)]
    [InlineData("""
        { "auth": { "plugins": { "awsCognitoAuthPlugin": { "Auth": { "Default": { "OAuth": {
            "WebDomain": "myapp.auth.us-east-1.amazoncognito.com", "AppClientId": "client", "Scopes": ["openid", "email"],
            "SignInRedirectURI": "http://127.0.0.1:3000/,https://example.com/in,myapp://in", "SignOutRedirectURI": "https://example.com/out" } } } } } } }
        """)]
    public void Parse_EachFormat_ReadsThePages(string text) => Check(AmplifyConfiguration.Parse(text).Auth.OAuth);

    [Fact]
    public void FromSection_ListsAndTexts_ReadsThePages()
    {
        IConfiguration section = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Auth:OAuth:Domain"] = Domain,
            ["Auth:OAuth:Scopes:0"] = "openid",
            ["Auth:OAuth:Scopes:1"] = "email",
            ["Auth:OAuth:RedirectSignIn:0"] = "http://127.0.0.1:3000/",
            ["Auth:OAuth:RedirectSignIn:1"] = "https://example.com/in",
            ["Auth:OAuth:RedirectSignIn:2"] = "myapp://in",
            ["Auth:OAuth:RedirectSignOut"] = "https://example.com/out",
        }).Build();

        Check(AmplifyConfiguration.FromConfiguration(section).Auth.OAuth);
    }

    [Theory]
    [InlineData("oauth: {}")]
    [InlineData("oauth: { domain: '' }")]
    [InlineData("aws_x: 1")]
    public void Parse_NoDomain_ThereAreNoPages(string setting) =>
        Assert.Null(AmplifyConfiguration.Parse($"export default {{ aws_project_region: 'us-east-1', {setting} }};").Auth.OAuth);

    [Theory]
    [InlineData("domain: 'my app'", "oauth.domain")]
    [InlineData("domain: 'd', redirectSignIn: '/in'", "oauth.redirectSignIn")]
    [InlineData("domain: 'd', redirectSignIn: 'https://a/#x'", "oauth.redirectSignIn")]
    [InlineData("domain: 'd', redirectSignOut: 5", "oauth.redirectSignOut")]
    [InlineData("domain: 'd', scope: ['']", "oauth.scope[0]")]
    public void Parse_WrongValue_TellsItsKey(string settings, string key) =>
        Assert.Equal(key, Assert.Throws<AmplifyConfigurationException>(() => AmplifyConfiguration.Parse($"export default {{ aws_project_region: 'us-east-1', oauth: {{ {settings} }} }};")).Key);

    [Fact]
    public void Create_WrongInCode_TellsItsKey()
    {
        AmplifyConfiguration configuration = new() { Auth = { OAuth = new() { Domain = Domain, RedirectSignIn = ["https://example.com/", "in"] } } };

        Assert.Equal("Auth.OAuth.RedirectSignIn[1]", Assert.Throws<AmplifyConfigurationException>(() => AmplifyClient.Create(configuration)).Key);
    }

    private static void Check(OAuthConfiguration? oauth)
    {
        Assert.NotNull(oauth);
        Assert.Equal(Domain, oauth.Domain);
        Assert.Equal(["openid", "email"], oauth.Scopes);
        Assert.Equal(["http://127.0.0.1:3000/", "https://example.com/in", "myapp://in"], oauth.RedirectSignIn);
        Assert.Equal(["https://example.com/out"], oauth.RedirectSignOut);
    }
}
