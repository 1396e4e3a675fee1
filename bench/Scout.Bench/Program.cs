using Scout.Bench;
using Scout.Bench.Hosting;

SocketTuning.Apply();
try
{
    return await CommandLine.Build().Parse(args).InvokeAsync(new()
    {
        EnableDefaultExceptionHandler = false,
        // Ctrl-C and SIGTERM cancel first; the servers started here get this long to be stopped and cleaned away.
        ProcessTerminationTimeout = TimeSpan.FromSeconds(60),
    });
}
catch (BenchException failure)
{
    Console.WriteLine($"FAILED: {failure.Message}");
    return 1;
}
catch (OperationCanceledException)
{
    Console.WriteLine("cancelled");
    return 130;
}
