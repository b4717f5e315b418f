using System.Collections.Frozen;
using GraphQL.Types;

namespace Amplify.Local.AppSync.Scalars;

/// <summary>The scalars that every schema has; see <see href="https://docs.aws.amazon.com/appsync/latest/devguide/scalars.html"/>.</summary>
internal static class AppSyncScalars
{
    public static FrozenSet<string> Names { get; } =
        Create().Select(static scalar => scalar.Name).ToFrozenSet(StringComparer.Ordinal);

    public static ScalarGraphType[] Create() =>
    [
        new StringScalar(),
        new IdScalar(),
        new IntScalar(),
        new FloatScalar(),
        new BooleanScalar(),
        new TextScalar("AWSDate", "A day: YYYY-MM-DD, with or without an offset.", "Date Object", DateTimeForms.IsDate),
        new TextScalar("AWSTime", "A time of day: hh:mm[:ss[.sss]], with or without an offset.", "Time Object", DateTimeForms.IsTime),
        new TextScalar("AWSDateTime", "A moment: YYYY-MM-DDThh:mm[:ss[.sss]] and an offset.", "DateTime Object", DateTimeForms.IsDateTime),
        new TimestampScalar(),
        new TextScalar("AWSEmail", "An e-mail address: local-part@domain.", "email address", ContactForms.IsEmail),
        new JsonScalar(),
        new TextScalar("AWSURL", "An absolute URL.", "URL", NetworkForms.IsUrl),
        new TextScalar("AWSPhone", "A phone number, of the United States when it has no country code.", "phone number", ContactForms.IsPhone),
        new TextScalar("AWSIPAddress", "An IPv4 or IPv6 address, or a range of them.", "IP address", NetworkForms.IsAddress),
    ];
}
