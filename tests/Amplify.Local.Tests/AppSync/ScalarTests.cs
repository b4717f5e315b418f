using System.Text.Json;
using Amplify.Local.Tests.Support;

namespace Amplify.Local.Tests.AppSync;

public sealed class ScalarTests
{
    private const string Schema =
        """
        type Query {
          date(v: AWSDate): AWSDate  time(v: AWSTime): AWSTime  dateTime(v: AWSDateTime): AWSDateTime  timestamp(v: AWSTimestamp): AWSTimestamp
          email(v: AWSEmail): AWSEmail  json(v: AWSJSON): AWSJSON  url(v: AWSURL): AWSURL  phone(v: AWSPhone): AWSPhone  ip(v: AWSIPAddress): AWSIPAddress
          string: String  id: ID  int: Int  float: Float  boolean: Boolean
        }
        """;

    [Theory]
    [InlineData("date", "AWSDate", "\"2020-02-29\"")]
    [InlineData("date", "AWSDate", "\"2020-01-01Z\"")]
    [InlineData("date", "AWSDate", "\"2020-01-01-07:00\"")]
    [InlineData("date", "AWSDate", "\"2020-01-01+05:30:15\"")]
    [InlineData("time", "AWSTime", "\"23:59\"")]
    [InlineData("time", "AWSTime", "\"12:30:24.500+05:30\"")]
    [InlineData("time", "AWSTime", "\"12:30:24.123456789Z\"")]
    [InlineData("dateTime", "AWSDateTime", "\"2020-01-01T00:00+00:00\"")]
    [InlineData("dateTime", "AWSDateTime", "\"2020-05-23T06:04:37.000Z\"")]
    [InlineData("dateTime", "AWSDateTime", "\"2020-05-23T06:04:37.123456789-03:30:10\"")]
    [InlineData("timestamp", "AWSTimestamp", "-1")]
    [InlineData("timestamp", "AWSTimestamp", "4000000000")]
    [InlineData("email", "AWSEmail", "\"a.b+c@example.com\"")]
    [InlineData("url", "AWSURL", "\"https://example.com/a/b?c=//d\"")]
    [InlineData("url", "AWSURL", "\"mailto:a@example.com\"")]
    [InlineData("phone", "AWSPhone", "\"+49 30 901820\"")]
    [InlineData("phone", "AWSPhone", "\"206-555-0100\"")]
    [InlineData("phone", "AWSPhone", "\"+12065550100\"")]
    [InlineData("ip", "AWSIPAddress", "\"127.0.0.1\"")]
    [InlineData("ip", "AWSIPAddress", "\"10.0.0.0/8\"")]
    [InlineData("ip", "AWSIPAddress", "\"::1/128\"")]
    public async Task Value_OfTheForm_GoesInAndOutAsItIs(string field, string type, string value)
    {
        await using AppSyncHarness app = await AppSyncHarness.StartAsync(Schema);
        app.AppSync.Resolve($"Query.{field}", context => context.Arguments["v"]);

        Reply byVariable = await app.PostAsync($"query($v: {type}) {{ {field}(v: $v) }}", new { v = JsonElement.Parse(value) });
        Reply byLiteral = await app.PostAsync($"{{ {field}(v: {value}) }}");

        Assert.Equal($$$"""{"data":{"{{{field}}}":{{{value}}}}}""", byVariable.Text);
        Assert.Equal(byVariable.Text, byLiteral.Text);
    }

    [Theory]
    [InlineData("date", "AWSDate", "\"2021-02-29\"", "`2021-02-29` as a valid Date Object.")]
    [InlineData("date", "AWSDate", "\"2020-1-1\"", "`2020-1-1` as a valid Date Object.")]
    [InlineData("date", "AWSDate", "\"2020-01-01T00:00Z\"", "`2020-01-01T00:00Z` as a valid Date Object.")]
    [InlineData("date", "AWSDate", "20200101", "`20200101` as a valid Date Object.")]
    [InlineData("time", "AWSTime", "\"24:00\"", "`24:00` as a valid Time Object.")]
    [InlineData("time", "AWSTime", "\"12:30:24.1234567890Z\"", "`12:30:24.1234567890Z` as a valid Time Object.")]
    [InlineData("dateTime", "AWSDateTime", "\"2020-05-23T06:04:37\"", "`2020-05-23T06:04:37` as a valid DateTime Object.")]
    [InlineData("dateTime", "AWSDateTime", "\"2020-05-23T06:4:37.000Z\"", "`2020-05-23T06:4:37.000Z` as a valid DateTime Object.")]
    [InlineData("dateTime", "AWSDateTime", "\"2020-05-23T06:04:37Z\\n\"", "`2020-05-23T06:04:37Z\n` as a valid DateTime Object.")]
    [InlineData("timestamp", "AWSTimestamp", "\"1\"", "`1` as a valid timestamp.")]
    [InlineData("timestamp", "AWSTimestamp", "1.5", "`1.5` as a valid timestamp.")]
    [InlineData("email", "AWSEmail", "\"nobody\"", "`nobody` as a valid email address.")]
    [InlineData("email", "AWSEmail", "\"Me <a@example.com>\"", "`Me <a@example.com>` as a valid email address.")]
    [InlineData("url", "AWSURL", "\"/path\"", "`/path` as a valid URL.")]
    [InlineData("url", "AWSURL", "\"example.com\"", "`example.com` as a valid URL.")]
    [InlineData("url", "AWSURL", "\"https://example.com/a//b\"", "`https://example.com/a//b` as a valid URL.")]
    [InlineData("phone", "AWSPhone", "\"1110004444\"", "`1110004444` as a valid phone number.")]
    [InlineData("phone", "AWSPhone", "\"12345\"", "`12345` as a valid phone number.")]
    [InlineData("phone", "AWSPhone", "\"call me\"", "`call me` as a valid phone number.")]
    [InlineData("ip", "AWSIPAddress", "\"10.1\"", "`10.1` as a valid IP address.")]
    [InlineData("ip", "AWSIPAddress", "\"10.0.0.0/33\"", "`10.0.0.0/33` as a valid IP address.")]
    public async Task Value_OfAnotherForm_IsRefusedInAndOut(string field, string type, string value, string told)
    {
        await using AppSyncHarness app = await AppSyncHarness.StartAsync(Schema);
        app.AppSync.Resolve($"Query.{field}", _ => JsonElement.Parse(value));

        Reply variable = await app.PostAsync($"query($v: {type}) {{ {field}(v: $v) }}", new { v = JsonElement.Parse(value) });
        Reply literal = await app.PostAsync($"{{ {field}(v: {value}) }}");
        Reply output = await app.PostAsync($"{{ {field} }}");

        Assert.Equal($"Variable 'v' has an invalid value. Unable to parse {told}", Message(variable));
        Assert.StartsWith("Validation error of type WrongType: argument 'v' with value '", Message(literal), StringComparison.Ordinal);
        Assert.EndsWith($"is not a valid '{type}' @ '{field}'", Message(literal), StringComparison.Ordinal);
        Assert.Equal($"Can't serialize value (/{field}) : Unable to serialize {told}", Message(output));
        JsonElement error = output.Json.GetProperty("errors")[0];
        Assert.Equal(field, error.GetProperty("path")[0].GetString());
        Assert.Equal(JsonValueKind.Null, error.GetProperty("locations").ValueKind);
    }

    [Theory]
    [InlineData("string", "5", "\"5\"")]
    [InlineData("string", "true", "\"true\"")]
    [InlineData("string", "1.50", "\"1.50\"")]
    [InlineData("id", "5", "\"5\"")]
    [InlineData("int", "5.0", "5")]
    [InlineData("float", "5", "5")]
    [InlineData("float", "12345678.90123456789", "12345678.90123456789")]
    [InlineData("float", "1e300", "1E+300")]
    [InlineData("boolean", "true", "true")]
    [InlineData("timestamp", "5", "5")]
    [InlineData("json", """{"a":[1,"x"]}""", "\"{\\\"a\\\":[1,\\\"x\\\"]}\"")]
    [InlineData("json", "\"[1]\"", "\"[1]\"")]
    [InlineData("json", "\"plain\"", "\"\\\"plain\\\"\"")]
    [InlineData("json", "7", "\"7\"")]
    public async Task Result_OfAResolver_IsWrittenAsTheScalarWants(string field, string value, string written)
    {
        await using AppSyncHarness app = await AppSyncHarness.StartAsync(Schema);
        app.AppSync.Resolve($"Query.{field}", _ => JsonElement.Parse(value));

        Reply reply = await app.PostAsync($"{{ {field} }}");

        Assert.Equal($$$"""{"data":{"{{{field}}}":{{{written}}}}}""", reply.Text);
    }

    [Theory]
    [InlineData("int", "\"5\"", "Expected type 'Int' but was 'String'.")]
    [InlineData("int", "3000000000", "Expected type 'Int' but was 'Integer'.")]
    [InlineData("float", "\"x\"", "Expected type 'Float' but was 'String'.")]
    [InlineData("boolean", "1", "Expected type 'Boolean' but was 'Integer'.")]
    [InlineData("string", "{}", "Expected type 'String' but was 'LinkedHashMap'.")]
    [InlineData("id", "1.5", "Expected type 'ID' but was 'Double'.")]
    public async Task Result_OfAnotherKind_IsToldAsNotSerializable(string field, string value, string told)
    {
        await using AppSyncHarness app = await AppSyncHarness.StartAsync(Schema);
        app.AppSync.Resolve($"Query.{field}", _ => JsonElement.Parse(value));

        Reply reply = await app.PostAsync($"{{ {field} }}");

        Assert.Equal($"Can't serialize value (/{field}) : {told}", Message(reply));
    }

    [Fact]
    public async Task Result_OfClrTypes_IsWrittenByTheirJson()
    {
        await using AppSyncHarness app = await AppSyncHarness.StartAsync(Schema);
        app.AppSync.Resolve("Query.dateTime", _ => new DateTimeOffset(2020, 1, 2, 3, 4, 5, TimeSpan.Zero));
        app.AppSync.Resolve("Query.date", _ => new DateOnly(2020, 1, 2));
        app.AppSync.Resolve("Query.id", _ => Guid.Empty);
        app.AppSync.Resolve("Query.url", _ => new Uri("https://example.com"));
        app.AppSync.Resolve("Query.float", _ => 1.5m);
        app.AppSync.Resolve("Query.string", _ => DayOfWeek.Friday);
        app.AppSync.Resolve("Query.json", _ => new { Name = "x" });

        Reply reply = await app.PostAsync("{ dateTime date id url float string json }");

        Assert.Equal(
            """{"data":{"dateTime":"2020-01-02T03:04:05+00:00","date":"2020-01-02","id":"00000000-0000-0000-0000-000000000000","url":"https://example.com","float":1.5,"string":"Friday","json":"{\"name\":\"x\"}"}}""",
            reply.Text);
    }

    private static string? Message(Reply reply) => reply.Json.GetProperty("errors")[0].GetProperty("message").GetString();
}
