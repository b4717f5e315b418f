namespace Quickstart;

/// <summary>The names that the APIs have in the configuration.</summary>
internal static class ApiNames
{
    public const string Items = "MyCloudApi";
    public const string Public = "MyPublicApi";
    public const string CustomHeader = "MyCustomHeaderApi";
    public const string Function = "MyLambdaFunction";
}
