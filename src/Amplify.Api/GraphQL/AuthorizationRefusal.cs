using System.Net;
using System.Text.Json;
using Amplify.Api.Realtime.Protocols;
using Amplify.Core.Http;

namespace Amplify.Api.GraphQL;

/// <summary>Tells whether an answer refuses the caller, so that another way to authorize may help.</summary>
internal static class AuthorizationRefusal
{
    // Whatever the application's options took when they read the body.
    private static readonly JsonReaderOptions AsRead = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = int.MaxValue };

    /// <summary>Tells whether the server refused the request before it did anything.</summary>
    public static bool IsOne(HttpAnswer answer) => answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden;

    /// <summary>Tells whether the server refused a connection or a subscription.</summary>
    public static bool IsOne(RealtimeException failure) => new ServerFault(failure.ErrorType, failure.Code, failure.Message).IsUnauthorized;

    /// <summary>
    /// Tells whether there is nobody to authorize as. A provider that fails is another matter: somebody may be signed in, and would be given what
    /// others see.
    /// </summary>
    public static bool IsSignedOut(AmplifyAuthException failure) =>
        failure.Reason is AmplifyAuthReason.SignInRequired or AmplifyAuthReason.GuestAccessNotAllowed or AmplifyAuthReason.NotAuthorized;

    /// <summary>
    /// Tells whether nothing of the request was granted. What a mutation was refused field by field may be done in part, and it is not: only an
    /// answer without <c>data</c> tells that nothing was executed.
    /// </summary>
    public static bool IsWhole(HttpAnswer answer, GraphQLOperationKind kind, IReadOnlyList<GraphQLError> errors) =>
        IsOne(answer) || (errors.Count > 0 && errors.All(IsOne) && HasNothing(answer.Utf8, kind == GraphQLOperationKind.Query));

    private static bool IsOne(GraphQLError error) => error.ErrorType is "Unauthorized" or "UnauthorizedException";

    private static bool HasNothing(ReadOnlySpan<byte> body, bool orOnlyNulls)
    {
        var reader = new Utf8JsonReader(body, AsRead);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isData = reader.ValueTextEquals("data"u8);
            reader.Read();
            if (isData)
            {
                return orOnlyNulls && IsNothing(ref reader);
            }

            reader.Skip();
        }

        return true;
    }

    private static bool IsNothing(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return reader.TokenType == JsonTokenType.Null;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            reader.Read();
            if (reader.TokenType != JsonTokenType.Null)
            {
                return false;
            }
        }

        return true;
    }
}
