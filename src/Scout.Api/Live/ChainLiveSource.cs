using System.Text.Json;
using Scout.Api.Chain;
using Scout.Api.Http;
using Scout.Contracts.Chain;
using Scout.Domain.Stores;

namespace Scout.Api.Live;

/// <summary>Today of the chain. A frame of change names only the stores whose figures changed.</summary>
internal sealed class ChainLiveSource(IChainGrain chain) : ILiveSource
{
    private Dictionary<string, StoreToday> _known = [];
    private string _tag = "";

    public async ValueTask<(byte[] Whole, byte[] Change)?> ReadAsync()
    {
        var live = await chain.ReadLiveAsync();
        var whole = Build(live, live.Stores, isWhole: true);
        var tag = TaggedReply.TagOf(whole);
        if (tag == _tag)
            return null;

        var changed = live.Stores.Where(store => !_known.TryGetValue(store.StoreId, out var before) || before != store).ToList();
        (_known, _tag) = (live.Stores.ToDictionary(store => store.StoreId), tag);
        return (whole, Build(live, changed, isWhole: false));
    }

    private static byte[] Build(ChainLive live, List<StoreToday> stores, bool isWhole) => JsonReply.Build((live, stores, isWhole), static (writer, state) =>
    {
        writer.WriteStartObject();
        ChainJson.WriteSummary(writer, new SummaryWindow(SummaryWindowKind.Today), state.live.Today, (more, place) => WriteMinutes(more, state.live, place));
        writer.WriteBoolean("whole", state.isWhole);
        writer.WriteStartArray("stores");
        foreach (var store in state.stores)
        {
            writer.WriteStartObject();
            writer.WriteString("store_id", store.StoreId);
            writer.WriteString("currency", store.Currency);
            writer.WriteNumber("transactions", store.Transactions);
            writer.WriteNumber("revenue", StoreFigures.Normalise(store.Revenue));
            writer.WriteNumber("average_basket", store.AverageBasket);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }).ToArray();

    private static void WriteMinutes(Utf8JsonWriter writer, ChainLive live, int place)
    {
        var currency = live.Today.Currencies[place].Currency;
        if (live.Minutes.Find(line => line.Currency == currency) is not { } minutes)
            return;
        writer.WriteStartObject("minutes");
        writer.WriteInstant("from", live.MinutesFrom);
        writer.WriteStartArray("transactions");
        foreach (var count in minutes.Transactions)
            writer.WriteNumberValue(count);
        writer.WriteEndArray();
        writer.WriteStartArray("revenue");
        foreach (var revenue in minutes.Revenue)
            writer.WriteNumberValue(StoreFigures.Normalise(revenue));
        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
