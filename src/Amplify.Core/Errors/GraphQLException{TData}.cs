namespace Amplify;

/// <summary>A GraphQL answer that has errors, with the data that it has all the same.</summary>
/// <typeparam name="TData">The type of the operation's data.</typeparam>
/// <remarks><c>catch (GraphQLException&lt;ListEventsData&gt; e) when (e.PartialData is { } partial)</c> goes on with what there is.</remarks>
public sealed class GraphQLException<TData> : GraphQLException
{
    /// <summary>Creates an error.</summary>
    /// <param name="message">What happened, on which API, and what to do next.</param>
    /// <param name="errors">The answer's errors.</param>
    /// <param name="innerException">What caused it, if anything.</param>
    public GraphQLException(string message, IReadOnlyList<GraphQLError> errors, Exception? innerException = null)
        : base(message, errors, innerException)
    {
    }

    /// <summary>Gets the data that the answer has: what failed is <see langword="null"/> in it.</summary>
    /// <value><see langword="null"/>, or the default of a value type, when it has none.</value>
    public new TData? PartialData
    {
        get => base.PartialData is TData data ? data : default;
        init => base.PartialData = value;
    }
}
