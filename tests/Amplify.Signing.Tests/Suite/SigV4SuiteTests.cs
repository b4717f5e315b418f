
namespace Amplify.Signing.Tests.Suite;

public sealed class SigV4SuiteTests
{
    private const string Absent = "The official SigV4 suite is not beside the repository (../shared/sigv4-suite/v4).";

    public static TheoryData<string> Cases()
    {
        TheoryData<string> cases = [];
        foreach (string folder in Directory.Exists(Root) ? Directory.GetDirectories(Root) : [])
        {
            cases.Add(Path.GetFileName(folder));
        }

        if (cases.Count == 0)
        {
            cases.Add("");
        }

        return cases;
    }

    private static string Root { get; } = FindSuite();

    [Fact]
    public void Suite_IsPresent_HoldsAll38Cases()
    {
        Assert.SkipUnless(Directory.Exists(Root), Absent);

        Assert.Equal(38, Directory.GetDirectories(Root).Length);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Sign_SuiteCase_MatchesEveryStep(string name)
    {
        Assert.SkipWhen(name.Length == 0, Absent);
        SigV4SuiteCase suiteCase = new(Path.Combine(Root, name));

        SigV4Signature signed = new SigV4Signer().Sign(
            suiteCase.Request, suiteCase.Credentials, suiteCase.Scope, suiteCase.Time, suiteCase.HeaderOptions);

        Assert.Equal(suiteCase.Expected("header-canonical-request.txt"), signed.CanonicalRequest);
        Assert.Equal(suiteCase.Expected("header-string-to-sign.txt"), signed.StringToSign);
        Assert.Equal(suiteCase.Expected("header-signature.txt"), signed.Signature);
        string expected = suiteCase.Expected("header-signed-request.txt");
        Assert.All(signed.Headers, header => Assert.Contains($"\n{header.Key}:{header.Value}\n", expected + "\n", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Presign_SuiteCase_MatchesEveryStep(string name)
    {
        Assert.SkipWhen(name.Length == 0, Absent);
        SigV4SuiteCase suiteCase = new(Path.Combine(Root, name));

        SigV4Signature signed = new SigV4Signer().Presign(
            suiteCase.Request, suiteCase.Credentials, suiteCase.Scope, suiteCase.Time, suiteCase.Expires, suiteCase.QueryOptions);

        Assert.Equal(suiteCase.Expected("query-canonical-request.txt"), signed.CanonicalRequest);
        Assert.Equal(suiteCase.Expected("query-string-to-sign.txt"), signed.StringToSign);
        Assert.Equal(suiteCase.Expected("query-signature.txt"), signed.Signature);
        string requestLine = suiteCase.Expected("query-signed-request.txt").Split('\n')[0];
        Assert.Equal(requestLine, $"{suiteCase.Request.Method} {signed.Target} HTTP/1.1");
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Verify_SuiteCase_AcceptsBothForms(string name)
    {
        Assert.SkipWhen(name.Length == 0, Absent);
        SigV4SuiteCase suiteCase = new(Path.Combine(Root, name));
        SigV4Signer signer = new();
        SigV4Verifier verifier = new(
            id => id == suiteCase.Credentials.AccessKeyId ? suiteCase.Credentials : null,
            new SigV4VerifierOptions { NormalizePath = suiteCase.HeaderOptions.NormalizePath });
        SigV4Signature header = signer.Sign(suiteCase.Request, suiteCase.Credentials, suiteCase.Scope, suiteCase.Time, suiteCase.HeaderOptions);
        SigV4Signature query = signer.Presign(
            suiteCase.Request, suiteCase.Credentials, suiteCase.Scope, suiteCase.Time, suiteCase.Expires, suiteCase.QueryOptions);

        SigV4Verification byHeader = verifier.Verify(suiteCase.Request.With(suiteCase.Request.Target, header.Headers), suiteCase.Scope, suiteCase.Time);
        SigV4Verification byQuery = verifier.Verify(suiteCase.Request.With(query.Target), suiteCase.Scope, suiteCase.Time);

        Assert.Equal(SigV4Refusal.None, byHeader.Refusal);
        Assert.Equal(SigV4Refusal.None, byQuery.Refusal);
    }

    private static string FindSuite()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Amplify.slnx")))
            {
                return Path.Combine(folder.FullName, "..", "shared", "sigv4-suite", "v4");
            }
        }

        return "";
    }
}
