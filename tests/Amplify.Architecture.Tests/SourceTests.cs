using System.Text.RegularExpressions;

namespace Amplify.Architecture.Tests;

/// <summary>The sizes and habits that keep the source readable.</summary>
public sealed partial class SourceTests
{
    private static readonly (string Name, string[] Lines)[] Files =
        [.. Repository.SourceFiles().Select(static file => (Path.GetRelativePath(Repository.Root, file), File.ReadAllLines(file)))];

    [Fact]
    public void File_NoneIsAbove400Lines() => Assert.Empty(Files.Where(static file => file.Lines.Length > 400).Select(static file => file.Name));

    [Fact]
    public void Files_MedianAndNinetiethPercentile_StaySmall()
    {
        int[] sizes = [.. Files.Select(static file => file.Lines.Length).Order()];

        Assert.InRange(sizes[sizes.Length / 2], 1, 60);
        Assert.InRange(sizes[sizes.Length * 9 / 10], 1, 150);
    }

    [Fact]
    public void File_HoldsOnePublicTypeAtMost() => Assert.Empty(Files
        .Where(static file => file.Lines.Count(static line => PublicType().IsMatch(line)) > 1)
        .Select(static file => file.Name));

    [Fact]
    public void File_HasNoRegionAndNothingLeftToDo() => Assert.Empty(Files
        .Where(static file => file.Lines.Any(static line => LeftOver().IsMatch(line)))
        .Select(static file => file.Name));

    [GeneratedRegex(@"^public (?!delegate)(?:[a-z]+ )*(?:class|struct|record|interface|enum) ")]
    private static partial Regex PublicType();

    [GeneratedRegex(@"#region|\bTODO\b|\bFIXME\b|\bHACK\b|NotImplementedException|Thread\.Sleep")]
    private static partial Regex LeftOver();
}
