using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amplify.Api.GraphQL.Documents;
using Amplify.Api.GraphQL.Variables;

namespace Amplify;

/// <summary>A GraphQL operation: a document, and values for its variables.</summary>
/// <typeparam name="TData">
/// What <c>data</c> of the answer is read as: a type with a property for each root field, or <see cref="JsonElement"/>, <see cref="JsonNode"/>, or
/// <see cref="string"/> for the JSON text.
/// </typeparam>
/// <remarks>
/// <para>Nothing in it changes; make one for each document, keep it, and give it variables with <c>With</c>. The document is read once.</para>
/// <code>
/// static readonly GraphQLOperation&lt;GetEventData&gt; GetEvent = new("query GetEvent($id: ID!) { getEvent(id: $id) { id name } }");
/// GetEventData data = await amplify.GraphQL.QueryAsync(GetEvent.With(new { id = "1" }));
/// </code>
/// </remarks>
public sealed class GraphQLOperation<TData>
{
    private readonly VariableList _variables;

    /// <summary>Reads a document.</summary>
    /// <param name="document">The document: operations and the fragments that they use.</param>
    /// <param name="operationName">Which operation is meant; <see langword="null"/> where there is one only.</param>
    /// <exception cref="GraphQLSyntaxException">The document has a syntax error.</exception>
    /// <exception cref="ArgumentException">The document has several operations and no name is given, or has none of this name.</exception>
    public GraphQLOperation([StringSyntax("GraphQL")] string document, string? operationName = null)
        : this(new PreparedOperation(document, operationName), VariableList.Empty)
    {
    }

    private GraphQLOperation(PreparedOperation prepared, VariableList variables)
    {
        Prepared = prepared;
        _variables = variables;
    }

    /// <summary>Gets the document as it was given.</summary>
    public string Document => Prepared.Document;

    /// <summary>Gets the operation's name, found in the document.</summary>
    /// <value><see langword="null"/> when it has none.</value>
    public string? OperationName => Prepared.Name;

    /// <summary>Gets what the operation does.</summary>
    public GraphQLOperationKind Kind => Prepared.Kind;

    internal PreparedOperation Prepared { get; }

    internal VariableList Variables => _variables;

    /// <summary>Adds variables, one for each property of an object, such as an anonymous one.</summary>
    /// <typeparam name="T">The type of the object.</typeparam>
    /// <param name="variables">
    /// The object, or a dictionary. Its properties are read now. Their names follow the client's <see cref="JsonSerializerOptions"/> (camel case), and
    /// <c>[JsonPropertyName]</c> and <c>[JsonIgnore]</c> hold; their values are written by their own types.
    /// </param>
    /// <returns>A new operation; of two values for one variable the later counts.</returns>
    /// <exception cref="ArgumentException"><paramref name="variables"/> is a single value, or a list.</exception>
    public GraphQLOperation<TData> With<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] T>(T variables)
        where T : notnull => new(Prepared, _variables.Add(VariableSource.Read(variables)));

    /// <summary>Adds variables, one for each member of a JSON object.</summary>
    /// <param name="variables">The object. It is copied; names stay as they are.</param>
    /// <returns>A new operation; of two values for one variable the later counts.</returns>
    public GraphQLOperation<TData> With(JsonObject variables) => new(Prepared, _variables.Add(VariableSource.Read(variables)));

    /// <summary>Adds one variable.</summary>
    /// <typeparam name="TValue">The type of the value.</typeparam>
    /// <param name="name">The variable's name, without <c>$</c>.</param>
    /// <param name="value">The value; it is written as JSON when the operation is sent.</param>
    /// <returns>A new operation; of two values for one variable the later counts.</returns>
    public GraphQLOperation<TData> With<TValue>(string name, TValue value)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return new(Prepared, _variables.Add([new Variable(name, value, typeof(TValue))]));
    }

    /// <summary>Describes the operation, without its variables.</summary>
    /// <returns>Its kind and name.</returns>
    public override string ToString() => Prepared.ToString();
}
