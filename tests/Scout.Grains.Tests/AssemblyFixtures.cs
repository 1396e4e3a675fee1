using Scout.Testing.Postgres;

[assembly: AssemblyFixture(typeof(PostgresServer))]
