using Scout.Linking.Matching;

namespace Scout.Bench.Linking;

/// <summary>Precision, recall and F1, 0 to 1.</summary>
internal readonly record struct Score(int Right, int Answered, int Wanted)
{
    public double Precision => Answered == 0 ? 1 : (double)Right / Answered;

    public double Recall => Wanted == 0 ? 1 : (double)Right / Wanted;

    public double F1 => Precision + Recall == 0 ? 0 : 2 * Precision * Recall / (Precision + Recall);
}

/// <summary>The answers to all questions of a set.</summary>
internal sealed class Accuracy
{
    private readonly List<(double Confidence, bool Right)> _answers = [];
    private readonly int _wanted;

    public Accuracy(Matcher matcher, IEnumerable<Question> questions)
    {
        foreach (var (mention, truth) in questions)
        {
            _wanted += truth.Count > 0 ? 1 : 0;
            var decision = matcher.Match(mention);
            if (decision.ProductId is { } id)
                _answers.Add((decision.Confidence, truth.Contains(id)));
        }
    }

    public IReadOnlyList<(double Confidence, bool Right)> Answers => _answers;

    /// <summary>Counting the answers of at least this confidence. Recall is of the mentions that have a product.</summary>
    public Score At(double confidence)
    {
        var answered = _answers.Where(answer => answer.Confidence >= confidence).ToArray();
        return new(answered.Count(answer => answer.Right), answered.Length, _wanted);
    }
}
