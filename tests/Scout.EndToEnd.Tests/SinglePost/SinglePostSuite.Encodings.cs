using System.Text;
using Scout.EndToEnd.Tests.Wire;

namespace Scout.EndToEnd.Tests.SinglePost;

/// <summary>Packed bodies.</summary>
public abstract partial class SinglePostSuite
{
    private const int BombBytes = 40 * 1024 * 1024;

    [Theory]
    [InlineData("gzip", "gzip")]
    [InlineData("br", "br")]
    [InlineData("zstd", "zstd")]
    [InlineData("gzip", "GZIP")]
    public async Task Post_WhenPacked_TakesTheContentAsIfItWereNot(string encoding, string header)
    {
        var sale = new Sale(NewStore(), "T-1");

        (await Client.PostAsync(Path, Packing.Pack(encoding, Encoding.UTF8.GetBytes(sale.Json)), encoding: header)).Expect(201);

        (await Client.PostAsync(sale)).Expect(200);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("zstd")]
    public async Task Post_WhenABombIsPacked_Answers413(string encoding)
    {
        var bomb = Packing.Pack(encoding, new byte[BombBytes]);

        (await Client.PostAsync(Path, bomb, encoding: encoding)).ExpectProblem(413, "too_large");
        (await Client.PostAsync("/v1/transactions/batch", bomb, encoding: encoding)).ExpectProblem(413, "too_large");
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("zstd")]
    public async Task Post_WhenPackedBytesAreCorrupt_Answers400AndStoresNothing(string encoding)
    {
        var sale = new Sale(NewStore(), "T-1");
        var packed = Packing.Pack(encoding, Encoding.UTF8.GetBytes(sale.Json));

        (await Client.PostAsync(Path, Encoding.UTF8.GetBytes(sale.Json), encoding: encoding)).ExpectProblem(400, "malformed_json");
        (await Client.PostAsync(Path, packed[..(packed.Length / 2)], encoding: encoding)).ExpectProblem(400, "malformed_json");
        (await Client.PostAsync(Path, [], encoding: encoding)).ExpectProblem(400, "malformed_json");

        await CheckNothingStoredAsync(sale);
    }

    [Fact]
    public async Task Post_WhenTheChecksumOfGzipIsWrong_Answers400AndStoresNothing()
    {
        var sale = new Sale(NewStore(), "T-1");
        var packed = Packing.Pack("gzip", Encoding.UTF8.GetBytes(sale.Json));
        packed[^6] ^= 0x01;

        (await Client.PostAsync(Path, packed, encoding: "gzip")).ExpectProblem(400, "malformed_json");

        await CheckNothingStoredAsync(sale);
    }

    [Theory]
    [InlineData("deflate")]
    [InlineData("gzip, gzip")]
    [InlineData("rot13")]
    public async Task Post_WhenPackedInAnotherWay_Answers415AndStoresNothing(string encoding)
    {
        var sale = new Sale(NewStore(), "T-1");

        var refused = (await Client.PostAsync(Path, Encoding.UTF8.GetBytes(sale.Json), encoding: encoding)).ExpectProblem(415, "unsupported_media_type");

        Assert.Equal("gzip, br, zstd", string.Join(", ", refused.Headers.GetValues("Accept-Encoding")));
        await CheckNothingStoredAsync(sale);
    }
}
