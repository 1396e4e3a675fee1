using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Scout.Faults.Tests.Clusters;
using Scout.Faults.Tests.Histories;
using Scout.Testing.Processes;

namespace Scout.Faults.Tests.Checks;

/// <summary>Holds a cluster at rest against the history of a run. Reads the history, REST and SQL, and nothing else.</summary>
internal sealed class Checker(FaultCluster cluster, string historyPath, IReadOnlyDictionary<string, string> zones, IReadOnlyCollection<string> poison, TimeSpan drainWithin)
{
    private const int SamplesMax = 3;
    private const int ReplayedAlone = 1_000;
    private const int ReplayedTogether = 40;
    private const long WorkingSetMebibytesMax = 900;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly Expected _expected = Expected.From(historyPath);
    private readonly List<Finding> _findings = [];

    /// <returns>One finding for each invariant at least.</returns>
    public async Task<IReadOnlyList<Finding>> CheckAsync()
    {
        var drained = await WaitAsync("select count(*) from bronze_pending")
            && await WaitAsync("select count(*) from rollup_shards join promotion_shards using (shard) where rollup_shards.position < promotion_shards.position");
        await CheckAcknowledgedAsync(drained);
        await CheckFiguresAsync();
        await CheckReplayAsync();
        await CheckContradictionsAsync();
        await CheckPoisonAsync();
        await CheckReferencesAsync();
        CheckMemory();
        return _findings;
    }

    private async Task<bool> WaitAsync(string countOfWaiting)
    {
        var startedAt = TimeProvider.System.GetTimestamp();
        while (await cluster.CountAsync(countOfWaiting) > 0)
        {
            if (TimeProvider.System.GetElapsedTime(startedAt) > drainWithin)
                return false;
            await Task.Delay(Pause);
        }

        return true;
    }

    private async Task CheckAcknowledgedAsync(bool drained)
    {
        var bronze = (await cluster.ReadAsync("select store_id, transaction_id, event_id from bronze_events where revision = 0", Row)).ToDictionary(row => row.Key, row => row.EventId);
        var faults = _expected.Sales.Where(sale => !bronze.TryGetValue(sale.Key, out var eventId) || eventId != sale.Value.EventId)
            .Select(sale => (IsThere: bronze.TryGetValue(sale.Key, out var eventId), Text: $"{sale.Key} was acknowledged as {sale.Value.EventId} and is {eventId ?? "not there"}"))
            .OrderBy(fault => fault.IsThere).Select(fault => fault.Text).ToList();
        faults.AddRange(_expected.Unanswered.Select(intent => $"{intent.Deed} {intent.Number} was never answered"));
        faults.AddRange(_expected.WrongAnswers);
        if (!drained)
            faults.Add($"after {drainWithin} some events still waited for silver or gold");
        faults.AddRange(await cluster.ReadAsync(
            """
            select event_id from bronze_events as bronze
            where (select count(*) from silver_transactions as silver where silver.event_id = bronze.event_id and entry = 1)
                + (select count(*) from quarantine where quarantine.event_id = bronze.event_id and state <> 'released')
                + (select count(*) from dead_letters where dead_letters.event_id = bronze.event_id and kind = 'unpromotable' and state <> 'replayed') <> 1
            """,
            row => $"event {row.GetInt64(0)} is not in exactly one of silver, quarantine and dead letters"));
        Find(1, faults, $"{_expected.Sales.Count:N0} acknowledged, each in bronze once and in exactly one of silver, quarantine and dead letters; {_expected.Unknown:N0} sendings had no answer");
    }

    private async Task CheckFiguresAsync()
    {
        var faults = new List<string>();
        var silver = await SumAsync("select store_id, sum(entry)::bigint, sum(total_amount) from silver_transactions where store_id like 'SHOP-%' group by store_id");
        var gold = await SumAsync("select store_id, sum(transactions)::bigint, sum(revenue) from gold_store_days where store_id like 'SHOP-%' group by store_id");
        var goldDays = (await cluster.ReadAsync(
            "select store_id, business_day, transactions, revenue from gold_store_days where store_id like 'SHOP-%' and transactions <> 0",
            row => (Key: (row.GetString(0), row.GetFieldValue<DateOnly>(1)), Sum: (row.GetInt64(2), row.GetDecimal(3))))).ToDictionary(row => row.Key, row => row.Sum);
        var counting = await CountingAsync();
        var oracle = counting.GroupBy(sold => sold.Store).ToDictionary(store => store.Key, store => (store.LongCount(), store.Sum(sold => sold.Total)));
        var oracleDays = counting.GroupBy(sold => (sold.Store, DayOf(sold))).ToDictionary(day => day.Key, day => (day.LongCount(), day.Sum(sold => sold.Total)));
        Compare(faults, "silver", oracle, silver);
        Compare(faults, "gold", oracle, gold);
        Compare(faults, "gold by business day", oracleDays, goldDays);
        foreach (var (store, (count, revenue)) in oracle)
        {
            var summary = await GetAsync($"/v1/stores/{store}/summary?window=7d");
            var told = (summary.GetProperty("transactions").GetInt64(), summary.GetProperty("revenue").GetDecimal());
            if (told != (count, revenue))
                faults.Add($"the summary of {store} says {told}, the devices {(count, revenue)}");
        }

        foreach (var store in zones.Keys)
        {
            Compare(faults, $"the revenue by day of {store}", Select(oracleDays, store, day => day.Item2), await GetSeriesAsync(store, "revenue"));
            Compare(faults, $"the transactions by day of {store}", Select(oracleDays, store, day => day.Item1), await GetSeriesAsync(store, "transactions"));
        }

        Find(2, faults, $"gold = silver = the devices' own sums of {oracle.Count} stores and {oracleDays.Count} business days, {oracle.Values.Sum(sum => sum.Item2):N2} in all, by SQL and by REST");
    }

    /// <summary>Sends everything that was acknowledged once more, out of order and at once: some as it was sent, the rest in batches, as after a long outage.</summary>
    private async Task CheckReplayAsync()
    {
        var before = await FingerprintAsync();
        var intents = History.Load(historyPath).Intents.Where(intent => intent.Deed is Deed.Sell or Deed.Replay or Deed.Contradict).ToArray();
        new Random(intents.Length).Shuffle(intents);
        var faults = new System.Collections.Concurrent.ConcurrentBag<string>();
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        var requests = intents.Take(ReplayedAlone).Select(one => (one.Path, one.Body, Intents: (Intent[])[one])).Concat(intents.Skip(ReplayedAlone).Chunk(ReplayedTogether).Select(
            some => (Path: "/v1/transactions/batch", Body: $"[{string.Join(',', some.Select(one => one.Body.TrimStart('[').TrimEnd(']')))}]", Intents: some)));
        await Parallel.ForEachAsync(requests.Index(), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (request, cancellationToken) =>
        {
            var (path, body, sent) = request.Item;
            using var content = new StringContent(body, Encoding.UTF8, "application/json");
            using var response = await http.PostAsync(new Uri(RunningUrl(request.Index), path), content, cancellationToken);
            var answer = await response.Content.ReadAsStringAsync(cancellationToken);
            var expected = sent.SelectMany(one => one.Sales.Select(_ => one.Deed == Deed.Contradict ? "conflict" : "duplicate"));
            if (!expected.SequenceEqual(ReadVerdicts(response.StatusCode, answer)))
                faults.Add($"{string.Join(", ", sent.Select(one => one.Number))} sent again were answered {(int)response.StatusCode}: {answer[..Math.Min(400, answer.Length)]}");
        });
        if (await FingerprintAsync() is var after && after != before)
            faults.Add($"a replay changed the tables from {before} to {after}");
        Find(3, [.. faults], $"{intents.Length:N0} requests sent again, shuffled and eight at once, changed nothing");
    }

    /// <summary>What an answer says of each transaction, in the order sent.</summary>
    private static IEnumerable<string?> ReadVerdicts(HttpStatusCode status, string answer) => status switch
    {
        HttpStatusCode.Conflict => ["conflict"],
        HttpStatusCode.OK when JsonElement.Parse(answer) is var json => json.TryGetProperty("results", out var results)
            ? results.EnumerateArray().Select(result => result.GetProperty("status").GetString())
            : [json.GetProperty("status").GetString()],
        _ => [],
    };

    private async Task CheckContradictionsAsync()
    {
        var faults = new List<string>();
        var kept = (await cluster.ReadAsync("select body from dead_letters where kind = 'conflict'", row => Encoding.UTF8.GetString(row.GetFieldValue<byte[]>(0)))).ToHashSet();
        faults.AddRange(_expected.Contradictions.Where(one => !kept.Contains(one.Body)).Select(one => $"a body that contradicted {one.Sold.Store}/{one.Sold.Id} is lost"));
        var stored = (await cluster.ReadAsync(
            "select store_id, transaction_id, body from bronze_events where revision = 0 and store_id like 'SHOP-%'",
            row => (Key: (row.GetString(0), row.GetString(1)), Body: Encoding.UTF8.GetString(row.GetFieldValue<byte[]>(2))))).ToDictionary(row => row.Key, row => row.Body);
        faults.AddRange(_expected.Sales.Where(sale => sale.Value.Body is { } body && stored.TryGetValue(sale.Key, out var found) && found != body)
            .Select(sale => $"{sale.Key} holds another body than was acknowledged"));
        var known = _expected.Sales.Keys.Concat(_expected.Abandoned.Select(one => (one.Sold.Store, one.Sold.Id))).ToHashSet();
        faults.AddRange(stored.Keys.Where(key => !known.Contains(key)).Select(key => $"nobody ever sent {key}"));
        faults.AddRange(await cluster.ReadAsync(
            """
            select event_id, entry from silver_transactions as silver
            where entry * item_count <> (select count(*) from silver_line_items as line where line.event_id = silver.event_id and line.entry = silver.entry)
            """,
            row => $"event {row.GetInt64(0)} has not all of its lines"));
        var abandoned = _expected.Abandoned.Count(one => stored.ContainsKey((one.Sold.Store, one.Sold.Id)));
        Find(4, faults,
            $"{_expected.Contradictions.Count:N0} contradicting bodies set aside and none merged; of {_expected.Abandoned.Count:N0} sales abandoned in mid-air {abandoned:N0} are wholly there and the others not at all");
    }

    private async Task CheckPoisonAsync()
    {
        var letters = await cluster.ReadAsync(
            "select transaction_id, reason from dead_letters where store_id = 'POISON' and kind = 'unpromotable'", row => (Id: row.GetString(0), Reason: row.GetString(1)));
        var faults = poison.Except(letters.Where(letter => letter.Reason.Length > 0).Select(letter => letter.Id)).Select(id => $"{id} was not set aside").ToList();
        Find(5, faults, $"{poison.Count} poisoned events set aside with their reasons, and their neighbours went on");
    }

    private async Task CheckReferencesAsync()
    {
        var faults = new List<string>();
        foreach (var (what, sql) in new[]
        {
            ("lines without their transaction",
                "select count(*) from silver_line_items as line where not exists (select 1 from silver_transactions as silver where silver.event_id = line.event_id and silver.entry = line.entry)"),
            ("transactions of silver without bronze",
                "select count(*) from silver_transactions as silver where not exists (select 1 from bronze_events as bronze where bronze.event_id = silver.event_id)"),
            ("identities that count twice",
                "select count(*) from (select 1 from silver_transactions group by store_id, transaction_id having sum(entry) not in (0, 1)) as twice"),
        })
        {
            if (await cluster.CountAsync(sql) is var count and > 0)
                faults.Add($"{count} {what}");
        }

        Find(6, faults, "no line without its transaction, no silver without its bronze, no identity twice");
    }

    private void CheckMemory()
    {
        var used = cluster.Silos.Where(silo => silo.IsRunning).Select(silo => (silo.Number, Mebibytes: ProcessMemory.ReadMebibytes(silo.Process.Id))).ToList();
        Find(
            7, [.. used.Where(one => one.Mebibytes > WorkingSetMebibytesMax).Select(one => $"silo {one.Number} holds {one.Mebibytes} MiB")],
            $"{string.Join(", ", used.Select(one => $"silo {one.Number} {one.Mebibytes} MiB"))}, each below {WorkingSetMebibytesMax}");
    }

    /// <summary>What counts: all that was acknowledged and not voided, and of what was abandoned that which arrived.</summary>
    private async Task<List<Sold>> CountingAsync()
    {
        var there = (await cluster.ReadAsync("select store_id, transaction_id, event_id from bronze_events where revision = 0", Row)).Select(row => row.Key).ToHashSet();
        return
        [
            .. _expected.Sales.Values.Select(sale => sale.Counting).OfType<Sold>(),
            .. _expected.Abandoned.Select(one => one.Sold).Where(sold => !_expected.Sales.ContainsKey((sold.Store, sold.Id)) && there.Contains((sold.Store, sold.Id))),
        ];
    }

    private DateOnly DayOf(Sold sold) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(sold.At, TimeZoneInfo.FindSystemTimeZoneById(zones[sold.Store])).DateTime);

    private async Task<string> FingerprintAsync() => Assert.Single(await cluster.ReadAsync(
        """
        select concat_ws(' ', (select count(*) from bronze_events), (select count(*) from silver_transactions), (select count(*) from silver_line_items),
            (select sum(total_amount) from silver_transactions), (select sum(revenue) from gold_store_days), (select count(*) from dead_letters), (select count(*) from quarantine))
        """,
        row => row.GetString(0)));

    private async Task<Dictionary<string, (long, decimal)>> SumAsync(string sql) =>
        (await cluster.ReadAsync(sql, row => (Store: row.GetString(0), Sum: (row.GetInt64(1), row.GetDecimal(2))))).Where(row => row.Sum.Item1 != 0).ToDictionary(row => row.Store, row => row.Sum);

    private static Dictionary<DateOnly, decimal> Select(
        Dictionary<(string Store, DateOnly Day), (long, decimal)> days, string store, Func<(long, decimal), decimal> figure) =>
        days.Where(day => day.Key.Store == store).ToDictionary(day => day.Key.Day, day => figure(day.Value));

    /// <summary>The days that are not zero, as a dashboard would draw them.</summary>
    private async Task<Dictionary<DateOnly, decimal>> GetSeriesAsync(string store, string metric)
    {
        var points = (await GetAsync($"/v1/stores/{store}/series?by=day&metric={metric}")).GetProperty("points");
        var zone = TimeZoneInfo.FindSystemTimeZoneById(zones[store]);
        return points.EnumerateArray().Where(point => point.GetProperty("value").GetDecimal() != 0).ToDictionary(
            point => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(point.GetProperty("at").GetDateTimeOffset(), zone).DateTime),
            point => point.GetProperty("value").GetDecimal());
    }

    private async Task<JsonElement> GetAsync(string path)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        return JsonElement.Parse(await http.GetStringAsync(new Uri(RunningUrl(0), path)));
    }

    private Uri RunningUrl(int place)
    {
        var running = cluster.Silos.Where(silo => silo.IsRunning).ToList();
        return running[place % running.Count].Url;
    }

    private void Find(int invariant, List<string> faults, string whenWell) => _findings.Add(new Finding(
        invariant, faults.Count == 0, faults.Count == 0 ? whenWell : string.Create(CultureInfo.InvariantCulture, $"{faults.Count} faults, such as: {string.Join("; ", faults.Take(SamplesMax))}")));

    private static void Compare<TKey, TSum>(List<string> faults, string what, Dictionary<TKey, TSum> expected, Dictionary<TKey, TSum> found)
        where TKey : notnull
        where TSum : struct => faults.AddRange(
            expected.Keys.Union(found.Keys).Where(key => !expected.GetValueOrDefault(key).Equals(found.GetValueOrDefault(key)))
                .Select(key => $"{what} of {key} is {found.GetValueOrDefault(key)}, the devices say {expected.GetValueOrDefault(key)}"));

    private static ((string Store, string Id) Key, string EventId) Row(Npgsql.NpgsqlDataReader row) =>
        ((row.GetString(0), row.GetString(1)), row.GetInt64(2).ToString(CultureInfo.InvariantCulture));
}
