using System.Text.Json;
using Scout.Domain.Transactions;

namespace Scout.Domain.Money;

/// <summary>Reads an amount as people and programs write it outside of a transaction: exactly, as transactions are read.</summary>
public static class AmountText
{
    /// <param name="utf8">A number by the grammar of JSON, and nothing else.</param>
    /// <param name="amount">Zero when there is a fault.</param>
    /// <returns>Null, or a phrase such as <c>must have at most 4 decimals</c>.</returns>
    public static string? Read(ReadOnlySpan<byte> utf8, out Amount amount)
    {
        amount = Amount.Zero;
        return IsNumber(utf8) ? new NumberReader(utf8).ReadAmount(out amount) : NumberReader.TypeFault;
    }

    private static bool IsNumber(ReadOnlySpan<byte> utf8)
    {
        var json = new Utf8JsonReader(utf8);
        try
        {
            return json.Read() && json.TokenType == JsonTokenType.Number && json.ValueSpan.Length == utf8.Length && !json.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
