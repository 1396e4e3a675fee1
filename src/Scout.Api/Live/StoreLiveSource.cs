using Scout.Api.Chain;
using Scout.Api.Http;
using Scout.Api.Stores;
using Scout.Contracts.Reports;
using Scout.Domain;
using Scout.Domain.Stores;
using Scout.Domain.Transactions;

namespace Scout.Api.Live;

/// <summary>Today of one store. A frame is short, so each one is whole.</summary>
internal sealed class StoreLiveSource(StoreId store, IStoreReportGrain grain) : ILiveSource
{
    private string _tag = "";

    public async ValueTask<(byte[] Whole, byte[] Change)?> ReadAsync()
    {
        var live = await grain.FindLiveAsync() ?? throw new StorageUnavailableException($"The store {store} is not there any more.");
        var whole = Build(live);
        var tag = TaggedReply.TagOf(whole);
        if (tag == _tag)
            return null;
        _tag = tag;
        return (whole, whole);
    }

    private byte[] Build(StoreLive live) => JsonReply.Build((store, live), static (writer, state) =>
    {
        writer.WriteStartObject();
        SummaryJson.WriteMembers(writer, state.store, new SummaryWindow(SummaryWindowKind.Today), state.live.Today);
        ChainJson.WriteLastWeek(writer, state.live.LastWeek);
        writer.WriteStartArray("hours");
        foreach (var hour in state.live.Hours)
        {
            writer.WriteStartObject();
            writer.WriteInstant("at", hour.At);
            writer.WriteNumber("revenue", hour.Revenue);
            writer.WriteNumber("transactions", hour.Transactions);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        StoreReportEndpoints.WriteRecent(writer, "recent", state.live.Recent);
        writer.WriteEndObject();
    }).ToArray();
}
