using Scout.Testing.Transactions;

namespace Scout.EndToEnd.Tests.Load;

/// <summary>One transaction of a load, and what it adds to its store's totals.</summary>
internal sealed record LoadTransaction(string Store, string Id, byte[] Body, decimal Total, int Lines)
{
    private const int Stores = 12;
    private static readonly TimeSpan Spread = TimeSpan.FromHours(2);

    /// <summary>The same from the same arguments.</summary>
    /// <param name="seed">Different seeds make different identities.</param>
    /// <param name="now">It happened within two hours before, so that live figures hold it.</param>
    public static LoadTransaction Make(int seed, DateTimeOffset now)
    {
        var built = new TransactionBuilder(seed) { Store = $"LOAD-{seed % Stores:D2}", OccurredAt = now - Spread * (seed % 1000 / 1000.0) }.Build();
        var transaction = built.Transaction;
        return new LoadTransaction(transaction.StoreId.Value, transaction.TransactionId.Value, built.Body, transaction.TotalAmount.ToDecimal(), transaction.Items.Count);
    }
}
