using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Amplify.Api.GraphQL;
using Amplify.Api.Json;
using Amplify.Core.Json;

namespace Amplify.Api.Tests.GraphQL;

public sealed partial class GraphQLOperationTests
{
    private const string Document = "query GetEvent($id: ID!) { getEvent(id: $id) { id } }";

    private static readonly JsonSerializerOptions Web = JsonOptions.Create(null, ApiJsonContext.Default);

    private enum Colour
    {
        Red,
        Green,
    }

    [Theory]
    [InlineData("{ a }", null, GraphQLOperationKind.Query, null)]
    [InlineData("query Q { a }", null, GraphQLOperationKind.Query, "Q")]
    [InlineData("fragment F on T { a } mutation M { ...F }", null, GraphQLOperationKind.Mutation, "M")]
    [InlineData("# query X { a }\nsubscription S { a(b: \"mutation M { a }\") }", null, GraphQLOperationKind.Subscription, "S")]
    [InlineData("query A { a } mutation B { b }", "B", GraphQLOperationKind.Mutation, "B")]
    [InlineData("query A { a } mutation B { b }", "A", GraphQLOperationKind.Query, "A")]
    public void Operation_IsFoundInTheDocument(string document, string? wanted, GraphQLOperationKind kind, string? name)
    {
        var operation = new GraphQLOperation<string>(document, wanted);

        Assert.Equal(kind, operation.Kind);
        Assert.Equal(name, operation.OperationName);
    }

    [Theory]
    [InlineData("query A { a } mutation B { b } { c }", null, "there are: A, B, one without a name.")]
    [InlineData("query A { a } mutation B { b }", "C", "no operation named 'C'. There are: A, B.")]
    [InlineData("query A { a }", "a", "no operation named 'a'. There are: A.")]
    [InlineData("{ a }", "A", "There are: one without a name.")]
    [InlineData("query A { a } query A { b }", "A", "two operations named 'A'")]
    [InlineData("fragment F on T { a }", null, "fragments only")]
    public void Operation_NotTold_ListsThoseThatExist(string document, string? wanted, string message)
    {
        var error = Assert.Throws<ArgumentException>(() => new GraphQLOperation<string>(document, wanted));

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  \n")]
    public void Operation_EmptyDocument_IsRefused(string document) =>
        Assert.Equal("document", Assert.Throws<ArgumentException>(() => new GraphQLOperation<string>(document)).ParamName);

    [Fact]
    public void Body_HasDocumentNameAndVariables() => Assert.Equal(
        $$$"""{"query":"{{{Document}}}","operationName":"GetEvent","variables":{"id":"1"}}""",
        BodyOf(new GraphQLOperation<string>(Document).With(new { id = "1" })));

    [Fact]
    public void Body_WithoutNameAndVariables_HasTheDocumentOnly() => Assert.Equal("""{"query":"{ a(b: \"é\") }"}""", BodyOf(new("{ a(b: \"é\") }")));

    [Fact]
    public void With_AnonymousObject_WritesEachValueByItsType()
    {
        string variables = VariablesOf(new
        {
            Id = Guid.Parse("11111111-2222-3333-4444-555555555555"),
            Price = 12345678901234567890.123456789m,
            Date = new DateOnly(2026, 2, 28),
            Time = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
            Name = "\uD83D\uDE00 \"é\"",
            Colour = Colour.Green,
            Tags = new[] { "a", "b" },
            Nothing = (string?)null,
            Input = new { DeeperName = 1 },
        });

        Assert.Equal(
            """{"id":"11111111-2222-3333-4444-555555555555","price":12345678901234567890.123456789,"date":"2026-02-28","time":"2026-01-02T03:04:05+00:00","name":"\uD83D\uDE00 \"é\"","colour":1,"tags":["a","b"],"nothing":null,"input":{"deeperName":1}}""",
            JsonNode.Parse(variables)!.ToJsonString(new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
    }

    [Fact]
    public void With_EnumConverterInOptions_WritesNames()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseUpper) } };

        Assert.Equal("""{"colour":"GREEN"}""", VariablesOf(new { Colour = Colour.Green }, JsonOptions.Create(options, ApiJsonContext.Default)));
    }

    [Fact]
    public void With_Names_FollowPolicyAndAttributes() => Assert.Equal(
        """{"event_id":"1","renamed":2}""",
        VariablesOf(
            new Input { EventId = "1", Old = 2 },
            JsonOptions.Create(new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower }, ApiJsonContext.Default)));

    [Fact]
    public void With_NullLeftOutByOptions_LeavesPropertiesOutAndNamedOnesIn() => Assert.Equal(
        """{"explicit":null}""",
        VariablesIn(BodyOf(
            new GraphQLOperation<string>(Document).With(new { id = (string?)null }).With("explicit", (string?)null),
            JsonOptions.Create(new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull }, ApiJsonContext.Default))));

    [Fact]
    public void With_PropertiesThatSayWhenTheyAreLeftOut_AreLeftOutThen()
    {
        JsonSerializerOptions leavesOutNulls = JsonOptions.Create(new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull }, ApiJsonContext.Default);
        JsonSerializerOptions leavesOutDefaults = JsonOptions.Create(new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault }, ApiJsonContext.Default);

        foreach (Choosy source in (Choosy[])[new(), new() { Text = "x", Number = 1, Maybe = 1, Id = Guid.Parse("11111111-2222-3333-4444-555555555555"), Always = "y" }, new() { Maybe = 0 }])
        {
            Assert.Equal(JsonSerializer.Serialize(source, JsonOptions.Create(new(), ApiJsonContext.Default)), VariablesOf(source, JsonOptions.Create(new(), ApiJsonContext.Default)));
            Assert.Equal(JsonSerializer.Serialize(source, leavesOutNulls), VariablesOf(source, leavesOutNulls));
            Assert.Equal(JsonSerializer.Serialize(source, leavesOutDefaults), VariablesOf(source, leavesOutDefaults));
        }
    }

    [Fact]
    public void With_LaterValue_Wins() => Assert.Equal(
        """{"limit":10,"id":"3"}""",
        VariablesIn(BodyOf(new GraphQLOperation<string>(Document).With(new { Id = "1", Limit = 10 }).With("id", "2").With(new JsonObject { ["id"] = "3" }))));

    [Fact]
    public void With_GivesANewOperation()
    {
        var bare = new GraphQLOperation<string>(Document);
        GraphQLOperation<string> one = bare.With("id", 1);
        GraphQLOperation<string> two = bare.With("id", 2);

        Assert.DoesNotContain("variables", BodyOf(bare), StringComparison.Ordinal);
        Assert.Equal("""{"id":1}""", VariablesIn(BodyOf(one)));
        Assert.Equal("""{"id":2}""", VariablesIn(BodyOf(two)));
    }

    [Fact]
    public void With_WhatItWasGiven_ChangesLaterWithoutEffect()
    {
        var json = new JsonObject { ["id"] = new JsonArray(1) };
        var dictionary = new Dictionary<string, object?> { ["other"] = 1 };
        var source = new Input { EventId = "1" };
        GraphQLOperation<string> operation = new GraphQLOperation<string>(Document).With(json).With(dictionary).With(source);

        json["id"]!.AsArray().Add(2);
        dictionary["other"] = 2;
        source.EventId = "2";

        Assert.Equal("""{"id":[1],"other":1,"eventId":"1","renamed":0}""", VariablesIn(BodyOf(operation)));
    }

    [Fact]
    public void With_Dictionaries_TakesTheirMembers()
    {
        Assert.Equal("""{"Id":"1"}""", VariablesOf(new Dictionary<string, string> { ["Id"] = "1" }));
        Assert.Equal("""{"a":1}""", VariablesOf(ImmutableDictionary<string, int>.Empty.Add("a", 1)));
        Assert.Equal("""{"a":{"b":1}}""", VariablesOf(JsonSerializer.Deserialize<JsonElement>("""{"a":{"b":1}}""")));
    }

    [Fact]
    public void With_JsonNodeAsItsBaseType_TakesItsMembers() => Assert.Equal("""{"a":1}""", VariablesOf<JsonNode>(new JsonObject { ["a"] = 1 }));

    [Fact]
    public void With_SingleValue_AsksForAName()
    {
        var operation = new GraphQLOperation<string>(Document);

        Assert.All(
            [
                () => operation.With("1"),
                () => operation.With(1),
                () => operation.With(new[] { 1 }),
                () => operation.With(Guid.Empty),
                () => operation.With(JsonSerializer.Deserialize<JsonElement>("1")),
                () => operation.With<JsonNode>(new JsonArray()),
            ],
            with => Assert.Contains("With(\"name\", value)", Assert.Throws<ArgumentException>(with).Message, StringComparison.Ordinal));
    }

    [Fact]
    public void With_Null_IsRefused()
    {
        var operation = new GraphQLOperation<string>(Document);

        Assert.Throws<ArgumentNullException>(() => operation.With((JsonObject)null!));
        Assert.Throws<ArgumentNullException>(() => operation.With<Input>(null!));
        Assert.Throws<ArgumentNullException>(() => operation.With(null!, 1));
        Assert.Throws<ArgumentException>(() => operation.With(" ", 1));
        Assert.Throws<ArgumentException>(() => operation.With(new Dictionary<int, int> { [1] = 1 }));
    }

    [Fact]
    public void Body_ValueThatCannotBeWritten_NamesItsVariable()
    {
        var cycle = new List<object>();
        cycle.Add(cycle);
        var operation = new GraphQLOperation<string>(Document);

        Assert.All<object?>(
            [cycle, double.NaN, (Action)(() => { }), typeof(string), new Throwing()],
            value =>
            {
                var error = Assert.Throws<ArgumentException>(() => BodyOf(operation.With("good", 1).With("theBadOne", value)));
                Assert.StartsWith("The variable 'theBadOne' cannot be written as JSON: ", error.Message, StringComparison.Ordinal);
                Assert.NotNull(error.InnerException);
            });
    }

    [Fact]
    public void With_ConverterOnAProperty_IsToldRatherThanIgnored()
    {
        var error = Assert.Throws<ArgumentException>(() => new GraphQLOperation<string>(Document).With(new Converted()));

        Assert.Contains("Shade", error.Message, StringComparison.Ordinal);
        Assert.Contains("[JsonConverter]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void With_PropertyThatThrows_ThrowsThat() =>
        Assert.Equal("no value", Assert.Throws<InvalidOperationException>(() => new GraphQLOperation<string>(Document).With(new Throwing())).Message);

    [Fact]
    public void Body_WithoutReflection_TypeWithoutInfo_NamesVariableAndType()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web) { TypeInfoResolver = ApiJsonContext.Default };
        options.MakeReadOnly();

        var error = Assert.Throws<AmplifyConfigurationException>(
            () => BodyOf(new GraphQLOperation<string>(Document).With(new { id = "1", input = new { name = "x" } }), options));

        Assert.Equal("JsonSerializerOptions", error.Key);
        Assert.Contains("the type of the variable 'input'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Body_WithoutReflection_SimpleTypesAndDeclaredOnesAreWritten()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            TypeInfoResolver = System.Text.Json.Serialization.Metadata.JsonTypeInfoResolver.Combine(VariableContext.Default, ApiJsonContext.Default),
        };
        options.MakeReadOnly();
        IReadOnlyList<string> tags = ImmutableArray.Create("a");

        Assert.Equal(
            """{"id":"1","limit":3,"flag":true,"price":1.5,"tags":["a"],"more":["b"]}""",
            VariablesOf(new { id = "1", limit = 3, flag = true, price = 1.5m, tags, more = new[] { "b" } }, options));
    }

    [Fact]
    public void Body_UnderAForeignCulture_IsTheSame()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("tr-TR");
            Assert.Equal("""{"id":1.5}""", VariablesOf(new { ID = 1.5 }, JsonOptions.Create(null, ApiJsonContext.Default)));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void ToString_ShowsKindAndNameAndNoVariables()
    {
        Assert.Equal("query GetEvent", new GraphQLOperation<string>(Document).With("id", "secret").ToString());
        Assert.Equal("query without a name", new GraphQLOperation<string>("{ a }").ToString());
    }

    private static string VariablesOf<T>(T variables, JsonSerializerOptions? json = null)
        where T : notnull => VariablesIn(BodyOf(new GraphQLOperation<string>(Document).With(variables), json));

    private static string VariablesIn(string body) => JsonDocument.Parse(body).RootElement.GetProperty("variables").GetRawText();

    private static string BodyOf(GraphQLOperation<string> operation, JsonSerializerOptions? json = null) =>
        Encoding.UTF8.GetString(GraphQLBody.Write(operation.Prepared, operation.Variables, json ?? Web).All.Span);

    private sealed class Input
    {
        public string? EventId { get; set; }

        [JsonPropertyName("renamed")]
        public int Old { get; set; }

        [JsonIgnore]
        public string? Hidden => EventId is null ? throw new InvalidOperationException() : "hidden";

        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public string? Optional { get; set; }

        public int WriteOnly
        {
            set => Old = value;
        }

        private string Secret { get; } = "secret";

        public int this[int index] => index + Old + Secret.Length;
    }

    // Each is left out as the serializer itself would.
    private sealed class Choosy
    {
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public string? Text { get; set; }

        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
        public int Number { get; set; }

        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
        public int? Maybe { get; set; }

        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
        public Guid Id { get; set; }

        [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
        public string? Always { get; set; }

        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWriting)]
        public int Unwritten { get; set; } = 7;

        public string? Plain { get; set; }

        public long Amount { get; set; }
    }

    private sealed class Converted
    {
        [JsonConverter(typeof(JsonStringEnumConverter<Colour>))]
        public Colour Shade { get; } = Colour.Red;
    }

    private sealed class Throwing(string? value = null)
    {
        public string Value => value ?? throw new InvalidOperationException("no value");
    }

    [JsonSerializable(typeof(IReadOnlyList<string>))]
    [JsonSerializable(typeof(string[]))]
    private sealed partial class VariableContext : JsonSerializerContext;
}
