using System.Diagnostics;
using System.Globalization;

namespace Scout.Bench.Hosting;

/// <summary>CPU time used since each process started. Null where it cannot be known.</summary>
internal readonly record struct CpuReading(TimeSpan? Server, TimeSpan? Database, TimeSpan Own);

/// <summary>Reads what the server, its database and this program have used.</summary>
/// <param name="serverIds">The processes of the server; none where it is not ours.</param>
/// <param name="postmasterId">Null without PostgreSQL: SQLite works inside the server's own process.</param>
internal sealed class CpuMeter(IReadOnlyList<int> serverIds, int? postmasterId)
{
    private const int ReadsMax = 5;

    /// <summary>The kernel's USER_HZ, 100 on every architecture that .NET runs on.</summary>
    private const int TicksPerSecond = 100;

    public CpuReading Read() => new(ReadServer(), ReadCluster(), Environment.CpuUsage.TotalTime);

    /// <summary>The server's resident memory, or null where the server is not ours.</summary>
    public long? WorkingSetBytes() => SumOverServer(process => process.WorkingSet64);

    private TimeSpan? ReadServer() => SumOverServer(process => process.TotalProcessorTime.Ticks) is { } ticks ? new TimeSpan(ticks) : null;

    private long? SumOverServer(Func<Process, long> question)
    {
        if (serverIds.Count == 0)
            return null;
        try
        {
            long sum = 0;
            foreach (var id in serverIds)
            {
                using var process = Process.GetProcessById(id);
                sum += question(process);
            }

            return sum;
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException)
        {
            throw new BenchException("the server ended while it was measured");
        }
    }

    /// <summary>The postmaster, its living children, and (through its own account of them) the children that ended.</summary>
    /// <remarks>
    /// A backend that ends between the two moves from the living to the ended, and would be counted twice or not at all. So the
    /// postmaster is read before and after, and all is read again when its account of the ended moved.
    /// </remarks>
    private TimeSpan? ReadCluster()
    {
        if (postmasterId is not { } id || !OperatingSystem.IsLinux())
            return null;
        for (var read = 1; ; read++)
        {
            var before = ProcessTimes.Read(id);
            var living = ProcessTimes.ReadAll().Where(process => process.ParentId == id).Sum(process => process.OwnTicks);
            var after = ProcessTimes.Read(id);
            if (before.ChildTicks == after.ChildTicks || read == ReadsMax)
                return TimeSpan.FromSeconds((after.OwnTicks + after.ChildTicks + living) / (double)TicksPerSecond);
        }
    }

    /// <summary>One line of <c>/proc/[pid]/stat</c>.</summary>
    private readonly record struct ProcessTimes(int ParentId, long OwnTicks, long ChildTicks)
    {
        public static IEnumerable<ProcessTimes> ReadAll() =>
            Directory.EnumerateDirectories("/proc").Select(Path.GetFileName)
                .Where(name => int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out _))
                .Select(name => Read(int.Parse(name!, CultureInfo.InvariantCulture)));

        /// <summary>Nothing (all zeros) for a process that has ended.</summary>
        public static ProcessTimes Read(int id)
        {
            try
            {
                // The second field is the program's name in brackets and may hold anything; the rest follows its last bracket.
                var stat = File.ReadAllText($"/proc/{id}/stat");
                var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
                var parentId = int.Parse(fields[1], CultureInfo.InvariantCulture);
                return new(parentId, Ticks(fields, 11) + Ticks(fields, 12), Ticks(fields, 13) + Ticks(fields, 14));
            }
            catch (IOException)
            {
                return default;
            }
        }

        private static long Ticks(string[] fields, int index) => long.Parse(fields[index], CultureInfo.InvariantCulture);
    }
}
