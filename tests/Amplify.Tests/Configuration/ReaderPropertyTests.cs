using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amplify.Configuration.JavaScript;
using Amplify.Configuration.Settings;
using CsCheck;

namespace Amplify.Tests.Configuration;

public sealed class ReaderPropertyTests
{
    private const string Valid = """
        // header
        const aws_y = 'us-east-1';
        const awsmobile = { 'aws_project_region': "us-east-1", aws_y, /* c */ x: [1, -2.5e3, 0xFF, true, null,],
            aws_cognito_identity_pool_id: 'us-east-1:1' + `1`, "aws_appsync_authenticationType": "API_KEY",
            "aws_appsync_apiKey": "da2-SECRETSECRET",
            aws_cloud_logic_custom: '[{"name":"A","endpoint":"http:\/\/a","paths":["\u002f"]}]' };
        export default Object.freeze(awsmobile) as const;
        """;

    private const string Outputs = """
        {"version": "1.4", "auth": {"aws_region": "us-east-1", "user_pool_id": "us-east-1_x", "unauthenticated_identities_enabled": false},
         "data": {"url": "https://a/graphql",
          "api_key": "da2-SECRETSECRET",
          "default_authorization_type": "API_KEY"},
         "custom": {"API": {"A": {"endpoint": "http://a", "region": "us-east-1"}}, "events": {"url": "https://a/event"}}}
        """;

    private static readonly Gen<JsonNode?> Scalars = Gen.OneOf(
        Gen.String.Select(text => (JsonNode?)JsonValue.Create(text)),
        Gen.Double.Where(double.IsFinite).Select(number => (JsonNode?)JsonValue.Create(number)),
        Gen.Long.Select(number => (JsonNode?)JsonValue.Create(number)),
        Gen.Bool.Select(boolean => (JsonNode?)JsonValue.Create(boolean)),
        Gen.Const((JsonNode?)null));

    private static readonly Gen<JsonNode?> Values = Nested(depth: 4);

    private static readonly Gen<string> Fragments = Gen.OneOf(
        Gen.OneOf(
            "{", "}", "[", "]", "(", ")", ",", ":", ";", "=", "+", "-", ".", "'", "\"", "`", "\\", "\\u", "\\u{", "\\x4", "${", "//", "/*", "*/", "\n", "\r", "\u2028",
            "const ", "export default ", "module.exports=", "aws_project_region", "aws_cloud_logic_custom:", "Object.freeze(", " as ", "0x", "1e", "null", "version", "\uD800", "\0"),
        Gen.String[0, 8]);

    [Fact]
    public void Read_AnyJson_IsWhatSystemTextJsonReads()
    {
        Values.Sample(
            value =>
            {
                string json = value?.ToJsonString() ?? "null";
                using JsonDocument expected = JsonDocument.Parse(json);
                AssertSame(expected.RootElement, ExpressionParser.ParseText(json, new SettingSource(), ""));
            },
            iter: 5000);
    }

    [Fact]
    public void Read_IndentedJsonWithComments_IsTheSame()
    {
        JsonSerializerOptions indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        Values.Sample(
            value =>
            {
                string json = value?.ToJsonString(indented) ?? "null";
                using JsonDocument expected = JsonDocument.Parse(json);
                AssertSame(expected.RootElement, ExpressionParser.ParseText($"/* before */{json}// after", new SettingSource(), ""));
            },
            iter: 1000);
    }

    [Fact]
    public void Parse_AnyText_FailsWithNothingButAConfigurationError()
    {
        Fragments.Array[0, 40].Select(string.Concat).Sample(AssertReadOrRefused, iter: 20_000);
    }

    [Theory]
    [InlineData(Valid)]
    [InlineData(Outputs)]
    public void Parse_DamagedFile_FailsWithNothingButAConfigurationErrorAndKeepsTheSecret(string text)
    {
        AmplifyConfiguration undamaged = AmplifyConfiguration.Parse(text);
        Assert.Equal("da2-SECRETSECRET", undamaged.Api.AppSync.ApiKey);
        Gen.Select(Gen.Int[0, text.Length], Gen.Int[0, 5], Fragments).Array[1, 2].Sample(
            changes =>
            {
                string damaged = text;
                foreach ((int at, int removed, string inserted) in changes)
                {
                    int start = Math.Min(at, damaged.Length);
                    damaged = damaged.Remove(start, Math.Min(removed, damaged.Length - start)).Insert(start, inserted);
                }

                AssertReadOrRefused(damaged);
            },
            iter: 10_000);
    }

    [Theory]
    [InlineData("{ 'aws_appsync_apiKe as da2-SECRETSECRET': , }")]
    [InlineData("{ 'da2-SECRETSECRET': , }")]
    [InlineData("{ 'aws_appsync_apiKey': da2-SECRETSECRET }")]
    public void Parse_SecretInThePlaceOfAKey_IsNotRepeated(string text) =>
        Assert.DoesNotContain(
            "SECRETSECRET", Assert.Throws<AmplifyConfigurationException>(() => AmplifyConfiguration.Parse(text, "aws-exports.js")).ToString(), StringComparison.Ordinal);

    [Theory]
    [InlineData("'a' + ")]
    [InlineData("const a = 'a';")]
    [InlineData("/* a */ // b\n")]
    [InlineData("\\u{")]
    [InlineData("- ")]
    [InlineData("a.")]
    [InlineData("x as ")]
    public void Parse_LongRepetition_TakesTimeInProportion(string part)
    {
        string text = string.Concat(Enumerable.Repeat(part, 200_000));
        long start = TimeProvider.System.GetTimestamp();
        Assert.Throws<AmplifyConfigurationException>(() => AmplifyConfiguration.Parse(text));
        Assert.InRange(TimeProvider.System.GetElapsedTime(start), TimeSpan.Zero, TimeSpan.FromSeconds(10));
    }

    [Theory]
    [InlineData("tr-TR")]
    [InlineData("th-TH")]
    [InlineData("de-DE")]
    [InlineData("ar-SA")]
    public void Parse_UnderAnyCulture_IsTheSame(string culture)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            AmplifyConfiguration configuration = AmplifyConfiguration.Parse("export default { AWS_PROJECT_REGION: 'us-east-1', aws_x: [1.5, -2], aws_appsync_authenticationType: 'aws_iam' }");
            Assert.Equal("us-east-1", configuration.Region);
            Assert.Equal(AuthMode.Iam, configuration.Api.AppSync.AuthenticationType);
            NumberNode number = Assert.IsType<NumberNode>(ExpressionParser.ParseText("-1234.5e-1", new SettingSource(), ""));
            Assert.Equal((-123.45, "-1234.5e-1"), (number.Value, number.Text));
            string text = string.Concat(Enumerable.Repeat("\n", 1233)) + "export default { aws_cloud_logic_custom: [{}] }";
            var exception = Assert.Throws<AmplifyConfigurationException>(() => AmplifyConfiguration.Parse(text, "aws-exports.js"));
            Assert.StartsWith("aws-exports.js(1234): aws_cloud_logic_custom[0].name is missing", exception.Message, StringComparison.Ordinal);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static Gen<JsonNode?> Nested(int depth) => depth == 0
        ? Scalars
        : Gen.Frequency(
            (2, Scalars),
            (1, Nested(depth - 1).Array[0, 4].Select(items => (JsonNode?)new JsonArray(items))),
            (1, Gen.Select(Gen.String[0, 6], Nested(depth - 1)).Array[0, 4].Select(ToObject)));

    private static JsonNode? ToObject((string Key, JsonNode? Value)[] members)
    {
        JsonObject result = [];
        foreach ((string key, JsonNode? value) in members)
        {
            result[key] = value;
        }

        return result;
    }

    private static void AssertReadOrRefused(string text)
    {
        try
        {
            AmplifyConfiguration.Parse(text, "aws-exports.js");
        }
        catch (AmplifyConfigurationException exception)
        {
            Assert.StartsWith("aws-exports.js", exception.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("SECRETSECRET", exception.ToString(), StringComparison.Ordinal);
        }
    }

    private static void AssertSame(JsonElement expected, SettingNode actual)
    {
        switch (actual)
        {
            case ObjectNode node:
                Dictionary<string, JsonElement> members = [];
                foreach (JsonProperty member in expected.EnumerateObject())
                {
                    members[member.Name] = member.Value;
                }

                Assert.Equal(members.Keys.Order(StringComparer.Ordinal), node.Members.Keys.Order(StringComparer.Ordinal));
                Assert.All(members, member => AssertSame(member.Value, node.Members[member.Key]));
                break;
            case ArrayNode node:
                Assert.Equal(expected.GetArrayLength(), node.Items.Count);
                Assert.All(expected.EnumerateArray().Zip(node.Items), pair => AssertSame(pair.First, pair.Second));
                break;
            case StringNode node:
                Assert.Equal(expected.GetString(), node.Value);
                break;
            case NumberNode node:
                Assert.Equal((expected.GetRawText(), expected.GetDouble()), (node.Text, node.Value));
                break;
            case BooleanNode node:
                Assert.Equal(expected.GetBoolean(), node.Value);
                break;
            case NullNode:
                Assert.Equal(JsonValueKind.Null, expected.ValueKind);
                break;
            default:
                throw new UnreachableException();
        }
    }
}
