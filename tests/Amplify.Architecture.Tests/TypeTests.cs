using System.Reflection;
using System.Runtime.CompilerServices;

namespace Amplify.Architecture.Tests;

/// <summary>What holds for every type of every assembly.</summary>
public sealed class TypeTests
{
    private static readonly Type[] Types = [.. DependencyTests.Projects()
        .SelectMany(static row => Assembly.Load(row.Data).GetTypes())
        .Where(static type => !type.IsDefined(typeof(CompilerGeneratedAttribute), false) && !IsGenerated(type))];

    [Fact]
    public void Class_ThatNothingInherits_IsSealed()
    {
        HashSet<Type> inherited = [.. Types.Select(static type => type.BaseType).OfType<Type>().Select(static type => type.IsGenericType ? type.GetGenericTypeDefinition() : type)];

        Assert.DoesNotContain(Types, type => type is { IsClass: true, IsSealed: false, IsAbstract: false } && !inherited.Contains(type));
    }

    [Fact]
    public void Field_Static_IsReadOnly() => Assert.Empty(Types
        .SelectMany(static type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
        .Where(static field => !field.IsInitOnly && !field.IsLiteral && !IsGenerated(field))
        .Select(static field => $"{field.DeclaringType}.{field.Name}"));

    [Fact]
    public void PublicType_LivesInItsAssemblysNamespace()
    {
        string[] oneUsing = ["Amplify.Core", "Amplify.Api", "Amplify.Auth", "Amplify"];

        // Where the platform has its own methods that add services and map endpoints, so that they are found without another using.
        string[] platform = ["Microsoft.Extensions.DependencyInjection", "Microsoft.AspNetCore.Builder"];

        IEnumerable<string> strays = Types
            .Where(static type => type.IsPublic)
            .Where(type =>
            {
                string assembly = type.Assembly.GetName().Name!;
                string home = oneUsing.Contains(assembly) ? "Amplify" : assembly;
                return type.Namespace != home && !platform.Contains(type.Namespace);
            })
            .Select(static type => type.FullName!);

        Assert.Empty(strays);
    }

    // The platform's generator of calls into a page keeps one field for each, with no attribute.
    private static bool IsGenerated(FieldInfo field) =>
        field.IsDefined(typeof(CompilerGeneratedAttribute), false) || field.Name.Contains('<', StringComparison.Ordinal) || field.Name.StartsWith("__signature_", StringComparison.Ordinal);

    private static bool IsGenerated(Type type) =>
        type.Name.Contains('<', StringComparison.Ordinal) || type.IsDefined(typeof(System.CodeDom.Compiler.GeneratedCodeAttribute), false) || (type.DeclaringType is { } outer && IsGenerated(outer));
}
