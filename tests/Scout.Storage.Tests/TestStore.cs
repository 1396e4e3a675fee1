using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;

namespace Scout.Storage.Tests;

/// <summary>A clean, migrated store of one test, which can be closed and opened again.</summary>
public abstract class TestStore : IAsyncDisposable
{
    private ServiceProvider? _services;

    public T Port<T>()
        where T : notnull => (T)Port(typeof(T));

    public object Port(Type port) => (_services ??= Register(new ServiceCollection()).BuildServiceProvider()).GetRequiredService(port);

    /// <summary>As a process does that ends in order and starts again.</summary>
    public async Task ReopenAsync()
    {
        await CloseAsync();
        await Port<IStorageMigrator>().MigrateAsync(CancellationToken.None);
    }

    /// <summary>Counts rows with SQL that both stores understand.</summary>
    public async Task<long> CountAsync(string from)
    {
        await using var connection = CreateConnection();
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = $"select count(*) from {from}";
        return (long)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Changes rows behind the store's back, with SQL that both stores understand; foreign keys do not stand in the way.</summary>
    public async Task TamperAsync(string sql)
    {
        await using var connection = CreateConnection();
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = $"{WithoutForeignKeys};{sql}";
        _ = await command.ExecuteNonQueryAsync();
    }

    /// <summary>What makes a connection not look at foreign keys.</summary>
    protected abstract string WithoutForeignKeys { get; }

    /// <summary>Does something and leaves it undecided: the locks it takes are held until the result is disposed, which undoes it.</summary>
    public async Task<IAsyncDisposable> ExecuteInATransactionAsync(string statement)
    {
        var connection = CreateConnection();
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.Transaction = await connection.BeginTransactionAsync();
        command.CommandText = statement;
        _ = await command.ExecuteNonQueryAsync();
        return connection;
    }

    public virtual async ValueTask DisposeAsync()
    {
        await CloseAsync();
        GC.SuppressFinalize(this);
    }

    protected abstract IServiceCollection Register(IServiceCollection services);

    protected abstract DbConnection CreateConnection();

    protected async Task CloseAsync()
    {
        if (_services is not null)
            await _services.DisposeAsync();
        _services = null;
    }
}
