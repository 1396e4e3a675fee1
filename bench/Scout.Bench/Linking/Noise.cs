using Scout.Domain.Money;

namespace Scout.Bench.Linking;

/// <summary>What people and tills do to names. Everything comes from one seed.</summary>
internal sealed class Noise(int seed)
{
    private static readonly Dictionary<string, string[]> Short = new[]
    {
        "with w/ w", "and & n", "digital dig digi", "camera cam", "black blk", "white wht", "silver slvr silv",
        "wireless wrls wless", "system sys", "speaker spkr", "speakers spkrs", "refrigerator refrig fridge", "microwave micro",
        "stainless stnls ss", "steel stl", "chocolate choc", "strawberry strwbry straw", "vanilla van vnla", "original orig",
        "shampoo shmp", "conditioner cond", "detergent deterg", "biscuits bisc biscs", "chicken chkn", "organic org",
        "large lrg lg", "small sml sm", "package pkg", "professional pro prof", "telephone phone tel", "television tv",
        "adapter adptr adaptor", "cartridge cart crtg", "portable port", "yoghurt yogurt yog", "christmas xmas", "pack pk",
        "heart hrt", "vintage vint", "holder hldr", "necklace neckl", "decoration dec decor",
    }.ToDictionary(group => group.Split(' ')[0], group => group.Split(' ')[1..]);

    private readonly Random _random = new(seed);

    public Random Random => _random;

    public bool Chance(double share) => _random.NextDouble() < share;

    public T Pick<T>(IReadOnlyList<T> from) => from[_random.Next(from.Count)];

    /// <summary>Each word may be misspelt, shortened or left out; neighbours may change places or grow together.</summary>
    /// <param name="level">1 is what a normal till does; 0 leaves all as it is.</param>
    public string Disturb(string name, double level)
    {
        var words = name.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToList();
        for (var i = words.Count - 1; i >= 0; i--)
        {
            if (words.Count > 3 && !words[i].Any(char.IsAsciiDigit) && Chance(0.05 * level))
                words.RemoveAt(i);
            else
                words[i] = DisturbWord(words[i], level);
        }

        if (words.Count > 2 && Chance(0.10 * level))
        {
            var at = _random.Next(words.Count - 1);
            (words[at], words[at + 1]) = (words[at + 1], words[at]);
        }

        if (words.Count > 2 && Chance(0.05 * level))
        {
            var at = _random.Next(words.Count - 1);
            words[at] += words[at + 1];
            words.RemoveAt(at + 1);
        }

        var result = string.Join(' ', words);
        return Chance(0.3) ? result.ToUpperInvariant() : result;
    }

    /// <summary>Missing now and then, up to <paramref name="share"/> away, and in one of ten cases quite another.</summary>
    public Amount? Price(decimal price, double share, double missing) =>
        Chance(missing) ? null
        : Chance(0.1) ? Amount.FromDecimal(Math.Round(price * (decimal)Math.Exp(_random.NextDouble() * 3 - 1.5), 2))
        : Amount.FromDecimal(Math.Round(price * (decimal)(1 + (_random.NextDouble() * 2 - 1) * share), 2));

    private string DisturbWord(string word, double level)
    {
        if (Short.TryGetValue(word.ToLowerInvariant(), out var spellings) && Chance(0.25 * level))
            return Pick(spellings);
        if (word.Length < 4 || word.Any(char.IsAsciiDigit) || !Chance(0.07 * level))
            return word;
        var at = _random.Next(1, word.Length - 1);
        return _random.Next(4) switch
        {
            0 => word.Remove(at, 1),
            1 => word.Insert(at, word[at].ToString()),
            2 => string.Concat(word.AsSpan(0, at), word.AsSpan(at + 1, 1), word.AsSpan(at, 1), word.AsSpan(at + 2)),
            _ => string.Concat(word.AsSpan(0, at), ((char)('a' + _random.Next(26))).ToString(), word.AsSpan(at + 1)),
        };
    }
}
