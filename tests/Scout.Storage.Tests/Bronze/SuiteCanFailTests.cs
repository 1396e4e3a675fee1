using Scout.Storage.Bronze;
using Scout.Storage.Tests.Sqlite;
using Xunit.Sdk;

namespace Scout.Storage.Tests.Bronze;

/// <summary>A suite that cannot fail proves nothing: here it meets a log that answers "accepted" to everything.</summary>
public sealed class SuiteCanFailTests
{
    [Fact]
    public async Task Contract_LogThatAcceptsDuplicates_Fails()
    {
        await AssertFailsAsync(suite => suite.Append_SameContentAgain_AnswersTheFirst());
        await AssertFailsAsync(suite => suite.Append_SameContentTwiceInOneBatch_AcceptsTheFirstOnly());
        await AssertFailsAsync(suite => suite.Append_SameKeysFromManyTasksInAnyOrder_AcceptsEachOnce());
        await AssertFailsAsync(suite => suite.Append_OtherContentTwice_KeepsTheFirstAndOneDeadLetter());
    }

    [Fact]
    public async Task Contract_TheSameLogForNewEvents_Passes()
    {
        await using var suite = new WrongLogContract();
        await suite.InitializeAsync();
        await suite.Append_NewEvent_IsAcceptedUnderItsOwnId();
    }

    private static async Task AssertFailsAsync(Func<BronzeLogContract, Task> test)
    {
        await using var suite = new WrongLogContract();
        await suite.InitializeAsync();
        _ = await Assert.ThrowsAnyAsync<XunitException>(() => test(suite));
    }

    private sealed class WrongLogContract : BronzeLogContract
    {
        protected override IBronzeLog Bronze => new LogThatAcceptsDuplicates(base.Bronze);

        protected override Task<TestStore> OpenStoreAsync() => SqliteTestStore.CreateAsync();
    }

    private sealed class LogThatAcceptsDuplicates(IBronzeLog log) : IBronzeLog
    {
        public ValueTask<EventIdBlock> ReserveEventIdsAsync(CancellationToken cancellationToken) => log.ReserveEventIdsAsync(cancellationToken);

        public async ValueTask<AppendOutcome[]> AppendAsync(IReadOnlyList<BronzeEvent> batch, CancellationToken cancellationToken)
        {
            var outcomes = await log.AppendAsync(batch, cancellationToken);
            return [.. outcomes.Select(outcome => outcome with { Status = AppendStatus.Accepted })];
        }
    }
}
