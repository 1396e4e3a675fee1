using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using static Scout.Cli.Tests.SaleCsv;

namespace Scout.Cli.Tests;

public sealed class ImportTests : IAsyncLifetime
{
    private readonly ImportRun _run = new();
    private FakeScout _server = null!;

    public async ValueTask InitializeAsync() => _server = await FakeScout.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _run.Dispose();
        Assert.Empty(_server.Offences);
    }

    [Fact]
    public async Task Import_OfSmallFile_AgreesWithTheOracle()
    {
        Assert.Equal(ExitCode.AllIn, await ImportAsync(Fixture.RetailSmall));

        AssertHolds(OnlineRetailOracle.Load(Fixture.RetailSmall));
        Assert.Equal((6, 2, 0, 0), (_run.Count("accepted"), _run.Count("quarantined"), _run.Count("conflicts"), _run.Count("rejected")));
        Assert.False(File.Exists(_run.Rejects));
    }

    [Fact]
    public async Task Import_OfRealFile_AgreesWithTheOracle()
    {
        var file = OnlineRetailOracleTests.GetRealFile();
        var oracle = OnlineRetailOracle.Load(file);

        Assert.Equal(ExitCode.AllIn, await ImportAsync(file));

        AssertHolds(oracle);
        Assert.Equal((oracle.Transactions - oracle.Suspects, oracle.Suspects), (_run.Count("accepted"), _run.Count("quarantined")));
    }

    [Fact]
    public async Task Import_WhenRepeated_ChangesNothing()
    {
        await ImportAsync(Fixture.RetailSmall);
        var before = _server.Transactions.ToDictionary();
        var profilePuts = _server.ProfilePuts.Count;

        Assert.Equal(ExitCode.AllIn, await ImportAsync(Fixture.RetailSmall, "--batch", "3"));

        Assert.Equal(before, _server.Transactions);
        Assert.Equal((0, 8), (_run.Count("accepted"), _run.Count("duplicates")));
        Assert.Equal(profilePuts, _server.ProfilePuts.Count);
    }

    [Fact]
    public async Task Import_BeforeAStoresFirstTransaction_PutsItsProfile()
    {
        await ImportAsync(Sales(Header + Line("1", country: "Côte d/Ivoire")));

        Assert.Equal(["CÔTE-D/IVOIRE"], _server.ProfilePuts);
        Assert.Equal("""{"time_zone":"Europe/London","currency":"GBP"}""", _server.Profiles["CÔTE-D/IVOIRE"]);
    }

    [Fact]
    public async Task Import_WhenAStoreHasAProfile_KeepsWhatOperatorsWrote()
    {
        _server.Profiles["FRANCE"] = """{"store_id":"FRANCE","name":"Paris","region":null,"time_zone":"UTC","currency":"GBP","amount_limit":500.5}""";

        await ImportAsync(Sales(Header + Line("1")));

        Assert.Equal("""{"time_zone":"Europe/London","currency":"GBP","name":"Paris","amount_limit":500.5}""", _server.Profiles["FRANCE"]);
    }

    [Fact]
    public async Task Import_WhenSomeAreRefused_WritesThemToTheRejectsFile()
    {
        _server.RefusedStores.Add("EIRE");
        _server.Hold("FRANCE", "4", "other content");
        var file = Sales(Header + Line("1") + Line("2", country: "Eire") + Line("3", "x") + Line("4") + Line("5"));

        Assert.Equal(ExitCode.SomeRefused, await ImportAsync(file));

        Assert.Equal((2, 1, 1, 1), (_run.Count("accepted"), _run.Count("rejected"), _run.Count("not_sent"), _run.Count("conflicts")));
        var rejects = _run.ReadRejects();
        Assert.Equal(["rejected 2", "not_sent 3", "conflict 4"], rejects.Select(reject => $"{reject.GetProperty("status")} {reject.GetProperty("transaction_id")}"));
        Assert.Equal("""{"store_id":["is closed"]}""", rejects[0].GetProperty("errors").GetRawText());
        Assert.Equal("2", rejects[0].GetProperty("transaction").GetProperty("transaction_id").GetString());
        Assert.Equal("must be a number, not 'x'", rejects[1].GetProperty("errors").GetProperty("line 4, Quantity")[0].GetString());
        Assert.Contains("not_sent: 3 of FRANCE (line 4): line 4, Quantity must be a number, not 'x'", _run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    [InlineData(HttpStatusCode.TooManyRequests)]
    [InlineData(HttpStatusCode.BadGateway)]
    public async Task Import_WhenTheServerIsBusy_WaitsAsLongAsItAsksAndTriesAgain(HttpStatusCode status)
    {
        _server.OnBatch = call => call <= 2 ? new Trouble { Status = status, RetryAfter = "7" } : null;

        Assert.Equal(ExitCode.AllIn, await ImportAsync(Fixture.RetailSmall));

        Assert.Equal((8, 2), (_server.Transactions.Count, _run.Count("retries")));
        Assert.All(_run.Time.Waits, wait => Assert.InRange(wait, TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(8)));
    }

    [Fact]
    public async Task Import_WhenRetryAfterIsADate_WaitsUntilThen()
    {
        _server.OnBatch = call => call == 1 ? new Trouble { Status = HttpStatusCode.ServiceUnavailable, RetryAfter = _run.Time.GetUtcNow().AddSeconds(30).ToString("R") } : null;

        Assert.Equal(ExitCode.AllIn, await ImportAsync(Fixture.RetailSmall));

        Assert.InRange(Assert.Single(_run.Time.Waits), TimeSpan.FromSeconds(29), TimeSpan.FromSeconds(31));
    }

    [Fact]
    public async Task Import_WhenConnectionsBreak_SendsAgainAndCountsNothingTwice()
    {
        _server.OnBatch = call => call switch
        {
            1 => new Trouble { DropBefore = true },
            2 => new Trouble { DropAfter = true },
            _ => null,
        };

        Assert.Equal(ExitCode.AllIn, await ImportAsync(Fixture.RetailSmall));

        AssertHolds(OnlineRetailOracle.Load(Fixture.RetailSmall));
        Assert.Equal((0, 8, 2), (_run.Count("accepted"), _run.Count("duplicates"), _run.Count("retries")));
    }

    [Fact]
    public async Task Import_WhenTheServerStaysAway_GivesUpAtTheDeadline()
    {
        _server.OnBatch = _ => new Trouble { Status = HttpStatusCode.ServiceUnavailable };

        Assert.Equal(ExitCode.ServerUnreachable, await ImportAsync(Fixture.RetailSmall, "--deadline", "20s"));

        Assert.InRange(_run.Time.Waits.Aggregate(TimeSpan.Zero, (sum, wait) => sum + wait), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(20));
        Assert.Contains("did not take POST /v1/transactions/batch", _run.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.ServerUnreachable, _run.Count("exit_code"));
    }

    [Fact]
    public async Task Import_WhenNobodyListens_ExitsThree()
    {
        using var port = new TcpListener(IPAddress.Loopback, 0);
        port.Start();
        var nobody = new Uri($"http://{port.LocalEndpoint}");
        port.Stop();

        Assert.Equal(ExitCode.ServerUnreachable, await _run.ImportAsync(nobody, Fixture.RetailSmall, Fixture.RetailMapping));
    }

    [Fact]
    public async Task Import_WhenTheCallIsRefusedForOneElement_FindsItAndSendsTheRest()
    {
        _server.OnBatch = _ => new Trouble { RefuseContaining = "POISON" };
        var file = Sales(Header + Line("1") + Line("2") + Line("3", description: "POISON") + Line("4") + Line("5"));

        Assert.Equal(ExitCode.SomeRefused, await ImportAsync(file));

        Assert.Equal(["1", "2", "4", "5"], _server.Transactions.Keys.Select(key => key.Id).Order());
        Assert.Equal("400 poison", Assert.Single(_run.ReadRejects()).GetProperty("errors").GetProperty("")[0].GetString());
    }

    [Fact]
    public async Task Import_OfManyTransactions_KeepsBatchesAndFlightsWithinBounds()
    {
        using var gate = new SemaphoreSlim(0);
        // Nothing is answered until three calls are there at once, which shows that they really overlap.
        _server.OnBatch = call =>
        {
            if (call == 3)
                gate.Release(1000);
            return new Trouble { WaitFor = gate.WaitAsync(TimeSpan.FromSeconds(30)) };
        };

        Assert.Equal(ExitCode.AllIn, await ImportAsync(Sales(Transactions(100)), "--batch", "7", "--parallel", "3"));

        Assert.Equal((100, 15, 3), (_server.Transactions.Count, _server.Batches, _server.BatchesAtOnceMax));
    }

    [Fact]
    public async Task Import_OfBigTransactions_StaysBelowTheServersBodyLimit()
    {
        // 800 lines of 250 characters are some 250 KB; 60 of them do not fit into one call.
        var name = new string('N', 150);
        var csv = Header + string.Concat(Enumerable.Range(1, 60).SelectMany(invoice => Enumerable.Range(1, 800).Select(_ => Line($"{invoice}", description: name))));

        Assert.Equal(ExitCode.AllIn, await ImportAsync(Sales(csv), "--batch", "1000"));

        Assert.Equal(60, _server.Transactions.Count);
        Assert.InRange(_server.Batches, 2, 4);
    }

    [Fact]
    public async Task Resume_AfterAnAbort_SendsOnlyWhatWasNotAnswered()
    {
        var file = Sales(Transactions(50));
        _server.OnBatch = call => call >= 4 ? new Trouble { Status = HttpStatusCode.ServiceUnavailable } : null;
        Assert.Equal(ExitCode.ServerUnreachable, await ResumeAsync(file, "--parallel", "1"));
        Assert.Equal(30, JsonElement.Parse(File.ReadAllBytes(_run.State)).GetProperty("answered").GetInt32());
        _server.OnBatch = _ => null;

        Assert.Equal(ExitCode.AllIn, await ResumeAsync(file));

        Assert.Equal((30, 20, 0), (_run.Count("answered_before"), _run.Count("accepted"), _run.Count("duplicates")));
        Assert.Equal(50, _server.Transactions.Count);
    }

    [Fact]
    public async Task Resume_AfterAnInterruption_GoesOnFromTheLastAnswer()
    {
        var file = Sales(Transactions(50));
        using var interrupt = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        _server.OnBatch = call =>
        {
            if (call == 3)
                interrupt.Cancel();
            return call < 3 ? null : new Trouble { WaitFor = Task.Delay(Timeout.Infinite, interrupt.Token) };
        };
        _run.Interruption = interrupt.Token;
        Assert.Equal(ExitCode.Interrupted, await ResumeAsync(file, "--parallel", "1"));
        _run.Interruption = TestContext.Current.CancellationToken;
        _server.OnBatch = _ => null;

        Assert.Equal(ExitCode.AllIn, await ResumeAsync(file));

        Assert.Equal((20, 30), (_run.Count("answered_before"), _run.Count("accepted")));
    }

    [Fact]
    public async Task Resume_WhenAllIsDone_SendsNothing()
    {
        var file = Sales(Transactions(20));
        await ResumeAsync(file);
        var batches = _server.Batches;

        Assert.Equal(ExitCode.AllIn, await ResumeAsync(file));

        Assert.Equal((batches, 20), (_server.Batches, _run.Count("answered_before")));
    }

    [Fact]
    public async Task Resume_AfterRefusals_TellsEachOnceAndStillExitsOne()
    {
        _server.RefusedStores.Add("EIRE");
        var file = Sales(Header + Line("1", country: "Eire") + string.Concat(Enumerable.Range(2, 20).Select(number => Line($"{number}"))) + Line("30", country: "Eire"));
        _server.OnBatch = call => call >= 2 ? new Trouble { Status = HttpStatusCode.ServiceUnavailable } : null;
        await ResumeAsync(file, "--parallel", "1");
        // As if the run had died after telling of more refusals than its state knows.
        await File.AppendAllTextAsync(_run.Rejects, "{\"half\":", TestContext.Current.CancellationToken);
        _server.OnBatch = _ => null;

        Assert.Equal(ExitCode.SomeRefused, await ResumeAsync(file));
        Assert.Equal(["1", "30"], _run.ReadRejects().Select(reject => reject.GetProperty("transaction_id").GetString()));

        Assert.Equal(ExitCode.SomeRefused, await ResumeAsync(file));
        Assert.Equal((0, 2), (_run.Count("rejected"), _run.Count("refused_before")));
    }

    [Fact]
    public async Task Resume_WithAnotherFileMappingOrServer_RefusesTheState()
    {
        await ResumeAsync(Sales(Transactions(5)));
        var batches = _server.Batches;
        var mapping = _run.Write("mapping.yaml", File.ReadAllText(Fixture.RetailMapping) + "\n# changed\n");

        Assert.Equal(ExitCode.Unusable, await _run.ImportAsync(new Uri("http://127.0.0.1:9"), Sales(Transactions(6)), mapping, "--resume", _run.State));

        Assert.Contains("belongs to another sale file", _run.Error, StringComparison.Ordinal);
        Assert.Contains("belongs to another mapping", _run.Error, StringComparison.Ordinal);
        Assert.Contains($"belongs to an import into {_server.Address}", _run.Error, StringComparison.Ordinal);
        Assert.Equal(batches, _server.Batches);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("{\"version\":2,\"file_sha256\":\"\",\"mapping_sha256\":\"\",\"server\":\"\",\"answered\":0,\"refused\":0,\"rejects_bytes\":0}")]
    public async Task Resume_WhenTheStateIsNone_RefusesIt(string state)
    {
        File.WriteAllText(_run.State, state);

        Assert.Equal(ExitCode.Unusable, await ResumeAsync(Fixture.RetailSmall));

        Assert.Contains("is not a state file", _run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_WithLimit_TakesTheFirstOfTheFile()
    {
        Assert.Equal(ExitCode.AllIn, await ImportAsync(Sales(Transactions(20)), "--limit", "3"));

        Assert.Equal(["00001", "00002", "00003"], _server.Transactions.Keys.Select(key => key.Id).Order());
    }

    [Fact]
    public async Task DryRun_OfSmallFile_ChecksAllAndSendsNothing()
    {
        Assert.Equal(ExitCode.AllIn, await ImportAsync(Fixture.RetailSmall, "--dry-run", "--resume", _run.State));

        Assert.Equal((8, 0, 0), (_run.Count("would_be_sent"), _run.Count("accepted"), _server.Batches));
        Assert.Empty(_server.ProfilePuts);
        Assert.False(File.Exists(_run.State));
    }

    [Fact]
    public async Task Import_WithAKeyTheServerRefuses_StopsAtOnce()
    {
        _server.KeyExpected = "right";
        Assert.Equal(ExitCode.Unusable, await ImportAsync(Fixture.RetailSmall, "--key", "wrong"));
        Assert.Contains("401: no such key. Check --key", _run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong", _run.Error, StringComparison.Ordinal);

        Assert.Equal(ExitCode.AllIn, await ImportAsync(Fixture.RetailSmall, "--key", "right"));
    }

    [Fact]
    public async Task Import_WhenTheFileBreaksOff_SettlesWhatWasSentAndNamesTheLine()
    {
        var mapping = _run.Write("mapping.yaml", File.ReadAllText(Fixture.RetailMapping).Replace("grouping: anywhere", "grouping: contiguous"));
        var file = Sales(Header + Line("1") + Line("2") + Line("3") + Line("4", description: "\"open"));

        Assert.Equal(ExitCode.Unusable, await _run.ImportAsync(_server, file, mapping, "--batch", "1"));

        Assert.Contains("the quote opened on line 5 is not closed", _run.Error, StringComparison.Ordinal);
        Assert.Equal(2, _run.Count("accepted"));
    }

    [Fact]
    public async Task Import_WithoutJson_PrintsAPlainTableToAPipe()
    {
        await _run.RunAsync("import", Fixture.RetailSmall, "--map", Fixture.RetailMapping, "--server", _server.Address.AbsoluteUri, "--rejects", _run.Rejects);

        Assert.Matches(@"(?m)^UNITED-KINGDOM +5 +1 +7 +20040\.88 +1$", _run.Output);
        Assert.DoesNotContain('\u001b', _run.Output);
    }

    private Task<int> ImportAsync(string file, params string[] more) => _run.ImportAsync(_server, file, Fixture.RetailMapping, more);

    private Task<int> ResumeAsync(string file, params string[] more) => ImportAsync(file, ["--resume", _run.State, "--batch", "10", "--deadline", "5s", .. more]);

    private string Sales(string csv) => _run.Write("sales.csv", csv);

    /// <summary>What the server holds and what the summary says both agree with the oracle, store by store.</summary>
    private void AssertHolds(OnlineRetailOracle oracle)
    {
        var held = _server.Transactions.GroupBy(transaction => transaction.Key.Store).ToDictionary(store => store.Key, store => Add(store.Select(transaction => JsonElement.Parse(transaction.Value))));
        Assert.Equal(oracle.Stores.ToDictionary(store => store.Key, store => (store.Value.Transactions, store.Value.Returns, store.Value.Lines, store.Value.Revenue)), held);
        var told = _run.Summary.GetProperty("stores").EnumerateArray().ToDictionary(
            store => store.GetProperty("store_id").GetString()!,
            store => (store.GetProperty("transactions").GetInt32(), store.GetProperty("returns").GetInt32(), store.GetProperty("lines").GetInt32(), store.GetProperty("revenue").GetDecimal()));
        Assert.Equal(held, told);
    }

    private static (int Transactions, int Returns, int Lines, decimal Revenue) Add(IEnumerable<JsonElement> transactions) => transactions.Aggregate(
        (Transactions: 0, Returns: 0, Lines: 0, Revenue: 0m),
        (sum, transaction) => (
            sum.Transactions + 1,
            sum.Returns + (transaction.TryGetProperty("type", out _) ? 1 : 0),
            sum.Lines + transaction.GetProperty("items").GetArrayLength(),
            sum.Revenue + transaction.GetProperty("total_amount").GetDecimal()));
}
