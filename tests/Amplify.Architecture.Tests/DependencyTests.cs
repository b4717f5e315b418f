using System.Reflection;
using System.Xml.Linq;

namespace Amplify.Architecture.Tests;

/// <summary>Dependencies point downwards only, and the local backend shares nothing with the clients but signing.</summary>
public sealed class DependencyTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Amplify.Signing"] = [],
        ["Amplify.Core"] = ["Amplify.Signing"],
        ["Amplify.Api"] = ["Amplify.Core"],
        ["Amplify.Auth"] = ["Amplify.Core"],
        ["Amplify"] = ["Amplify.Api", "Amplify.Auth"],
        ["Amplify.AspNetCore"] = ["Amplify"],
        ["Amplify.AwsSdk"] = ["Amplify.Signing"],
        ["Amplify.Local"] = ["Amplify.Signing"],
        ["Amplify.Cli"] = ["Amplify", "Amplify.Local"],
    };

    public static TheoryData<string> Projects() => [.. Repository.Projects().Select(static file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Project_References_OnlyWhatItsLayerMay(string project)
    {
        XDocument file = XDocument.Load(Path.Combine(Repository.Root, "src", project, project + ".csproj"));

        IEnumerable<string> references = file.Descendants("ProjectReference")
            .Select(static reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')));

        Assert.Empty(references.Except(Allowed[project]));
    }

    [Fact]
    public void Assembly_Signing_DependsOnTheRuntimeAlone() =>
        Assert.DoesNotContain(References("Amplify.Signing"), static name => !name.StartsWith("System.", StringComparison.Ordinal));

    [Theory]
    [InlineData("Amplify.Local")]
    [InlineData("Amplify.AwsSdk")]
    public void Assembly_OutsideTheClient_KnowsSigningOnly(string assembly) =>
        Assert.Equal(["Amplify.Signing"], References(assembly).Where(static name => name.StartsWith("Amplify", StringComparison.Ordinal)));

    [Theory]
    [InlineData("Amplify.Api", "Amplify.Auth")]
    [InlineData("Amplify.Auth", "Amplify.Api")]
    public void Assembly_ApiAndAuth_NeverSeeEachOther(string assembly, string other) => Assert.DoesNotContain(other, References(assembly));

    [Theory]
    [InlineData("Amplify.Signing")]
    [InlineData("Amplify.Core")]
    [InlineData("Amplify.Api")]
    [InlineData("Amplify.Auth")]
    [InlineData("Amplify")]
    public void Assembly_Client_RunsWithoutAspNetCore(string assembly) =>
        Assert.DoesNotContain(References(assembly), static name => name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal));

    private static IEnumerable<string> References(string assembly) =>
        Assembly.Load(assembly).GetReferencedAssemblies().Select(static name => name.Name!);
}
