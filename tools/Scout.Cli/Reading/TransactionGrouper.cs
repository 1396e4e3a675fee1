using Scout.Cli.Mapping;

namespace Scout.Cli.Reading;

/// <summary>Gathers the rows of a file into transactions, in the order of their first lines.</summary>
/// <remarks>
/// A transaction is known by store and id together, as on the wire. A row that cannot be read, or that names no store, refuses every
/// transaction of its id: one that lost a line must not be sent as if it were whole. Where its id is unknown too, the row is an entry
/// of its own.
/// </remarks>
internal sealed class TransactionGrouper(ImportMapping mapping, RowMapper mapper)
{
    public IEnumerable<ImportEntry> Group(IEnumerable<SaleRow> rows) =>
        mapping.Grouping == LineGrouping.Contiguous ? GroupContiguous(rows) : GroupAnywhere(rows);

    private IEnumerable<ImportEntry> GroupAnywhere(IEnumerable<SaleRow> rows)
    {
        var drafts = new Dictionary<(string StoreId, string TransactionId), TransactionDraft>();
        var strays = new List<StrayRow>();
        foreach (var row in rows)
        {
            if (FindKey(row) is not { } key)
            {
                strays.Add(Stray(row));
                continue;
            }

            if (!drafts.TryGetValue(key, out var draft))
                drafts.Add(key, draft = mapper.Begin(row, key.StoreId, key.TransactionId));
            mapper.AddLine(draft, row);
        }

        var draftsById = strays.Count == 0 ? null : drafts.Values.ToLookup(draft => draft.TransactionId);
        var alone = new List<ImportEntry>();
        foreach (var stray in strays)
        {
            if (stray.TransactionId is null || !draftsById!.Contains(stray.TransactionId))
                alone.Add(stray.ToEntry());
            else
                foreach (var draft in draftsById[stray.TransactionId])
                    draft.AddFaults(stray.Faults);
        }

        // Both lists are in file order already. Bodies are written one by one as they are asked for.
        var next = 0;
        foreach (var draft in drafts.Values)
        {
            while (next < alone.Count && alone[next].LineNumber < draft.FirstLineNumber)
                yield return alone[next++];
            yield return TransactionBody.ToEntry(draft, mapping);
        }

        foreach (var entry in alone.Skip(next))
            yield return entry;
    }

    private IEnumerable<ImportEntry> GroupContiguous(IEnumerable<SaleRow> rows)
    {
        TransactionDraft? current = null;
        // Unreadable rows that stand before the transaction they may belong to.
        var waiting = new List<StrayRow>();
        foreach (var row in rows)
        {
            if (FindKey(row) is not { } key)
            {
                var stray = Stray(row);
                if (stray.TransactionId is not null && stray.TransactionId == current?.TransactionId)
                    current.AddFaults(stray.Faults);
                else if (stray.TransactionId is null || waiting.Count >= TransactionDraft.FaultsMax)
                    yield return stray.ToEntry();
                else
                    waiting.Add(stray);
                continue;
            }

            if (current is null || key != (current.StoreId, current.TransactionId))
            {
                if (current is not null)
                    yield return TransactionBody.ToEntry(current, mapping);
                current = mapper.Begin(row, key.StoreId, key.TransactionId);
                foreach (var stray in waiting)
                {
                    if (stray.TransactionId == current.TransactionId)
                        current.AddFaults(stray.Faults);
                    else
                        yield return stray.ToEntry();
                }

                waiting.Clear();
            }

            mapper.AddLine(current, row);
        }

        if (current is not null)
            yield return TransactionBody.ToEntry(current, mapping);
        foreach (var stray in waiting)
            yield return stray.ToEntry();
    }

    private (string StoreId, string TransactionId)? FindKey(SaleRow row) =>
        row.Fault is null && mapper.FindTransactionId(row) is { } id && mapper.FindStoreId(row) is { } store ? (store, id) : null;

    private StrayRow Stray(SaleRow row) => new(row.LineNumber, mapper.FindTransactionId(row), [.. mapper.IdentityFaults(row)]);

    private sealed record StrayRow(int LineNumber, string? TransactionId, IReadOnlyList<RowFault> Faults)
    {
        public ImportEntry ToEntry() => ImportEntry.Refused(LineNumber, null, TransactionId, Faults);
    }
}
