using System.Collections.Frozen;
using GraphQLParser.AST;

namespace Amplify.Local.AppSync.Authorization.Fields;

/// <summary>
/// Reads AppSync's
/// <see href="https://docs.aws.amazon.com/appsync/latest/devguide/security-authz.html#using-additional-authorization-modes">authorization directives</see>.
/// </summary>
internal sealed class DirectiveReader(AppSyncModes modes)
{
    /// <summary>Gives what the directives grant together, or <see langword="null"/> when none of them is about authorization.</summary>
    public FieldGrants? Read(GraphQLDirectives? directives)
    {
        FieldGrants? grants = null;
        foreach (GraphQLDirective directive in directives?.Items ?? [])
        {
            if (Read(directive) is { } granted)
            {
                grants = (grants ?? FieldGrants.None).Or(granted);
            }
        }

        return grants;
    }

    private FieldGrants? Read(GraphQLDirective directive) => directive.Name.StringValue switch
    {
        "aws_api_key" => FieldGrants.Of(AppSyncAuthMode.ApiKey),
        "aws_iam" => FieldGrants.Of(AppSyncAuthMode.Iam),
        "aws_oidc" => FieldGrants.Of(AppSyncAuthMode.Oidc),
        "aws_lambda" => FieldGrants.Of(AppSyncAuthMode.Lambda),
        "aws_cognito_user_pools" => FieldGrants.Of(AppSyncAuthMode.UserPool, Groups(directive)),
        // The older directive has no effect where there are other modes.
        "aws_auth" when modes.IsOnly(AppSyncAuthMode.UserPool) => FieldGrants.Of(AppSyncAuthMode.UserPool, Groups(directive)),
        _ => null,
    };

    private static FrozenSet<string>? Groups(GraphQLDirective directive)
    {
        foreach (GraphQLArgument argument in directive.Arguments?.Items ?? [])
        {
            if (argument.Name.Value == "cognito_groups")
            {
                return argument.Value switch
                {
                    GraphQLListValue list => (list.Values ?? []).OfType<GraphQLStringValue>()
                        .Select(static group => group.Value.ToString())
                        .ToFrozenSet(StringComparer.Ordinal),
                    // A single value stands for a list of one, as everywhere in GraphQL.
                    GraphQLStringValue one => FrozenSet.Create(StringComparer.Ordinal, one.Value.ToString()),
                    _ => null,
                };
            }
        }

        return null;
    }
}
