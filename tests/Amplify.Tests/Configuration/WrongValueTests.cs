namespace Amplify.Tests.Configuration;

/// <summary>What a person reads who has mistyped something.</summary>
public sealed class WrongValueTests
{
    private const string RestUrl = "an absolute http or https URL such as \"https://abc.execute-api.us-east-1.amazonaws.com/prod\"";
    private const string Modes = "one of API_KEY, AWS_IAM, AMAZON_COGNITO_USER_POOLS, OPENID_CONNECT, AWS_LAMBDA or NONE";

    [Theory]
    [InlineData("aws_project_region: 5", "aws_project_region", "aws_project_region must be an AWS region such as \"us-east-1\"; it is the number 5")]
    [InlineData("aws_project_region: 'us-east-1 '", "aws_project_region", "aws_project_region must be an AWS region such as \"us-east-1\"; it is \"us-east-1 \"")]
    [InlineData("aws_cognito_identity_pool_id: 'us-east-1_x'", "aws_cognito_identity_pool_id", "aws_cognito_identity_pool_id must be an identity pool id such as \"us-east-1:11111111-2222-3333-4444-555555555555\"; it is \"us-east-1_x\"")]
    [InlineData("aws_cognito_identity_pool_id: ':x'", "aws_cognito_identity_pool_id", "aws_cognito_identity_pool_id must be an identity pool id such as \"us-east-1:11111111-2222-3333-4444-555555555555\"; it is \":x\"")]
    [InlineData("aws_user_pools_id: 'us-east-1:x'", "aws_user_pools_id", "aws_user_pools_id must be a user pool id such as \"us-east-1_AbCdEfGhI\"; it is \"us-east-1:x\"")]
    [InlineData("aws_user_pools_id: ['a']", "aws_user_pools_id", "aws_user_pools_id must be a user pool id such as \"us-east-1_AbCdEfGhI\"; it is an array")]
    [InlineData("aws_user_pools_web_client_id: true", "aws_user_pools_web_client_id", "aws_user_pools_web_client_id must be a string; it is true")]
    [InlineData("aws_mandatory_sign_in: 'enabled'", "aws_mandatory_sign_in", "aws_mandatory_sign_in must be true or false (or \"enable\" or \"disable\"); it is \"enabled\"")]
    [InlineData("aws_user_pools_endpoint: '127.0.0.1:5000'", "aws_user_pools_endpoint", "aws_user_pools_endpoint must be an absolute http or https URL such as \"http://127.0.0.1:20002\"; it is \"127.0.0.1:5000\"")]
    [InlineData("aws_appsync_realtimeEndpoint: 'ftp://x'", "aws_appsync_realtimeEndpoint", "aws_appsync_realtimeEndpoint must be an absolute wss, ws, https or http URL such as \"wss://abc.appsync-realtime-api.us-east-1.amazonaws.com/graphql\"; it is \"ftp://x\"")]
    [InlineData("aws_appsync_authenticationType: 'IAM_ROLE'", "aws_appsync_authenticationType", "aws_appsync_authenticationType must be " + Modes + "; it is \"IAM_ROLE\"")]
    [InlineData("aws_appsync_authenticationType: {}", "aws_appsync_authenticationType", "aws_appsync_authenticationType must be " + Modes + "; it is an object")]
    [InlineData("aws_cloud_logic_custom: true", "aws_cloud_logic_custom", "aws_cloud_logic_custom must be an array; it is true")]
    [InlineData("aws_cloud_logic_custom: ['x']", "aws_cloud_logic_custom[0]", "aws_cloud_logic_custom[0] must be an object; it is \"x\"")]
    [InlineData("aws_cloud_logic_custom: [{endpoint: 'http://x'}]", "aws_cloud_logic_custom[0].name", "aws_cloud_logic_custom[0].name is missing; it must be the name that calls use, such as \"MyCloudApi\"")]
    [InlineData("aws_cloud_logic_custom: [{name: ' ', endpoint: 'http://x'}]", "aws_cloud_logic_custom[0].name", "aws_cloud_logic_custom[0].name must be the name that calls use, such as \"MyCloudApi\"; it is \" \"")]
    [InlineData("aws_cloud_logic_custom: [null]", "aws_cloud_logic_custom[0].name", "aws_cloud_logic_custom[0].name is missing; it must be the name that calls use, such as \"MyCloudApi\"")]
    [InlineData("aws_cloud_logic_custom: [{name: 'A'}]", "aws_cloud_logic_custom[0].endpoint", "aws_cloud_logic_custom[0].endpoint is missing; it must be " + RestUrl)]
    [InlineData("aws_cloud_logic_custom: [{name: 'A', endpoint: ''}]", "aws_cloud_logic_custom[0].endpoint", "aws_cloud_logic_custom[0].endpoint is missing; it must be " + RestUrl)]
    [InlineData("aws_cloud_logic_custom: [{name: 'A', endpoint: '/items'}]", "aws_cloud_logic_custom[0].endpoint", "aws_cloud_logic_custom[0].endpoint must be " + RestUrl + "; it is \"/items\"")]
    [InlineData("aws_cloud_logic_custom: [{name: 'A', endpoint: 'https://x/a?b=c'}]", "aws_cloud_logic_custom[0].endpoint", "aws_cloud_logic_custom[0].endpoint must be " + RestUrl + "; it is \"https://x/a?b=c\"")]
    [InlineData("aws_cloud_logic_custom: [{name: 'A', endpoint: ' https://x'}]", "aws_cloud_logic_custom[0].endpoint", "aws_cloud_logic_custom[0].endpoint must be " + RestUrl + "; it is \" https://x\"")]
    [InlineData("aws_cloud_logic_custom: [{name: 'A', endpoint: 'x\\u0007'}]", "aws_cloud_logic_custom[0].endpoint", "aws_cloud_logic_custom[0].endpoint must be " + RestUrl + "; it is \"x\uFFFD\"")]
    [InlineData("aws_cloud_logic_custom: [{name: 'A', endpoint: 'http://x'}, {name: 'A', endpoint: 'http://y'}]", "aws_cloud_logic_custom[1].name", "aws_cloud_logic_custom[1].name is \"A\", as aws_cloud_logic_custom[0].name is already. Each API needs a name of its own")]
    public void Parse_WrongValue_TellsKeyAndWhatItMustBe(string setting, string key, string problem)
    {
        var exception = Assert.Throws<AmplifyConfigurationException>(
            () => AmplifyConfiguration.Parse($"// header\nexport default {{\n  aws_x: 1,\n  {setting}\n}};", "src/aws-exports.js"));
        Assert.Equal($"src/aws-exports.js(4): {problem}.", exception.Message);
        Assert.Equal(("src/aws-exports.js", 4, key), (exception.File, exception.Line, exception.Key));
        Assert.False(exception.IsTransient);
    }

    [Fact]
    public void Parse_WrongValueDeepInTheFile_TellsItsOwnLine()
    {
        const string Text = """
            export default {
                aws_cloud_logic_custom: [
                    {
                        name: 'A',
                        endpoint: 'http://a'
                    },
                    {
                        name: 'B',
                        endpoint: 'foo'
                    },
                ],
            };
            """;
        Assert.Equal(9, Assert.Throws<AmplifyConfigurationException>(() => AmplifyConfiguration.Parse(Text)).Line);
    }

    [Fact]
    public void Parse_WithoutPath_TellsTheLineAlone()
    {
        var exception = Assert.Throws<AmplifyConfigurationException>(() => AmplifyConfiguration.Parse("export default {\n aws_user_pools_id: 1 }"));
        Assert.StartsWith("line 2: aws_user_pools_id must be ", exception.Message, StringComparison.Ordinal);
        Assert.Null(exception.File);
    }

    [Fact]
    public void Parse_LongWrongValue_IsCutShort()
    {
        string region = new('x', 5000);
        var exception = Assert.Throws<AmplifyConfigurationException>(() => AmplifyConfiguration.Parse($"export default {{ aws_project_region: ' {region}' }}"));
        Assert.InRange(exception.Message.Length, 100, 300);
    }

    [Theory]
    [InlineData("aws_appsync_apiKey: 1234567890123")]
    [InlineData("aws_appsync_apiKey: ['da2-1234567890123']")]
    [InlineData("aws_appsync_apiKey: da2_1234567890123")]
    [InlineData("aws_appsync_apiKey: 'da2-' 'x1234567890123'")]
    [InlineData("aws_appsync_apiKey: 1234567890123x")]
    [InlineData("aws_appsync_apiKey: 'da2-' + 1234567890123")]
    [InlineData("aws_appsync_apiKey: 'da2-1234567890123")]
    [InlineData("aws_appsync_apiKey: `da2-1234567890123${x}`")]
    [InlineData("'aws_appsync_apiKey: da2-1234567890123', aws_x: 1")]
    [InlineData("aws_appsync_region: 'da2-1234567890123/'")]
    [InlineData("aws_appsync_region: 'us-east-1, aws_appsync_apiKey: 1234567890123'")]
    [InlineData("'da2-1234567890123', aws_x: 1")]
    [InlineData("da2_1234567890123, aws_x: 1")]
    [InlineData("aws_project_region: `us-east-1, aws_appsync_apiKey:\n 1234567890123`")]
    [InlineData("aws_cloud_logic_custom: [{name: 'A', endpoint: 'http://a', apiKey: 1234567890123}]")]
    [InlineData("aws_cloud_logic_custom: [{name: 'A', endpoint: 'http://a', headers: {'x-api-key': 1234567890123}}]")]
    [InlineData("aws_cloud_logic_custom: [{name: 'A', endpoint: 'ftp://user:1234567890123@example.com'}]")]
    public void Parse_WrongSecret_IsNotRepeatedInTheError(string setting)
    {
        var exception = Assert.Throws<AmplifyConfigurationException>(() => AmplifyConfiguration.Parse($"export default {{\n  {setting}\n}};", "aws-exports.js"));
        Assert.DoesNotContain("1234567890123", exception.ToString() + exception.Key, StringComparison.Ordinal);
        Assert.Equal(2, exception.Line);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \r\n\t")]
    [InlineData("\uFEFF")]
    [InlineData("// nothing but a comment")]
    public void Parse_Empty_SaysSo(string text)
    {
        var exception = Assert.Throws<AmplifyConfigurationException>(() => AmplifyConfiguration.Parse(text, "aws-exports.js"));
        Assert.Equal("aws-exports.js: the file is empty. It should hold the configuration that Amplify's tools wrote.", exception.Message);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"name\": \"package\", \"Version\": \"1\"}")]
    [InlineData("{\"auth\": {\"user_pool_id\": \"us-east-1_x\"}}")]
    [InlineData("{\"api\": true, \"auth\": [1]}")]
    [InlineData("const x = 1;")]
    public void Parse_ForeignFile_TellsTheFormatsThatAreRead(string text)
    {
        var exception = Assert.Throws<AmplifyConfigurationException>(() => AmplifyConfiguration.Parse(text, "package.json"));
        Assert.StartsWith("package.json(1): the configuration has no settings of Amplify. Expected aws_* keys", exception.Message, StringComparison.Ordinal);
        Assert.Contains("amplify_outputs.json", exception.Message, StringComparison.Ordinal);
        Assert.Null(exception.Key);
    }

    [Theory]
    [InlineData("[]", "an array")]
    [InlineData("export default 'x';", "\"x\"")]
    public void Parse_NotAnObject_SaysSo(string text, string found)
    {
        var exception = Assert.Throws<AmplifyConfigurationException>(() => AmplifyConfiguration.Parse(text));
        Assert.Equal($"line 1: the configuration must be an object; it is {found}.", exception.Message);
    }
}
