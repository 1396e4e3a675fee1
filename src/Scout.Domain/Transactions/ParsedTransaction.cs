using System.Diagnostics.CodeAnalysis;

namespace Scout.Domain.Transactions;

/// <summary>What became of one JSON document: a transaction, a document that is not JSON as we read it, or the faults of its content.</summary>
/// <remarks>Exactly one of <see cref="Transaction"/>, <see cref="Malformed"/> and <see cref="Errors"/> is set.</remarks>
public sealed class ParsedTransaction
{
    private ParsedTransaction(string? storeId, string? transactionId)
    {
        StoreId = storeId;
        TransactionId = transactionId;
    }

    [MemberNotNullWhen(true, nameof(Transaction), nameof(StoreId), nameof(TransactionId))]
    public bool IsValid => Transaction is not null;

    public Transaction? Transaction { get; private init; }

    /// <summary>Why the document is not well-formed, with the byte where that shows (answer 400 <c>malformed_json</c>). Holds no input.</summary>
    public string? Malformed { get; private init; }

    /// <summary>Every fault of a well-formed document by the path of its member, such as <c>items[0].qty</c> (answer 422 <c>invalid</c>).</summary>
    /// <remarks>
    /// In the order found, and bounded by <see cref="TransactionLimits.FaultsMax"/>. Path <c>$</c> is the document itself. No message holds
    /// a value that was sent; a path may hold the name of an unknown member, cut and without control characters.
    /// </remarks>
    public IReadOnlyDictionary<string, string[]>? Errors { get; private init; }

    /// <summary>The store, when it was readable and is a valid identifier, also where other members are at fault. Null when malformed.</summary>
    public string? StoreId { get; }

    /// <summary>The transaction's identifier, under the same conditions as <see cref="StoreId"/>.</summary>
    public string? TransactionId { get; }

    internal static ParsedTransaction FromTransaction(Transaction transaction) =>
        new(transaction.StoreId.Value, transaction.TransactionId.Value) { Transaction = transaction };

    internal static ParsedTransaction FromMalformed(string message) => new(null, null) { Malformed = message };

    internal static ParsedTransaction FromErrors(IReadOnlyDictionary<string, string[]> errors, string? storeId, string? transactionId) =>
        new(storeId, transactionId) { Errors = errors };
}
