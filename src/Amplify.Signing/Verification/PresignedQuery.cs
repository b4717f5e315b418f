using System.Globalization;

namespace Amplify.Signing.Verification;

/// <summary>Reads the query form: <c>X-Amz-Algorithm=…&amp;X-Amz-Credential=…&amp;…&amp;X-Amz-Signature=…</c>.</summary>
internal static class PresignedQuery
{
    /// <summary>Tells whether a target claims to be presigned.</summary>
    public static bool IsPresigned(string target)
    {
        int question = target.IndexOf('?', StringComparison.Ordinal);
        return question >= 0
            && (target.IndexOf(HeaderNames.AmzAlgorithm + "=", question, StringComparison.Ordinal) >= 0
                || target.IndexOf(HeaderNames.AmzSignature + "=", question, StringComparison.Ordinal) >= 0);
    }

    public static SignedParts? Read(string target, out SigV4Verification? refusal)
    {
        Dictionary<string, string> parameters = Parse(target);
        List<string> missing = [.. new[] { HeaderNames.AmzCredential, HeaderNames.AmzSignature, HeaderNames.AmzSignedHeaders, HeaderNames.AmzDate, HeaderNames.AmzExpires }
            .Where(name => string.IsNullOrEmpty(parameters.GetValueOrDefault(name)))];
        bool readable = parameters.GetValueOrDefault(HeaderNames.AmzAlgorithm) == HeaderNames.Algorithm;
        DateTimeOffset time = default;
        int seconds = 0;
        if (missing.Count == 0)
        {
            readable &= AmzDate.TryParse(parameters[HeaderNames.AmzDate], out time);
            readable &= int.TryParse(parameters[HeaderNames.AmzExpires], NumberStyles.None, CultureInfo.InvariantCulture, out seconds);
        }

        if (missing.Count > 0 || !readable)
        {
            refusal = new SigV4Verification
            {
                Refusal = SigV4Refusal.IncompleteSignature,
                Message = missing.Count > 0 ? $"The query lacks {string.Join(", ", missing)}." : "The algorithm, date or expiry in the query cannot be read.",
                MissingParameters = [.. missing.Select(static name => name["X-Amz-".Length..] is "Date" ? name : name["X-Amz-".Length..])],
            };
            return null;
        }

        refusal = null;
        return new SignedParts
        {
            Credential = parameters[HeaderNames.AmzCredential],
            SignedHeaders = parameters[HeaderNames.AmzSignedHeaders],
            Signature = parameters[HeaderNames.AmzSignature],
            AmzDate = parameters[HeaderNames.AmzDate],
            Time = time,
            Expires = TimeSpan.FromSeconds(seconds),
            SecurityToken = parameters.GetValueOrDefault(HeaderNames.SecurityToken),
        };
    }

    private static Dictionary<string, string> Parse(string target)
    {
        Dictionary<string, string> parameters = new(StringComparer.Ordinal);
        ReadOnlySpan<char> query = target.AsSpan(target.IndexOf('?', StringComparison.Ordinal) + 1);
        foreach (Range range in query.Split('&'))
        {
            ReadOnlySpan<char> pair = query[range];
            int equals = pair.IndexOf('=');
            if (equals > 0)
            {
                parameters[Uri.UnescapeDataString(pair[..equals])] = Uri.UnescapeDataString(pair[(equals + 1)..]);
            }
        }

        return parameters;
    }
}
