using Scout.Cli.Mapping;
using Scout.Cli.Reading;
using Scout.Cli.Sending;

namespace Scout.Cli.Importing;

/// <summary>Reads the file, sends it in batches, several at a time, and settles their answers in file order.</summary>
internal sealed class Importer(ImportOptions options, TimeProvider time, IImportObserver observer)
{
    private readonly ImportTally _tally = new();
    private readonly Queue<(IReadOnlyList<ImportEntry> Entries, Task<IReadOnlyList<EntryOutcome>> Sending)> _inFlight = new();

    /// <returns>How it ended, also when the server was lost half-way.</returns>
    /// <exception cref="MappingException">Nothing was sent: mapping, file or state file cannot be used.</exception>
    public async Task<ImportSummary> RunAsync(CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        var mapping = MappingReader.Load(options.Mapping);
        using var file = SaleFile.Open(options.File, mapping);
        var fingerprint = options.StateFile is null ? "" : await SaleFile.FingerprintAsync(options.File, cancellationToken);
        var before = ResumeState.Load(options.DryRun ? null : options.StateFile, fingerprint, mapping.Fingerprint, options.Server.AbsoluteUri);
        var mapper = new RowMapper(mapping, file.Columns);
        var entries = new TransactionGrouper(mapping, mapper).Group(file.Read()).Take(options.Limit ?? int.MaxValue).Skip(before.Answered);
        using var client = new ScoutClient(options.Server, options.Key, options.Parallel, new RetryPolicy(options.Deadline, time));

        ImportFailure? failure = null;
        try
        {
            if (options.DryRun)
                Rehearse(entries, cancellationToken);
            else
                await SendAllAsync(entries, client, mapping.Stores, before, cancellationToken);
        }
        catch (MappingException exception)
        {
            failure = new ImportFailure(ExitCode.Unusable, exception.Message);
        }
        catch (ServerRefusedException exception)
        {
            failure = new ImportFailure(ExitCode.Unusable, exception.Message);
        }
        catch (ServerUnreachableException exception)
        {
            failure = new ImportFailure(ExitCode.ServerUnreachable, exception.Message);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            failure = new ImportFailure(ExitCode.Interrupted, "interrupted");
        }

        return new ImportSummary(options, _tally, before.Answered, before.Refused, mapper.RoundedLines, client.Retries, time.GetElapsedTime(start), failure);
    }

    private void Rehearse(IEnumerable<ImportEntry> entries, CancellationToken cancellationToken)
    {
        foreach (var entry in entries)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var outcome = new EntryOutcome(entry.Body is null ? EntryStatus.NotSent : EntryStatus.Accepted, null);
            _tally.Add(entry, outcome);
            observer.OnAnswered(entry, outcome);
        }
    }

    private async Task SendAllAsync(IEnumerable<ImportEntry> entries, ScoutClient client, StoreSettings? storeSettings, ResumeState before, CancellationToken cancellationToken)
    {
        using var rejects = new RejectsFile(options.RejectsFile);
        rejects.Restart(before.RejectsBytes);
        var stores = new StoreProfiles(client, storeSettings);
        var sender = new BatchSender(client);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            foreach (var batch in Batch(entries))
            {
                ImportEntry[] sendable = [.. batch.Where(entry => entry.Body is not null)];
                foreach (var storeId in sendable.Select(entry => entry.StoreId!).Distinct())
                    await stores.EnsureAsync(storeId, stop.Token);
                if (_inFlight.Count == options.Parallel)
                    await SettleOldestAsync(rejects, before);
                _inFlight.Enqueue((batch, sender.SendAsync(sendable, stop.Token)));
            }

            await SettleAllAsync(rejects, before);
        }
        catch (MappingException)
        {
            // The file broke off. What was sent before will be answered, and counts.
            await SettleAllAsync(rejects, before);
            throw;
        }
        finally
        {
            // Left over only when the server failed one batch: nobody waits for the others' retries.
            await stop.CancelAsync();
            await ((Task)Task.WhenAll(_inFlight.Select(batch => batch.Sending))).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task SettleAllAsync(RejectsFile rejects, ResumeState before)
    {
        while (_inFlight.Count > 0)
            await SettleOldestAsync(rejects, before);
    }

    // Only the oldest batch is settled, so that the state is always "everything up to here" and the rejects stand in file order.
    private async Task SettleOldestAsync(RejectsFile rejects, ResumeState before)
    {
        var (entries, sending) = _inFlight.Dequeue();
        var outcomes = await sending;
        var next = 0;
        foreach (var entry in entries)
        {
            var outcome = entry.Body is null ? new EntryOutcome(EntryStatus.NotSent, null) : outcomes[next++];
            if (outcome.IsRefused)
                rejects.Add(entry, outcome);
            _tally.Add(entry, outcome);
            observer.OnAnswered(entry, outcome);
        }

        if (options.StateFile is null)
            return;
        // Rejects first: after a crash between the two, the state's length cuts off what will be told again.
        rejects.Flush();
        (before with { Answered = before.Answered + _tally.Entries, Refused = before.Refused + _tally.Refused, RejectsBytes = rejects.Length }).Save(options.StateFile);
    }

    private IEnumerable<IReadOnlyList<ImportEntry>> Batch(IEnumerable<ImportEntry> entries)
    {
        var batch = new List<ImportEntry>();
        var bytes = 0;
        foreach (var entry in entries)
        {
            var entryBytes = entry.Body?.Length + 1 ?? 0;
            if (batch.Count > 0 && bytes + entryBytes >= BatchSender.BodyBytesMax)
            {
                yield return batch;
                (batch, bytes) = ([], 0);
            }

            batch.Add(entry);
            bytes += entryBytes;
            if (batch.Count < options.BatchEntries)
                continue;
            // Full batches go out before the next row is read: it may be one that cannot be.
            yield return batch;
            (batch, bytes) = ([], 0);
        }

        if (batch.Count > 0)
            yield return batch;
    }
}
