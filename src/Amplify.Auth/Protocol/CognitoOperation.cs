using System.Text.Json.Serialization.Metadata;

namespace Amplify.Auth.Protocol;

/// <summary>An operation of one of Cognito's services.</summary>
/// <param name="Name">Its name on the wire.</param>
/// <param name="Request">How its request is written.</param>
/// <param name="Answer">How its answer is read.</param>
/// <param name="IsRepeatable">Whether doing it twice is as good as once.</param>
internal sealed record CognitoOperation<TRequest, TAnswer>(
    string Name, JsonTypeInfo<TRequest> Request, JsonTypeInfo<TAnswer> Answer, bool IsRepeatable = false)
    where TAnswer : class;
