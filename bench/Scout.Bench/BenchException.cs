namespace Scout.Bench;

/// <summary>The benchmark cannot go on, or its subject broke a promise. The message is all a reader needs.</summary>
internal sealed class BenchException(string message) : Exception(message);
