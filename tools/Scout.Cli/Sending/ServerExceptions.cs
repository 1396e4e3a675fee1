namespace Scout.Cli.Sending;

/// <summary>The server did not answer until the deadline, or answers in a way Scout does not. What was sent may be in; sending again is safe.</summary>
internal sealed class ServerUnreachableException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>The server answers but will not take anything of this import, so going on would only repeat the refusal.</summary>
internal sealed class ServerRefusedException(string message) : Exception(message);
