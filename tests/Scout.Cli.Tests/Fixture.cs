namespace Scout.Cli.Tests;

/// <summary>Files that stand beside the tests.</summary>
internal static class Fixture
{
    public static string RetailSmall => Find("retail-small.csv");

    public static string RetailMapping => Find("online-retail.yaml");

    private static string Find(string name) => Path.Combine(AppContext.BaseDirectory, "Fixtures", name);
}
