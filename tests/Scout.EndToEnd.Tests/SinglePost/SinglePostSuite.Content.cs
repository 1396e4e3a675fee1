using System.Text;
using Scout.EndToEnd.Tests.Wire;

namespace Scout.EndToEnd.Tests.SinglePost;

/// <summary>What counts as the same content, and what is kept of it.</summary>
public abstract partial class SinglePostSuite
{
    [Theory]
    [InlineData("loyalty-app", "loyalty-app")]
    [InlineData(null, "unknown")]
    public async Task Post_WhenTheSenderIsNamed_KeepsIt(string? header, string kept)
    {
        var sale = new Sale(NewStore(), "T-1");

        (await Client.SendAsync(HttpMethod.Post, Path, Encoding.UTF8.GetBytes(sale.Json), "application/json", ("X-Source-System", header))).Expect(201);

        Assert.Equal(kept, (await Client.GetTransactionAsync(sale.Store, sale.Id)).Expect(200)["source_system"]);
    }

    [Fact]
    public async Task Post_WithUnknownMembers_KeepsThemInBronzeAndIgnoresThem()
    {
        var sale = new Sale(NewStore(), "T-1") { Extra = "\"loyalty\":{\"points\":[1,2.50,null]},\"Total_Amount\":-1," };

        (await Client.PostAsync(sale)).Expect(201);

        var kept = (await Client.GetTransactionAsync(sale.Store, sale.Id)).Expect(200).Json.GetProperty("transaction");
        Assert.Equal("{\"points\":[1,2.50,null]}", kept.GetProperty("loyalty").GetRawText());
        Assert.Equal(sale.Total, (await Client.GetSummaryOfAsync(sale.Store, "2025-01-24", 1)).GetProperty("revenue").GetDecimal());
        (await Client.PostAsync(sale with { Extra = "" })).ExpectProblem(409, "conflict");
    }

    [Fact]
    public async Task Post_WhenOnlyMetadataDiffers_AnswersDuplicate()
    {
        var sale = new Sale(NewStore(), "T-1") { Extra = "\"metadata\":{\"attempt\":1}," };
        var first = (await Client.PostAsync(sale)).Expect(201);

        Assert.Equal(first["event_id"], (await Client.PostAsync(sale with { Extra = "\"metadata\":{\"attempt\":2}," })).Expect(200)["event_id"]);
        Assert.Equal(first["event_id"], (await Client.PostAsync(sale with { Extra = "" })).Expect(200)["event_id"]);
    }

    [Fact]
    public async Task Post_WhenSpelledInAnotherWay_AnswersDuplicate()
    {
        var sale = new Sale(NewStore(), "T-1") { Extra = "\"note\":\"é/\"," };
        var first = (await Client.PostAsync(sale)).Expect(201);
        var other = $$"""
              { "items" : [ { "line_amount": 505e-1, "unit_price":25.2500, "qty" : 2.0, "brand":"Coca-Cola","product_name":"Coca\u002dCola 350ml", "product_id":"PROD-001" } ],
                "note": "\u00e9\/", "type":"sale", "total_amount": 50.5, "ts" : "2025-01-25T02:30:00+08:00", "currency":null,
                "\u0073tore_id": "{{sale.Store}}", "transaction_id":"T\u002d1" }

            """;

        var second = (await Client.PostAsync(Path, other)).Expect(200);

        Assert.Equal((first["event_id"], first["received_at"]), (second["event_id"], second["received_at"]));
    }

    [Fact]
    public async Task Post_OfTheSameIdInTwoStores_TakesBoth()
    {
        var (left, right) = (new Sale(NewStore(), "T-1"), new Sale(NewStore(), "T-1"));
        (await Client.PostAsync(left)).Expect(201);

        (await Client.PostAsync(right)).Expect(201);
    }
}
