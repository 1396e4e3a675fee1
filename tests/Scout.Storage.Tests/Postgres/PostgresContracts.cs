using Scout.Storage.Tests.Bronze;
using Scout.Storage.Tests.Silver;
using Scout.Storage.Tests.Stores;
using Scout.Storage.Tests.Transactions;
using Scout.Testing.Postgres;

namespace Scout.Storage.Tests.Postgres;

public sealed class PostgresBronzeLogTests(PostgresServer server) : BronzeLogContract
{
    protected override Task<TestStore> OpenStoreAsync() => PostgresTestStore.CreateAsync(server, GetType());
}

public sealed class PostgresSilverStoreTests(PostgresServer server) : SilverStoreContract
{
    protected override Task<TestStore> OpenStoreAsync() => PostgresTestStore.CreateAsync(server, GetType());
}

public sealed class PostgresStoreRegistryTests(PostgresServer server) : StoreRegistryContract
{
    protected override Task<TestStore> OpenStoreAsync() => PostgresTestStore.CreateAsync(server, GetType());
}

public sealed class PostgresStoreFiguresTests(PostgresServer server) : StoreFiguresContract
{
    protected override Task<TestStore> OpenStoreAsync() => PostgresTestStore.CreateAsync(server, GetType());
}

public sealed class PostgresTransactionReaderTests(PostgresServer server) : TransactionReaderContract
{
    protected override Task<TestStore> OpenStoreAsync() => PostgresTestStore.CreateAsync(server, GetType());
}
