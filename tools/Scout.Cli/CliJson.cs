using System.Text.Json.Serialization;
using Scout.Cli.Importing;

namespace Scout.Cli;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(Dictionary<string, string[]>))]
[JsonSerializable(typeof(ResumeState))]
internal sealed partial class CliJson : JsonSerializerContext;
