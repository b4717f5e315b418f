using System.Diagnostics.CodeAnalysis;
using Amplify.Local.AppSync.Responses;

namespace Amplify.Local.AppSync.Requests;

/// <summary>Finds the operation that a request means among those of its document.</summary>
internal static class OperationChoice
{
    public static bool TryChoose(
        string[] names,
        string? wanted,
        [NotNullWhen(true)] out string? name,
        [NotNullWhen(false)] out TransportError? error)
    {
        (name, error) = wanted is { Length: > 0 }
            ? names.Contains(wanted, StringComparer.Ordinal) ? (wanted, (TransportError?)null) : (null, TransportError.UnknownOperation(wanted))
            : names switch
            {
                [var only] => (only, null),
                [] => (null, TransportError.Unparsable),
                _ => (null, TransportError.MissingOperationName),
            };
        return name is not null;
    }
}
