using Scout.Storage.Tests.Alerts;
using Scout.Storage.Tests.Amendments;
using Scout.Storage.Tests.Bronze;
using Scout.Storage.Tests.Checks;
using Scout.Storage.Tests.Gold;
using Scout.Storage.Tests.Links;
using Scout.Storage.Tests.Quality;
using Scout.Storage.Tests.Silver;
using Scout.Storage.Tests.Stores;
using Scout.Storage.Tests.Transactions;

namespace Scout.Storage.Tests.Sqlite;

public sealed class SqliteBronzeLogTests : BronzeLogContract
{
    protected override Task<TestStore> OpenStoreAsync() => SqliteTestStore.CreateAsync();
}

public sealed class SqliteSilverStoreTests : SilverStoreContract
{
    protected override Task<TestStore> OpenStoreAsync() => SqliteTestStore.CreateAsync();
}

public sealed class SqliteStoreRegistryTests : StoreRegistryContract
{
    protected override Task<TestStore> OpenStoreAsync() => SqliteTestStore.CreateAsync();
}

public sealed class SqliteStoreFiguresTests : StoreFiguresContract
{
    protected override Task<TestStore> OpenStoreAsync() => SqliteTestStore.CreateAsync();
}

public sealed class SqliteTransactionReaderTests : TransactionReaderContract
{
    protected override Task<TestStore> OpenStoreAsync() => SqliteTestStore.CreateAsync();
}

public sealed class SqliteHeldAppendTests : HeldAppendContract
{
    protected override Task<TestStore> OpenStoreAsync() => SqliteTestStore.CreateAsync();
}

public sealed class SqliteTransactionLedgerTests : TransactionLedgerContract
{
    protected override Task<TestStore> OpenStoreAsync() => SqliteTestStore.CreateAsync();
}

public sealed class SqliteLedgerRacesTests : LedgerRacesContract
{
    protected override Task<TestStore> OpenStoreAsync() => SqliteTestStore.CreateAsync();
}

public sealed class SqliteLedgerOracleTests : LedgerOracleContract
{
    protected override Task<TestStore> OpenStoreAsync() => SqliteTestStore.CreateAsync();
}

public sealed class SqliteQuarantineTests : QuarantineContract
{
    protected override Task<TestStore> OpenStoreAsync() => SqliteTestStore.CreateAsync();
}

public sealed class SqliteDeadLettersTests : DeadLettersContract
{
    protected override Task<TestStore> OpenStoreAsync() => SqliteTestStore.CreateAsync();
}

public sealed class SqliteQualityRuleStoreTests : QualityRuleStoreContract
{
    protected override Task<TestStore> OpenStoreAsync() => SqliteTestStore.CreateAsync();
}

public sealed class SqliteSilverAuditTests : SilverAuditContract
{
    protected override Task<TestStore> OpenStoreAsync() => SqliteTestStore.CreateAsync();
}

public sealed class SqliteCheckBookTests : CheckBookContract
{
    protected override Task<TestStore> OpenStoreAsync() => SqliteTestStore.CreateAsync();
}

public sealed class SqliteAlertStoreTests : AlertStoreContract
{
    protected override Task<TestStore> OpenStoreAsync() => SqliteTestStore.CreateAsync();
}

public sealed class SqliteAlertSignalsTests : AlertSignalsContract
{
    protected override Task<TestStore> OpenStoreAsync() => SqliteTestStore.CreateAsync();
}

public sealed class SqliteGoldTests : GoldContract
{
    protected override Task<TestStore> OpenStoreAsync() => SqliteTestStore.CreateAsync();
}

public sealed class SqliteCatalogTests : CatalogContract
{
    protected override Task<TestStore> OpenStoreAsync() => SqliteTestStore.CreateAsync();
}

public sealed class SqliteLinkTests : LinkContract
{
    protected override Task<TestStore> OpenStoreAsync() => SqliteTestStore.CreateAsync();
}
