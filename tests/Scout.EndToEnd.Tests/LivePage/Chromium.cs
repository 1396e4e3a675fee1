using Microsoft.Playwright;

namespace Scout.EndToEnd.Tests.LivePage;

/// <summary>The browser of the page's tests, one for the process, started by the first that asks for a page.</summary>
/// <remarks>The one of the machine is used: nothing is downloaded. Without one the asking test is skipped, and fails when the environment says <c>CI=true</c>.</remarks>
public sealed class Chromium : IAsyncDisposable
{
    private const string Unavailable = "No browser is installed: no chromium, chromium-browser, google-chrome or chrome on PATH.";
    private static readonly string[] Programs = ["chromium", "chromium-browser", "google-chrome", "chrome"];

    // As root there is no sandbox; the others keep it from looking for the network that a test machine does not have.
    private static readonly string[] Arguments =
        ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"];

    private readonly SemaphoreSlim _turn = new(1);
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>A page of its own, with nothing kept from another.</summary>
    public async Task<IPage> OpenAsync(Uri server, int width = 1400, int height = 1000, ColorScheme scheme = ColorScheme.Light)
    {
        var browser = await StartAsync();
        var context = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = server.AbsoluteUri,
            ViewportSize = new ViewportSize { Width = width, Height = height },
            ColorScheme = scheme,
            Locale = "en-GB",
        });
        return await context.NewPageAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.CloseAsync();
        _playwright?.Dispose();
        _turn.Dispose();
    }

    private async Task<IBrowser> StartAsync()
    {
        await _turn.WaitAsync();
        try
        {
            if (_browser is not null)
                return _browser;
            if (Find() is not { } program)
            {
                Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") == "true", Unavailable);
                throw new InvalidOperationException(Unavailable);
            }

            _playwright = await Playwright.CreateAsync();
            return _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = program, Args = Arguments });
        }
        finally
        {
            _ = _turn.Release();
        }
    }

    private static string? Find() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder => Programs.Select(program => Path.Combine(folder, program))).FirstOrDefault(File.Exists);
}
