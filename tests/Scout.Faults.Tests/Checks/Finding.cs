namespace Scout.Faults.Tests.Checks;

/// <summary>One invariant, and whether it holds.</summary>
internal sealed record Finding(int Invariant, bool Holds, string Text)
{
    public override string ToString() => $"invariant {Invariant} {(Holds ? "holds" : "IS BROKEN")}: {Text}";
}
