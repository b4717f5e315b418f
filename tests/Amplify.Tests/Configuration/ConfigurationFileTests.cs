namespace Amplify.Tests.Configuration;

public sealed class ConfigurationFileTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("amplify-configuration-");

    public void Dispose() => _directory.Delete(recursive: true);

    [Theory]
    [InlineData("aws-exports.js")]
    [InlineData("renamed.json")]
    [InlineData("no-extension")]
    public void FromFile_AnyName_IsReadByItsContent(string name)
    {
        string path = Write(name, "const awsmobile = { aws_project_region: 'eu-west-1' }; export default awsmobile;");
        Assert.Equal("eu-west-1", AmplifyConfiguration.FromFile(path).Region);
    }

    [Fact]
    public void FromFile_WrongContent_TellsThePath()
    {
        string path = Write("aws-exports.js", "export default {\n aws_project_region: '?' }");
        var exception = Assert.Throws<AmplifyConfigurationException>(() => AmplifyConfiguration.FromFile(path));
        Assert.Equal(path, exception.File);
        Assert.StartsWith($"{path}(2): aws_project_region must be ", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FromFile_MissingFile_TellsWhereItWasLookedFor()
    {
        var exception = Assert.Throws<AmplifyConfigurationException>(() => AmplifyConfiguration.FromFile("no-such-folder/aws-exports.js"));
        Assert.StartsWith("no-such-folder/aws-exports.js: there is no file ", exception.Message, StringComparison.Ordinal);
        Assert.Contains(Path.GetFullPath("no-such-folder/aws-exports.js"), exception.Message, StringComparison.Ordinal);
        Assert.Equal("no-such-folder/aws-exports.js", exception.File);
        Assert.IsType<DirectoryNotFoundException>(exception.InnerException);
    }

    [Fact]
    public void FromFile_Directory_IsAnErrorOfTheFamily()
    {
        var exception = Assert.Throws<AmplifyConfigurationException>(() => AmplifyConfiguration.FromFile(_directory.FullName));
        Assert.StartsWith($"{_directory.FullName}: the file cannot be read (", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public void FromFile_NoPath_IsAWrongArgument(string path)
    {
        Assert.Throws<ArgumentException>(() => AmplifyConfiguration.FromFile(path));
    }

    private string Write(string name, string text)
    {
        string path = Path.Combine(_directory.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }
}
