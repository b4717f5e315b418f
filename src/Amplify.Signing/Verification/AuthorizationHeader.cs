using System.Globalization;

namespace Amplify.Signing.Verification;

/// <summary>Reads the header form: <c>Authorization: AWS4-HMAC-SHA256 Credential=…, SignedHeaders=…, Signature=…</c>.</summary>
internal static class AuthorizationHeader
{
    public static SignedParts? Read(SigV4Request request, string authorization, out SigV4Verification? refusal)
    {
        Dictionary<string, string> parameters = new(StringComparer.Ordinal);
        ReadOnlySpan<char> rest = authorization;
        if (authorization.StartsWith(HeaderNames.Algorithm, StringComparison.Ordinal))
        {
            rest = rest[HeaderNames.Algorithm.Length..];
        }

        foreach (Range range in rest.SplitAny(',', ' ', '\t'))
        {
            ReadOnlySpan<char> part = rest[range];
            if (part.IsEmpty)
            {
                continue;
            }

            int equals = part.IndexOf('=');
            if (equals <= 0)
            {
                refusal = Incomplete("A part of the Authorization header is not of the form key=value.", [], part.ToString());
                return null;
            }

            parameters[part[..equals].ToString()] = part[(equals + 1)..].ToString();
        }

        return Assemble(request, parameters, out refusal);
    }

    private static SignedParts? Assemble(SigV4Request request, Dictionary<string, string> parameters, out SigV4Verification? refusal)
    {
        List<string> missing = [];
        string credential = Take("Credential");
        string signature = Take("Signature");
        string signedHeaders = Take("SignedHeaders");
        bool hasTime = TryReadTime(request, out string amzDate, out DateTimeOffset time);
        if (!hasTime)
        {
            missing.Add(HeaderNames.AmzDate);
        }

        if (missing.Count > 0)
        {
            refusal = Incomplete($"The authorization lacks {string.Join(", ", missing)}.", missing, null);
            return null;
        }

        refusal = null;
        return new SignedParts
        {
            Credential = credential,
            SignedHeaders = signedHeaders,
            Signature = signature,
            AmzDate = amzDate,
            Time = time,
            SecurityToken = request.Header(HeaderNames.SecurityToken),
        };

        string Take(string name)
        {
            if (parameters.TryGetValue(name, out string? value) && value.Length > 0)
            {
                return value;
            }

            missing.Add(name);
            return "";
        }
    }

    private static SigV4Verification Incomplete(string message, IReadOnlyList<string> missing, string? malformed) => new()
    {
        Refusal = SigV4Refusal.IncompleteSignature,
        Message = message,
        MissingParameters = missing,
        MalformedPart = malformed,
    };

    // A client that cannot set X-Amz-Date may date its request with Date, in HTTP's form or in the basic ISO one.
    private static bool TryReadTime(SigV4Request request, out string amzDate, out DateTimeOffset time)
    {
        amzDate = request.Header(HeaderNames.AmzDate) ?? "";
        if (AmzDate.TryParse(amzDate, out time))
        {
            return true;
        }

        string? date = request.Header(HeaderNames.Date);
        if (amzDate.Length > 0 || date is null)
        {
            return false;
        }

        bool readable = AmzDate.TryParse(date, out time)
            || DateTimeOffset.TryParseExact(date, "r", CultureInfo.InvariantCulture, DateTimeStyles.None, out time);
        amzDate = readable ? AmzDate.ToText(time) : "";
        return readable;
    }
}
