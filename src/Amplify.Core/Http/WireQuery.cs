using System.Text;

namespace Amplify.Core.Http;

/// <summary>Writes the query of a wire target.</summary>
internal static class WireQuery
{
    /// <summary>Appends the query that the caller wrote in the path, without what is replaced, then the parameters.</summary>
    public static void Append(StringBuilder target, ReadOnlySpan<char> written, IWireQuery? parameters, string parameterName)
    {
        char separator = '?';
        foreach (Range range in written.Split('&'))
        {
            ReadOnlySpan<char> pair = written[range];
            int equals = pair.IndexOf('=');
            ReadOnlySpan<char> name = equals < 0 ? pair : pair[..equals];
            if (pair.IsEmpty || parameters?.Replaces(PercentEncoding.DecodeWrittenQuery(name)) == true)
            {
                continue;
            }

            target.Append(separator);
            separator = '&';
            PercentEncoding.AppendWrittenQuery(target, name, parameterName);
            if (equals >= 0)
            {
                target.Append('=');
                PercentEncoding.AppendWrittenQuery(target, pair[(equals + 1)..], parameterName);
            }
        }

        foreach ((string name, string? value) in parameters?.Items ?? [])
        {
            if (value is not null)
            {
                target.Append(separator);
                separator = '&';
                PercentEncoding.AppendData(target, name, "QueryParameters");
                target.Append('=');
                PercentEncoding.AppendData(target, value, "QueryParameters");
            }
        }
    }
}
