using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Orleans.Serialization;
using Scout.Domain;

namespace Scout.Api.Tests.Hosting;

public sealed class FaultsBetweenSilosTests
{
    [Fact]
    public void Fault_OfAStoreInAnotherSilo_ArrivesAsWhatItIs()
    {
        var serializer = new ServiceCollection().AddSerializer().AddScoutApi().BuildServiceProvider().GetRequiredService<Serializer>();
        var fault = new StorageUnavailableException("PostgreSQL is not available: starting up", new PostgresException("starting up", "FATAL", "FATAL", "57P03"));

        var arrived = serializer.Deserialize<Exception>(serializer.SerializeToArray<Exception>(fault));

        Assert.Equal(fault.Message, Assert.IsType<StorageUnavailableException>(arrived).Message);
        Assert.IsType<PostgresException>(arrived.InnerException);
    }
}
