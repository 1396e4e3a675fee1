using Xunit.Sdk;
using Xunit.v3;

// Each test has a cluster of processes of its own: two at a time would measure each other.
[assembly: Parallelization(Mode = ParallelMode.None)]
