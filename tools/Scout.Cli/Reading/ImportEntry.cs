using Scout.Domain.Transactions;

namespace Scout.Cli.Reading;

/// <summary>One thing of the file that is answered as a whole: a transaction to send, or a refusal made here.</summary>
/// <param name="StoreId">Null when a row does not name its transaction.</param>
/// <param name="Body">The JSON to send; null for a refusal.</param>
/// <param name="Faults">Why it is refused here; empty for a transaction to send.</param>
/// <param name="Revenue">The total, for the summary.</param>
internal sealed record ImportEntry(
    int LineNumber,
    string? StoreId,
    string? TransactionId,
    TransactionType Type,
    int LineCount,
    decimal Revenue,
    byte[]? Body,
    IReadOnlyList<RowFault> Faults)
{
    public static ImportEntry Refused(int lineNumber, string? storeId, string? transactionId, IReadOnlyList<RowFault> faults) =>
        new(lineNumber, storeId, transactionId, TransactionType.Sale, 0, 0, null, faults);
}
