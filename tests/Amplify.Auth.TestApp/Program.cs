using System.Globalization;
using Amplify;

// Writes the numbers from <first> to <last> under <key> into the store <path>, each in place of the one before, and tells each that is kept.
string path = args[0], key = args[1];
using var store = new FileAuthStore(path);
for (int i = int.Parse(args[2], CultureInfo.InvariantCulture); i <= int.Parse(args[3], CultureInfo.InvariantCulture); i++)
{
    string text = i.ToString(CultureInfo.InvariantCulture);
    await store.SetAsync(key, text);
    Console.WriteLine(text);
}
