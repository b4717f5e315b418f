using Amplify.Local.AppSync.Authorization;
using Amplify.Local.AppSync.Resolvers;
using Amplify.Local.AppSync.Scalars;
using GraphQL.Types;
using GraphQLParser.Exceptions;

namespace Amplify.Local.AppSync.Schema;

/// <summary>A schema that operations run against.</summary>
internal sealed class ExecutableSchema
{
    private ExecutableSchema(SchemaDocument document, ISchema types)
    {
        Document = document;
        Types = types;
    }

    public SchemaDocument Document { get; }

    public ISchema Types { get; }

    /// <exception cref="AppSyncSchemaException">The text is no schema that AppSync would take.</exception>
    public static ExecutableSchema Create(string text, AppSyncModes modes, ResolverTable resolvers)
    {
        var builder = new AppSyncSchemaBuilder(modes, resolvers);
        try
        {
            var schema = builder.Build(text);
            schema.Initialize();
            return new ExecutableSchema(builder.Document, schema);
        }
        catch (GraphQLParserException exception)
        {
            throw new AppSyncSchemaException(exception.Description, exception.Location.Line, exception.Location.Column, exception);
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException or ScalarException)
        {
            // What only GraphQL.NET looks at, such as default values; it does not tell where.
            throw new AppSyncSchemaException(exception.Message, innerException: exception);
        }
    }
}
