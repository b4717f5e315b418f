namespace Amplify.Local.AppSync.Schema;

internal enum TypeKind
{
    Scalar,
    Enum,
    Object,
    Interface,
    Union,
    Input,
}
