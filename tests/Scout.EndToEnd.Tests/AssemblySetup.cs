using Scout.EndToEnd.Tests.LivePage;
using Scout.Testing.Postgres;
using Xunit.Sdk;
using Xunit.v3;

// Every class runs a server of its own: two at a time would measure each other.
[assembly: Parallelization(Mode = ParallelMode.None)]
[assembly: AssemblyFixture(typeof(PostgresServer))]
[assembly: AssemblyFixture(typeof(Chromium))]
