using Amplify.Local.AppSync.Authorization;
using Amplify.Local.AppSync.Authorization.Fields;
using Amplify.Local.AppSync.Resolvers;
using Amplify.Local.AppSync.Scalars;
using GraphQL;
using GraphQL.Resolvers;
using GraphQL.Types;
using GraphQL.Utilities;
using GraphQLParser.AST;

namespace Amplify.Local.AppSync.Schema;

/// <summary>Builds GraphQL.NET's types from a schema text: with AppSync's scalars, and with our resolver on every field.</summary>
internal sealed class AppSyncSchemaBuilder : SchemaBuilder
{
    private readonly AppSyncModes _modes;
    private readonly ResolverTable _resolvers;
    private SchemaDocument? _document;
    private FieldAccess? _access;

    public AppSyncSchemaBuilder(AppSyncModes modes, ResolverTable resolvers)
    {
        _modes = modes;
        _resolvers = resolvers;
        foreach (ScalarGraphType scalar in AppSyncScalars.Create())
        {
            _types.Add(scalar.Name, scalar);
        }
    }

    /// <summary>What <see cref="SchemaBuilder.Build"/> was given.</summary>
    public SchemaDocument Document => _document ?? throw new InvalidOperationException("Nothing has been built.");

    protected override void Validate(GraphQLDocument document)
    {
        _document = SchemaDocument.Of(document);
        _access = FieldAccess.Create(document, _modes);
    }

    protected override FieldType ToFieldType(string parentTypeName, GraphQLFieldDefinition fieldDef)
    {
        FieldType field = base.ToFieldType(parentTypeName, fieldDef);
        field.Resolver = ResolverOf(parentTypeName, field.Name);
        return field;
    }

    protected override FieldType ToSubscriptionFieldType(string parentTypeName, GraphQLFieldDefinition fieldDef)
    {
        FieldType field = base.ToSubscriptionFieldType(parentTypeName, fieldDef);
        field.Resolver = ResolverOf(parentTypeName, field.Name);

        // GraphQL.NET asks for one; AppSync's subscriptions are not streams of their own but follow mutations.
        field.StreamResolver = new SourceStreamResolver<object>(NotAStream);
        return field;
    }

    protected override InterfaceGraphType ToInterfaceType(GraphQLInterfaceTypeDefinition interfaceDef)
    {
        InterfaceGraphType type = base.ToInterfaceType(interfaceDef);
        type.ResolveType = TypeOf;
        return type;
    }

    protected override UnionGraphType ToUnionType(GraphQLUnionTypeDefinition unionDef)
    {
        UnionGraphType type = base.ToUnionType(unionDef);
        type.ResolveType = TypeOf;
        return type;
    }

    private static IObservable<object?> NotAStream(IResolveFieldContext context) => throw new NotSupportedException();

    private static GraphQLTypeReference? TypeOf(object value) =>
        ResolverValue.TypeName(value) is { } name ? new GraphQLTypeReference(name) : null;

    // An interface's fields are never run: those of the object are.
    private AppSyncFieldResolver? ResolverOf(string type, string field) => Document.Names.KindOf(type) == TypeKind.Object
        ? new AppSyncFieldResolver(type, field, _access!.RuleOf(type, field), _resolvers)
        : null;
}
